"""F16: somebody sets the server's clock, by an hour and by seconds, while people report and sockets are open.

`libfaketime` lies to the server about the wall clock alone: no administrator can set the steady one. It slows every
wait of a thread, receipts take seconds at times: how long says nothing here.
"""

import asyncio
import random
from pathlib import Path

import aiohttp

from .devices import Devices
from .f07_restart import Widget, all_back
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "lost 0, doubled 0, order kept, nobody too fast, ≤ 10 % of sockets dropped"
HOUR = 3600
WRITERS, PAUSE = 15, 20.0
"""45 reports a minute: what an address may, unless an hour comes twice."""


async def run(lab: Lab) -> Verdict:
    """Limits on: an hour on and back, then back and on, then 40 times a second either way; 200 sockets open."""
    clock = lab.folder / "clock"
    clock.write_text("+0")
    server = await lab.start_server(
        SIGAP_LIMITS="true", LD_PRELOAD=str(_library()), FAKETIME_TIMESTAMP_FILE=str(clock),
        FAKETIME_CACHE_DURATION="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    calm = lab.some(240, 10)
    steps = [(to, calm / 3) for to in (HOUR, 0, -HOUR, 0)] + [(to, 3.0) for to in [1, 0, -1, 0] * lab.some(10)]
    ledger, chance = Ledger(), random.Random(16)
    widgets = [Widget(server.url, chance) for _ in range(lab.some(200, 20))]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        lives = [asyncio.create_task(widget.live(session)) for widget in widgets]
        devices = Devices(lambda: server.url, ledger, in_a_row=1_000)
        load = asyncio.create_task(devices.file_many(10_000, WRITERS, PAUSE))
        await all_back(widgets)
        await asyncio.sleep(calm)
        for ahead, seconds in steps:
            clock.write_text(f"{ahead:+d}")
            await asyncio.sleep(seconds)
        await all_back(widgets)
        for task in (load, *lives):
            task.cancel()
        await asyncio.gather(load, *lives, return_exceptions=True)
    counted, dropped, refused = lab.count(ledger), sum(one.drops for one in widgets), devices.refusals["too_fast"]
    measured = (
        f"the clock was set {len(steps)} times, by an hour or a second; {dropped} of {len(widgets)} sockets dropped, "
        f"{refused} times somebody was too fast"
    )
    reached = counted.clean and dropped <= len(widgets) / 10 and not refused
    return Verdict("F16 clock set", GOAL, counted, measured, reached)


def _library() -> Path:
    """Return where libfaketime is. Raises FileNotFoundError that says how to get it."""
    found = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if found is None:
        raise FileNotFoundError("NOT RUN: there is no libfaketime (apt-get install libfaketime)")
    return found
