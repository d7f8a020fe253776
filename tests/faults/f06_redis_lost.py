"""F6 and F8: two processes behind nginx; Redis is killed, frozen, its listeners cut; then a process is killed."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import redis as redis_client

from tests.realtime.board import Board
from tests.wire.desk import Staff

from .cluster import Cluster
from .devices import Devices, percentile
from .lab import Lab, Verdict, until
from .ledger import Ledger, count, newest_ver, report_ids

FROZEN_SECONDS = 60
"""Longer than any time-out towards Redis; a short run freezes for 5."""


@dataclass
class Town:
    """A cluster under load at its first process (or at nginx), with a dashboard at the second."""

    cluster: Cluster
    board: Board
    ledger: Ledger = field(default_factory=Ledger)

    async def caught_up(self) -> float:
        """Return the seconds until the dashboard was told of all that the database holds now, each report by its id."""
        ver, ids = newest_ver(self.cluster.database_url), report_ids(self.cluster.database_url)
        return await until(lambda: self.board.ver >= ver and ids <= self.board.told, 30)

    @contextlib.asynccontextmanager
    async def load(self, url: str, writers: int = 8, pause: float = 0.1):  # type: ignore[no-untyped-def]
        filing = asyncio.create_task(Devices(lambda: url, self.ledger).file_many(10_000_000, writers, pause=pause))
        try:
            yield
        finally:
            filing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await filing


@contextlib.asynccontextmanager
async def town(lab: Lab):  # type: ignore[no-untyped-def]
    cluster = Cluster(lab.folder / "cluster", settings={"SIGAP_LIMITS": "false"})
    try:
        await asyncio.to_thread(cluster.start)
        lab.servers.extend(cluster.servers)
        staff = await Staff(cluster.url).enter()
        yield Town(cluster, await Board(cluster.servers[1].url, staff, cluster.url).open())
    finally:
        await asyncio.to_thread(cluster.stop)


async def redis_lost(lab: Lab) -> Verdict:
    """20 kills, 20 freezes of 60 s, 20 times all pub/sub clients cut, while reports come to the other process."""
    rounds, frozen = lab.some(20), lab.some(FROZEN_SECONDS, 5)
    within: list[float] = []
    after: list[float] = []
    async with town(lab) as here:
        async with here.load(here.cluster.servers[0].url, pause=0.3):
            for fault in (_killed, _frozen, _listeners_cut):
                for _ in range(rounds):
                    async with fault(here.cluster):
                        await asyncio.sleep(frozen if fault is _frozen else 1)
                        within.append(await here.caught_up())
                    after.append(await here.caught_up())
                    print(f"  {fault.__name__}: {within[-1]:.2f} s meanwhile, {after[-1]:.2f} s after", flush=True)
        await here.caught_up()
        counted = count(here.ledger, here.cluster.database_url)
    p99, behind = percentile(here.ledger.waits(), 0.99), max(within + after)
    measured = (
        f"{rounds} × killed, frozen {frozen} s, listeners cut; receipt p99 {p99 * 1000:.0f} ms, the other process's "
        f"dashboard at most {max(within):.2f} s behind the database meanwhile, {max(after):.2f} s afterwards"
    )
    goal = "ack p99 < 1 s, dashboards equal the database ≤ 5 s after"
    return Verdict("F6 Redis lost", goal, counted, measured, counted.clean and p99 < 1 and behind <= 5)


async def process_lost(lab: Lab) -> Verdict:
    """F8: one of two processes is killed 20 times under load through nginx, and started again."""
    rounds = lab.some(20)
    returns: list[float] = []
    gaps: list[float] = []
    async with town(lab) as here:
        async with here.load(here.cluster.url):
            await asyncio.sleep(1)
            for turn in range(rounds):
                here.cluster.servers[turn % 2].kill()
                acks, began = len(here.ledger.acked), time.monotonic()
                await until(lambda acks=acks: len(here.ledger.acked) > acks, 30)  # type: ignore[misc]
                gaps.append(time.monotonic() - began)
                await asyncio.sleep(0.5)
                began = time.monotonic()
                await asyncio.to_thread(here.cluster.restart_dead)
                returns.append(time.monotonic() - began)
                await asyncio.sleep(1)
        counted = count(here.ledger, here.cluster.database_url)
    waits = here.ledger.waits()
    measured = (
        f"{rounds} kills, next receipt at most {max(gaps):.2f} s later, process back in at most {max(returns):.2f} s, "
        f"receipt p99 {percentile(waits, 0.99) * 1000:.0f} ms, worst {waits[-1]:.2f} s"
    )
    reached = counted.clean and max(gaps) <= 2 and max(returns) <= 5
    return Verdict("F8 process lost", "the other serves ≤ 2 s, unit back ≤ 5 s, lost 0", counted, measured, reached)


@contextlib.asynccontextmanager
async def _killed(cluster: Cluster):  # type: ignore[no-untyped-def]
    await asyncio.to_thread(cluster.redis.kill)
    yield
    await asyncio.to_thread(cluster.redis.start)


@contextlib.asynccontextmanager
async def _frozen(cluster: Cluster):  # type: ignore[no-untyped-def]
    cluster.redis.freeze()
    yield
    cluster.redis.thaw()


@contextlib.asynccontextmanager
async def _listeners_cut(cluster: Cluster):  # type: ignore[no-untyped-def]
    with redis_client.Redis.from_url(cluster.redis.url) as client:
        client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")
    yield
