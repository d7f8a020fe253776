"""F2: the server kills itself at each step of a write, again and again, while five devices report."""

import asyncio
import contextlib
import random
import signal
from collections import Counter

from server.failpoints import POINTS
from tests.process import NotReadyError

from .devices import Devices
from .forked import ForkedServer
from .lab import Lab, Verdict, until
from .ledger import Ledger

GOAL = "lost 0, doubled 0, killed at every step, all delivered afterwards"


async def run(lab: Lab) -> Verdict:
    """200 deaths at each of the five steps, at the 1st to 5th write that comes by."""
    deaths, chance = lab.some(200), random.Random(2)
    server = await lab.start_server()
    ledger, died = Ledger(), Counter[str]()
    devices = Devices(lambda: server.url, ledger, longest_pause=0.3)
    load = asyncio.create_task(devices.file_many(10_000_000, 5, pause=0.02))
    await asyncio.to_thread(server.stop)
    for point in POINTS * deaths:
        died[point] += await _dies_at(f"{point}:{chance.randint(1, 5)}", lab, server.port)
    await lab.start_server(server.port)
    pending = set(ledger.sent)
    await until(lambda: pending <= ledger.acked.keys(), 60)
    load.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await load
    counted = lab.count(ledger)
    measured = "killed " + ", ".join(f"{died[point]} × {point}" for point in POINTS)
    reached = counted.clean and all(died[point] == deaths for point in POINTS)
    return Verdict("F2 failpoints", GOAL, counted, measured, reached)


async def _dies_at(failpoint: str, lab: Lab, port: int) -> bool:
    """Start a server that will kill itself, and wait for that; it may be dead before its health was asked for."""
    lab.servers.clear()
    with contextlib.suppress(NotReadyError):
        await lab.start_server(port, ForkedServer, SIGAP_FAILPOINT=failpoint)
    server = lab.servers[0]
    await until(lambda: server.returncode is not None, 30)
    return server.returncode == -signal.SIGKILL
