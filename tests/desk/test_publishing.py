"""What was committed is told, also when the database goes away in the moment of telling."""

import asyncio

from server.domain.events import LinesSaid, ReportTouched
from server.errors import Unavailable
from server.realtime.catchup import CatchUp
from server.realtime.publish import Publisher

from .people import report


class Outage:
    """Takes facts; the first ends as everything does while the database is away."""

    def __init__(self) -> None:
        self.told, self.tries = [], 0
        self.all_told = asyncio.Event()

    async def hear(self, fact) -> None:
        self.tries += 1
        if self.tries == 1:
            raise Unavailable(0)
        self.told.append(fact)
        self.all_told.set()


async def test_what_could_not_be_told_at_one_look_is_told_at_the_next(world):
    outage = Outage()
    follower = CatchUp(outage.hear)
    await follower.start()
    sari = await report(world)
    for _ in range(2):
        try:
            await follower.look()
        except Unavailable:
            continue
    assert [type(fact) for fact in outage.told] == [LinesSaid, ReportTouched]
    assert outage.told[-1].report_id == sari.id
    await follower.look()
    assert len(outage.told) == 2


async def test_a_fact_waits_for_the_database(world):
    outage = Outage()
    publisher = Publisher(None, world, None)  # type: ignore[arg-type] # what follows needs neither
    publisher.lines[LinesSaid] = outage.hear
    running = asyncio.create_task(publisher.run())
    await publisher.hear(LinesSaid(1, 1))
    async with asyncio.timeout(5):
        await outage.all_told.wait()
    running.cancel()
    assert outage.told == [LinesSaid(1, 1)]
