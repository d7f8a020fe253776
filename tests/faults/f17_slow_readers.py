"""F17: sockets that ask and never read the answers, and ten that read a kilobyte a second."""

import asyncio
import contextlib
import json
import time
import uuid

from server.contract.visitor import SendMessage, Sync
from server.realtime.rooms import VISITOR
from tests.realtime.raw import RawSocket

from .devices import Devices, Probe, percentile
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "non-readers cut ≤ 60 s, RSS rise < 100 MB, back within 20 MB, others p99 < 1 s"
QUESTIONS = 400
LONGEST = 60.0


async def run(lab: Lab) -> Verdict:
    """50 sockets that never read and keep asking for their whole conversation, limits off, beside a live visitor."""
    count = lab.some(50, 8)
    server = await lab.start_server()
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    before = resident_mb(server.pid)
    deaf = [await RawSocket.open(server.port, receive_bytes=2048) for _ in range(count)]
    probing = asyncio.create_task(probe.run())
    peaks = [before]
    measuring = asyncio.create_task(measure(server.pid, peaks))
    began = time.monotonic()
    cut = await asyncio.gather(*(_ask_and_never_read(one, began) for one in deaf))
    await asyncio.sleep(5)  # the server's memory after the last one is gone
    after = resident_mb(server.pid)
    for task in (probing, measuring):
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    counted = lab.count(ledger)
    p99, rise, kept = percentile(probe.waits, 0.99), max(peaks) - before, after - before
    longest = max((seconds for seconds in cut if seconds), default=0.0)
    measured = (
        f"{count} sockets, {sum(1 for one in cut if one)} cut, the last after {longest:.0f} s, RSS rise {rise:.0f} MB, "
        f"{kept:.0f} MB kept afterwards, others p99 {p99 * 1000:.0f} ms of {len(probe.waits)}"
    )
    reached = counted.clean and all(cut) and longest <= LONGEST and rise < 100 and kept < 20 and p99 < 1
    return Verdict("F17 slow readers", GOAL, counted, measured, reached)


async def _ask_and_never_read(one: RawSocket, began: float) -> float:
    """Write messages, ask for all of them again and again, read nothing; return the seconds until it was cut, or 0."""
    await one.join()
    with contextlib.suppress(OSError):
        for number in range(20):
            await one.send(_event(number, SendMessage, {"client_id": str(uuid.uuid4()), "text": "x" * 400}))
        for number in range(QUESTIONS):
            await one.send(_event(number + 20, Sync, {"after": 0}))
            await asyncio.sleep(0.02)
        while time.monotonic() - began < LONGEST + 10:
            await one.send(b"3")  # pongs, so that the pings alone do not end it
            await asyncio.sleep(1)
        one.close()
        return 0.0
    return time.monotonic() - began


def _event(number: int, command: type[SendMessage | Sync], payload: dict[str, object]) -> bytes:
    return f"42{VISITOR},{number}{json.dumps([command.event(), payload])}".encode()


async def measure(pid: int, into: list[float]) -> None:
    while True:
        into.append(resident_mb(pid))
        await asyncio.sleep(0.5)


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096 / 1e6
