"""S24: thousands who open a line and then say next to nothing, or ask and never read."""

import asyncio
import contextlib
import json
import time

from server.contract.visitor import FileReport, Sync
from server.realtime.rooms import VISITOR
from tests.realtime.raw import RawSocket
from tests.serving import SigapServer

from .devices import Devices, Probe, percentile
from .f17_slow_readers import resident_mb
from .f22_soak import open_files
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "a visitor's receipt < 2 s, all cut ≤ 60 s, RSS back within 10 %"
LONGEST = 60.0
TRICKLE_SECONDS = 4.0
AT_ONCE = 100
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
    await asyncio.sleep(3)  # the first receipts load what stays loaded
    before, files = resident_mb(server.pid), open_files(server.pid)
    gate = asyncio.Semaphore(AT_ONCE)
    lasted = await asyncio.gather(
        asyncio.gather(*(_trickle(server, HEAD, gate) for _ in range(heads))),
        asyncio.gather(*(_trickle(server, BODY, gate) for _ in range(bodies))),
        asyncio.gather(*(_never_read(server, gate) for _ in range(deaf))),
    )
    left = open_files(server.pid) - files
    await asyncio.sleep(10)
    after = resident_mb(server.pid)
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    counted, worst = lab.count(ledger), max(probe.waits)
    longest, kept = [max(kind) for kind in lasted], (after - before) / before * 100
    measured = (
        f"{heads:,} heads, {bodies} bodies, {deaf} non-readers, the last cut after {longest[0]:.0f}, {longest[1]:.0f}, "
        f"{longest[2]:.0f} s, {max(left, 0)} lines left, RSS {before:.0f} → {after:.0f} MB ({kept:+.0f} %), receipts "
        f"p99 {percentile(probe.waits, 0.99):.2f} s, worst {worst:.2f} s of {len(probe.waits)}"
    )
    reached = counted.clean and worst < 2 and max(longest) <= LONGEST and kept <= 10
    return Verdict("S24 slow lines", GOAL, counted, measured, reached)


async def _trickle(server: SigapServer, start: bytes, gate: asyncio.Semaphore) -> float:
    """Send a byte now and then; return the seconds until the line was cut, or more than LONGEST."""
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
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


async def _never_read(server: SigapServer, gate: asyncio.Semaphore) -> float:
    """Ask for one's conversation and read nothing; writing fails once the server has cut the line."""
    async with gate:
        socket = await RawSocket.open(server.port, receive_bytes=2048)
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
