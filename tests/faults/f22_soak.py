"""F22: sockets that come and vanish without a word, for a long time: does anything pile up?"""

import asyncio
import contextlib
import json
import os
import random
import time

from server.contract.visitor import Sync
from server.realtime.rooms import VISITOR
from tests.bench.town import build
from tests.bench.watching import watch
from tests.realtime.raw import RawSocket
from tests.serving import SigapServer
from tests.wire.desk import Staff

from .devices import Devices, Probe, percentile
from .f17_slow_readers import resident_mb
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "RSS slope < 1 MB/h after a warm-up of 30 min, open files flat, others p99 < 1 s"
SOCKETS = 500
SECONDS = 20 * 60
WARM_UP_SECONDS = 30 * 60
"""Before that the memory does not count: the allocator finds its size, by less and less. No Python object stays."""
REPORTS = 5_000
"""So many were there before, and were read once: on an empty file SQLite's page cache (2 MB) would go on filling for an
hour, by 4 MB/h, and look like a leak."""
LIFE_SECONDS = 20.0


async def run(lab: Lab) -> Verdict:
    """500 sockets, each cut after about 20 s without a close frame and opened again, beside a live visitor."""
    count, warm_up, chance = lab.some(SOCKETS, 20), WARM_UP_SECONDS * lab.scale, random.Random(22)
    seconds = warm_up + SECONDS * lab.scale
    await build(
        {"SIGAP_VAR": str(lab.folder), "SIGAP_DATABASE_URL": lab.database_url}, lab.database_url, lab.some(REPORTS, 50)
    )
    server = await lab.start_server()
    await _read_everything(server)
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    lives = [asyncio.create_task(_flap(server.port, chance)) for _ in range(count)]
    probing = asyncio.create_task(probe.run(every=2.0))
    memory: list[tuple[float, float]] = []
    files: list[tuple[float, float]] = []
    began = time.monotonic()
    while (age := time.monotonic() - began) < seconds:
        memory.append((age, resident_mb(server.pid)))
        files.append((age, open_files(server.pid)))
        await asyncio.sleep(min(5.0, seconds / 100))
    for task in (*lives, probing):
        task.cancel()
    await asyncio.gather(*lives, probing, return_exceptions=True)
    counted = lab.count(ledger)
    warm = [(age, mb) for age, mb in memory if age >= warm_up]
    slope = slope_per_hour(warm)
    early, late = halves(files[-len(warm) :])
    p99 = percentile(probe.waits, 0.99)
    measured = (
        f"{count} sockets for {warm_up:.0f} + {seconds - warm_up:.0f} s, "
        f"RSS {warm[0][1]:.1f} → {warm[-1][1]:.1f} MB, slope {slope:+.1f} MB/h, "
        f"open files on average {early:.0f} → {late:.0f}, others p99 {p99 * 1000:.0f} ms of {len(probe.waits)}"
    )
    flat = slope < 1 and late <= early * 1.05 + 1
    return Verdict("F22 soak", GOAL, counted, measured, counted.clean and flat and p99 < 1)


async def _read_everything(server: SigapServer) -> None:
    staff = await Staff(server.url).enter()
    await watch(server, staff, "csv")
    await staff.http.aclose()


async def _flap(port: int, chance: random.Random) -> None:
    """Connect, read one's conversation, vanish; again until cancelled."""
    while True:
        with contextlib.suppress(OSError, AssertionError, asyncio.IncompleteReadError):
            socket = await RawSocket.open(port)
            try:
                await socket.join()
                await socket.send(f"42{VISITOR},1{json.dumps([Sync.event(), {'after': 0}])}".encode())
                await asyncio.sleep(chance.uniform(0, 2 * LIFE_SECONDS))
            finally:
                socket.close()
        await asyncio.sleep(chance.uniform(0, 1))


def slope_per_hour(points: list[tuple[float, float]]) -> float:
    """Return the least-squares slope of (seconds, MB), in MB an hour."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return 3600 * sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


def halves(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the mean of the first half and of the second."""
    middle = len(points) // 2
    return sum(y for _, y in points[:middle]) / middle, sum(y for _, y in points[middle:]) / (len(points) - middle)


def open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))
