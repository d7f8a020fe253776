"""F4: MariaDB is killed, restarted and frozen while people report."""

import asyncio
import contextlib
import time
import uuid

import aiohttp

from server.contract.visitor import FileReport

from .devices import Devices, new_report
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "recovers ≤ 10 s, lost 0, outage answers 503 ≤ 2 s, pool whole"
FROZEN_SECONDS = 30.0
POOL = 10


async def run(lab: Lab) -> Verdict:
    """20 kills, 20 restarts, 20 freezes of 30 s (scaled), each under load."""
    assert lab.mariadb, "F4 is about MariaDB"
    rounds = lab.some(20)
    server = await lab.start_server()
    ledger = Ledger()
    acked = asyncio.Event()
    devices = Devices(lambda: server.url, ledger, on_ack=acked.set, try_seconds=15)
    load = asyncio.create_task(devices.file_many(1_000_000, 16, pause=0.1))
    recoveries: list[float] = []
    refusals: list[float] = []
    for kind in ("kill", "restart", "freeze"):
        for _ in range(rounds):
            await asyncio.sleep(0.5)
            refusals += await _outage(lab, kind, server.url)
            acked.clear()
            began = time.monotonic()
            async with asyncio.timeout(60):
                await acked.wait()
            recoveries.append(time.monotonic() - began)
    load.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await load
    counted = lab.count(ledger)
    in_use = lab.mariadb.connections()
    slowest = max(refusals, default=0.0)
    measured = (
        f"{rounds} × kill, restart, freeze {FROZEN_SECONDS * min(1, lab.scale * 4):.0f} s; worst recovery "
        f"{max(recoveries):.2f} s, slowest refusal in an outage {slowest:.2f} s of {len(refusals)}, "
        f"{in_use} connections held at the end"
    )
    limit = 2 if lab.scale >= 1 else 5  # the short run shares its machine with other tests
    reached = counted.clean and max(recoveries) <= 10 and slowest <= limit and in_use <= POOL
    return Verdict("F4 database lost", GOAL, counted, measured, reached)


async def _outage(lab: Lab, kind: str, url: str) -> list[float]:
    """Take the database away, ask for a receipt meanwhile, give it back; return the seconds each answer took."""
    assert lab.mariadb
    answers: list[float] = []
    if kind == "restart":
        await asyncio.to_thread(lab.mariadb.restart)
        return answers
    if kind == "kill":
        await asyncio.to_thread(lab.mariadb.kill)
        answers += await _ask(url, 1.0)
        await asyncio.to_thread(lab.mariadb.start)
        return answers
    lab.mariadb.freeze()
    try:
        answers += await _ask(url, FROZEN_SECONDS * min(1, lab.scale * 4))
    finally:
        lab.mariadb.thaw()
    return answers


async def _ask(url: str, seconds: float) -> list[float]:
    """File a report of a new visitor again and again for so many seconds; each answer has to be a refusal with 503."""
    answers: list[float] = []
    end = time.monotonic() + seconds
    async with aiohttp.ClientSession() as http:
        while time.monotonic() < end:
            began = time.monotonic()
            body = new_report(str(uuid.uuid4()))
            async with http.post(f"{url}/api/visitor/{FileReport.event()}", data=body) as response:
                assert response.status == 503, response.status
                assert response.headers["Retry-After"]
            answers.append(time.monotonic() - began)
            await asyncio.sleep(0.1)
    return answers
