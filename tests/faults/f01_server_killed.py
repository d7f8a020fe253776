"""F1: the server is killed again and again while people report."""

import asyncio
import random
import time

from .devices import Devices, percentile
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "lost 0, doubled 0, first ack ≤ 5 s after each start"


async def run(lab: Lab) -> Verdict:
    """50 kills at random moments 0.5 to 3 s apart, 50 writers, 10,000 reports."""
    kills, reports, chance = lab.some(50), lab.some(10_000, 300), random.Random(1)
    server = await lab.start_server()
    ledger = Ledger()
    acked = asyncio.Event()
    devices = Devices(lambda: server.url, ledger, on_ack=acked.set)
    load = asyncio.create_task(devices.file_many(reports, 50, pause=_pause(kills, reports)))
    waits: list[float] = []
    starts: list[float] = []
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(0.5, 3.0))
        await asyncio.to_thread(server.kill)
        began = time.monotonic()
        await asyncio.to_thread(server.start)
        starts.append(time.monotonic() - began)
        acked.clear()
        if not load.done():
            await asyncio.wait([asyncio.create_task(acked.wait()), load], return_when=asyncio.FIRST_COMPLETED)
            waits.append(time.monotonic() - began)
    await load
    counted = lab.count(ledger)
    worst = max(waits, default=0.0)
    measured = (
        f"{kills} kills, {len(waits)} under load, worst first ack {worst:.2f} s after start "
        f"(median {percentile(waits, 0.5):.2f} s; until healthy at most {max(starts):.2f} s)"
    )
    limit = 5 if lab.scale >= 1 else 20  # the short run shares its machine with other tests
    return Verdict("F1 server killed", GOAL, counted, measured, counted.clean and worst <= limit)


def _pause(kills: int, reports: int) -> float:
    """Spread the reports over the kills: about three seconds a kill, start-up included."""
    return 50 * 3.0 * kills / reports
