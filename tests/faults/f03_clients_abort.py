"""F3: clients send a report and cut the line within ten milliseconds, thousands of times."""

import asyncio
import contextlib
import json
import random
import secrets
import socket
import struct
import uuid
from datetime import UTC, datetime

from server.contract.base import PROTOCOL
from server.contract.visitor import FileReport

from .devices import FORM, Devices, Probe, percentile
from .lab import Lab, Verdict
from .ledger import Ledger, description_of

GOAL = "no wedge; probe ack p99 < 500 ms"
AT_ONCE = 20


async def run(lab: Lab) -> Verdict:
    """20,000 POSTs reset at 0 to 10 ms, while a fresh visitor reports every 250 ms."""
    aborts, chance = lab.some(20_000, 400), random.Random(3)
    server = await lab.start_server()
    ledger, probed = Ledger(), Ledger()
    probe = Probe(Devices(lambda: server.url, probed))
    probing = asyncio.create_task(probe.run())
    jobs = iter(range(aborts))

    async def abort_many() -> None:
        for _ in jobs:
            await _abort(server.port, ledger, chance.uniform(0, 0.010))

    await asyncio.gather(*(abort_many() for _ in range(AT_ONCE)))
    during = list(probe.waits)
    probe.waits.clear()
    await asyncio.sleep(1)
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    ledger.sent.update(probed.sent)
    ledger.acked.update(probed.acked)
    counted = lab.count(ledger)
    p99, after = percentile(during, 0.99), max(probe.waits, default=99.0)
    measured = f"{aborts:,} aborts, probe p99 {p99 * 1000:.0f} ms of {len(during)}, afterwards {after * 1000:.0f} ms"
    return Verdict("F3 clients abort", GOAL, counted, measured, counted.clean and p99 < 0.5 and after < 2)


async def _abort(port: int, ledger: Ledger, seconds: float) -> None:
    client_id = str(uuid.uuid4())
    ledger.invoke(client_id)
    command = {
        **FORM, "client_id": client_id, "description": description_of(client_id),
        "occurred_at": datetime.now(UTC).isoformat(),
    }  # fmt: skip
    passport = {"protocol": PROTOCOL, "token": secrets.token_urlsafe(32), "site": "disdik"}
    body = json.dumps({**passport, "command": command}).encode()
    head = f"POST /api/visitor/{FileReport.event()} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + body)
        await asyncio.sleep(seconds)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
