"""F3: clients send a report and cut the line within ten milliseconds, thousands of times."""

import asyncio
import contextlib
import random
import socket
import struct
import time
import uuid

import aiohttp

from server.contract.visitor import FileReport

from .devices import Devices, Probe, new_report, percentile
from .lab import Lab, Verdict
from .ledger import Ledger

AT_ONCE = 20
A_SECOND = 300
"""As many as a city on bad lines could make; without a pace it is a flood, and measures only how fast the core is."""


async def run(lab: Lab) -> Verdict:
    """20,000 POSTs reset at 0 to 10 ms, while a fresh visitor reports every 250 ms."""
    aborts, chance = lab.some(20_000, 1_000), random.Random(3)
    server = await lab.start_server()
    ledger, probed = Ledger(), Ledger()
    probe = Probe(Devices(lambda: server.url, probed))
    probing = asyncio.create_task(probe.run())
    jobs = iter(range(aborts))
    began = time.monotonic()

    async def abort_many() -> None:
        for number in jobs:
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
            await _abort(server.port, ledger, chance.uniform(0, 0.010))

    await asyncio.gather(*(abort_many() for _ in range(AT_ONCE)))
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    began = time.monotonic()
    async with aiohttp.ClientSession() as session:
        await probe.devices.file_one(session)
    after = time.monotonic() - began
    ledger.sent.update(probed.sent)
    ledger.acked.update(probed.acked)
    counted = lab.count(ledger)
    p99 = percentile(probe.waits, 0.99)
    measured = (
        f"{aborts:,} aborts, {A_SECOND} a second, probe p99 {p99 * 1000:.0f} ms of {len(probe.waits)}, "
        f"afterwards {after * 1000:.0f} ms"
    )
    limit = 0.5 if lab.scale >= 1 else 5.0  # the short run shares its machine with other tests
    goal = f"no wedge; probe ack p99 < {limit * 1000:.0f} ms"
    return Verdict("F3 clients abort", goal, counted, measured, counted.clean and 0 < p99 < limit and after < 4 * limit)


async def _abort(port: int, ledger: Ledger, seconds: float) -> None:
    client_id = str(uuid.uuid4())
    ledger.invoke(client_id)
    body = new_report(client_id).encode()
    head = f"POST /api/visitor/{FileReport.event()} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + body)
        await asyncio.sleep(seconds)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
