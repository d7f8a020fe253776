"""S24: thousands who open a line and then say next to nothing, or ask and never read."""

import asyncio
import contextlib
import json
import time

from server.contract.visitor import FileReport, Sync
from server.realtime.rooms import VISITOR
from tests.realtime.raw import RawSocket

from .devices import Devices, Probe
from .f17_slow_readers import resident_mb
from .f22_soak import open_files
from .lab import Lab, Verdict, elsewhere
from .ledger import Ledger

GOAL = "a visitor's receipt < 2 s, all cut ≤ 60 s, RSS back within 10 %"
LONGEST = 60.0
TRICKLE_SECONDS = 4.0
AT_ONCE = 100
REST_SECONDS = 30
"""After a wave, until memory is looked at: the server gives it back every 10 s (server/memory.py)."""

WAVES = 2
"""The second shows whether memory is kept for good or grows with every wave."""
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
BODY = (
    f"POST /api/visitor/{FileReport.event()} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n".encode() + b'{"proto'
)


async def run(lab: Lab) -> Verdict:
    """2,000 heads and 500 bodies a byte every 4 s, 500 sockets that ask and never read nor answer a ping."""
    heads, bodies, deaf = lab.some(2000, 40), lab.some(500, 10), lab.some(500, 10)
    server = await lab.start_server()
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    probing = asyncio.create_task(probe.run())
    await asyncio.sleep(5)  # the first receipts load what stays loaded
    calm = len(probe.waits)
    memory, files, longest = [resident_mb(server.pid)], open_files(server.pid), 0.0
    each: list[float] = []
    for _ in range(WAVES):
        each = await elsewhere(attack, server.port, heads, bodies, deaf)
        longest = max(longest, *each)
        await asyncio.sleep(REST_SECONDS)
        memory.append(resident_mb(server.pid))
    left = open_files(server.pid) - files
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    counted, worst = lab.count(ledger), max(probe.waits[calm:])
    kept = (memory[-1] - memory[0]) / memory[0] * 100
    measured = (
        f"{WAVES} × {heads:,} heads, {bodies} bodies, {deaf} non-readers, the last cut after {each[0]:.0f}, "
        f"{each[1]:.0f}, {each[2]:.0f} s, {max(left, 0)} lines left, RSS {' → '.join(f'{mb:.0f}' for mb in memory)} MB "
        f"({kept:+.0f} %), receipts worst {worst:.2f} s, p99 {probe.p99_ms(calm)}"
    )
    reached = counted.clean and worst < 2 and longest <= LONGEST and kept <= 10
    return Verdict("S24 slow lines", GOAL, counted, measured, reached)


def attack(port: int, heads: int, bodies: int, deaf: int) -> list[float]:
    """Open all lines and hold on to them; return how long the last of each kind lasted."""

    async def all_at_once() -> list[float]:
        gate = asyncio.Semaphore(AT_ONCE)
        lasted = await asyncio.gather(
            asyncio.gather(*(_trickle(port, HEAD, gate) for _ in range(heads))),
            asyncio.gather(*(_trickle(port, BODY, gate) for _ in range(bodies))),
            asyncio.gather(*(_never_read(port, gate) for _ in range(deaf))),
        )
        return [max(kind) for kind in lasted]

    return asyncio.run(all_at_once())


async def _trickle(port: int, start: bytes, gate: asyncio.Semaphore) -> float:
    """Send a byte now and then; return the seconds until the line was cut, or more than LONGEST."""
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(start)
    began = time.monotonic()
    cut = asyncio.create_task(_ends(reader))
    with contextlib.suppress(OSError):
        while not cut.done() and time.monotonic() - began < LONGEST + 10:
            await asyncio.wait({cut}, timeout=TRICKLE_SECONDS)
            writer.write(b"a")
    cut.cancel()
    writer.transport.abort()
    return time.monotonic() - began


async def _ends(reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while await reader.read(65_536):
            pass


async def _never_read(port: int, gate: asyncio.Semaphore) -> float:
    """Ask for one's conversation and read nothing; writing fails once the server has cut the line."""
    async with gate:
        socket = await RawSocket.open(port, receive_bytes=2048)
        began = time.monotonic()
        await socket.join()
    socket.reader._transport.pause_reading()  # type: ignore[attr-defined] # asyncio itself would read ahead
    with contextlib.suppress(OSError):
        for number in range(1000):
            if number < 5:
                await socket.send(f"42{VISITOR},{number}{json.dumps([Sync.event(), {'after': 0}])}".encode())
            else:
                await socket.send(b"6")  # nothing, but no pong
            await asyncio.sleep(2)
            if socket.writer.transport.is_closing() or time.monotonic() - began > LONGEST + 10:
                break
    socket.close()
    return time.monotonic() - began
