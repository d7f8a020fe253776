"""S22: bodies and frames that are far too large, from many at once, with and without saying so."""

import asyncio
import contextlib
from collections.abc import Coroutine

from server.contract.visitor import FileReport
from tests.realtime.raw import RawSocket

from .devices import Devices, Probe, percentile
from .f17_slow_readers import measure, resident_mb
from .lab import Lab, Verdict, elsewhere
from .ledger import Ledger

GOAL = "all refused or cut, RSS rise < 50 MB, others p99 < 500 ms"
MB = 1_000_000
DEFLATE = "permessage-deflate; client_max_window_bits"
BLOCK = 0x10000


async def run(lab: Lab) -> Verdict:
    """10 × bodies of 5 and 100 MB, chunked and not, 5 MB frames and 60 MB deflate bombs, three at a time."""
    rounds = lab.some(10)
    server = await lab.start_server()
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    probing = asyncio.create_task(probe.run(every=0.1))
    await asyncio.sleep(5)
    calm = len(probe.waits)
    peaks = [resident_mb(server.pid)]
    measuring = asyncio.create_task(measure(server.pid, peaks))
    refused = await elsewhere(attack, server.port, rounds)
    for task in (probing, measuring):
        task.cancel()
    await asyncio.gather(probing, measuring, return_exceptions=True)
    counted, p99, rise = lab.count(ledger), percentile(probe.waits[calm:], 0.99), max(peaks) - peaks[0]
    measured = (
        f"{len(refused)} attacks, {sum(refused)} refused or cut, RSS rise {rise:.0f} MB, "
        f"others p99 {probe.p99_ms(calm)}"
    )
    return Verdict("S22 large", GOAL, counted, measured, counted.clean and all(refused) and rise < 50 and p99 < 0.5)


def attack(port: int, rounds: int) -> list[bool]:
    """Send everything that is too large, three at a time, and tell of each whether it was refused or cut."""

    async def all_of_it() -> list[bool]:
        gate = asyncio.Semaphore(3)

        async def at_the_gate(one: Coroutine[None, None, bool]) -> bool:
            async with gate:
                return await one

        attacks = [
            one
            for _ in range(rounds)
            for one in (
                *(is_refused(port, size, chunked=chunked) for size in (5 * MB, 100 * MB) for chunked in (True, False)),
                _frame_is_cut(port, 5 * MB, compressed=False), _frame_is_cut(port, 60 * MB, compressed=True),
            )
        ]  # fmt: skip
        return await asyncio.gather(*map(at_the_gate, attacks))

    return asyncio.run(all_of_it())


async def is_refused(port: int, size: int, *, chunked: bool) -> bool:
    """Send a body as fast as it goes; tell whether it was refused, or the line cut before anything was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
    writer.write(f"POST /api/visitor/{FileReport.event()} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
    block = b"10000\r\n" + b"x" * BLOCK + b"\r\n" if chunked else b"x" * BLOCK

    async def push() -> None:
        with contextlib.suppress(OSError):
            for _ in range(size // BLOCK):
                writer.write(block)
                await writer.drain()

    pushing = asyncio.create_task(push())
    head = b"late"
    with contextlib.suppress(OSError, TimeoutError):  # who goes on sending may see the line end before he reads
        async with asyncio.timeout(20):
            head = b""
            head = await reader.read(400)
    pushing.cancel()
    writer.transport.abort()
    return head == b"" or head.startswith(b"HTTP/1.1 413")


async def _frame_is_cut(port: int, size: int, *, compressed: bool) -> bool:
    attacker = await RawSocket.open(port, extensions=DEFLATE)
    await attacker.send_bomb(size, compressed=compressed)
    cut = await attacker.is_cut(within=20)
    attacker.close()
    return cut
