"""What was committed is told, also when the database goes away in the moment of telling."""

import asyncio
import uuid
from datetime import timedelta

import pytest_asyncio

from server import bus
from server.domain.duty import RuleDraft
from server.domain.events import LinesSaid, ReportTouched
from server.errors import Unavailable
from server.realtime.catchup import CatchUp
from server.realtime.publish import Publisher
from server.services import desk, notes, roster
from server.store import conversation

from .people import LATER, NOON, report

MOMENT = timedelta(milliseconds=200)


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


class Pages:
    """The pages open at this process: replies that its widgets show, reports that its desk reads anew."""

    def __init__(self) -> None:
        self.replies: list[str] = []
        self.reports: list[int] = []
        self.follower = CatchUp(self.hear)

    async def hear(self, fact) -> None:
        if isinstance(fact, LinesSaid):
            said = await conversation.read_lines(fact.conversation_id, after=fact.first_seq - 1)
            self.replies += [line.line["text"] for line in said if line.author == "staff"]
        if isinstance(fact, ReportTouched):
            self.reports.append(fact.report_id)

    async def heard(self, write):
        """Let this process hear of a write: it is its own, or a bell told of it."""
        stop = bus.listen(self.follower.hear)
        try:
            return await write
        finally:
            stop()


@pytest_asyncio.fixture
async def pages(team):
    opened = Pages()
    await opened.follower.start()
    return opened


@pytest_asyncio.fixture
async def sari(world, pages):
    """A reporter whose report is known here and told."""
    filed = await report(world)
    await pages.follower.look()
    pages.reports.clear()
    return filed


async def reply(person, words, by, now=LATER):
    await desk.reply_to_reporter(person.id, text=words, client_id=str(uuid.uuid4()), by=by, now=now)


async def note(person, by, now=LATER):
    await notes.write_note(person.id, text="Kabel putus", client_id=str(uuid.uuid4()), by=by, now=now)


async def test_a_reply_elsewhere_is_shown_though_this_process_wrote_at_the_report_after_it(pages, sari, team):
    await reply(sari, "Kami menuju lokasi", team.operator)
    await pages.heard(note(sari, team.budi, LATER + MOMENT))
    await pages.follower.look()
    assert pages.replies == ["Kami menuju lokasi"]
    assert pages.reports == [sari.id] * 2  # by its own note, and by the look


async def test_and_though_it_wrote_before_and_after_it(pages, sari, team):
    await pages.heard(note(sari, team.budi))
    await reply(sari, "Kami menuju lokasi", team.operator, LATER + MOMENT)
    await reply(sari, "Sudah di lokasi", team.operator, LATER + 2 * MOMENT)
    await pages.heard(note(sari, team.budi, LATER + 3 * MOMENT))
    await pages.follower.look()
    assert pages.replies == ["Kami menuju lokasi", "Sudah di lokasi"]
    assert pages.reports == [sari.id] * 3


async def test_a_reply_that_waited_for_its_locks_is_shown_though_a_later_press_was_faster(pages, sari, team):
    await desk.open_report(sari.id, by=team.budi, now=LATER + MOMENT)
    await reply(sari, "Kami menuju lokasi", team.operator, LATER)
    await pages.follower.look()
    assert pages.replies == ["Kami menuju lokasi"]
    assert pages.reports == [sari.id]


async def test_a_row_elsewhere_is_told_though_this_process_wrote_at_the_same_moment_before_it(pages, sari, team):
    await pages.heard(note(sari, team.budi))
    await reply(sari, "Kami menuju lokasi", team.operator)
    await pages.follower.look()
    assert pages.replies == ["Kami menuju lokasi"]


async def test_a_write_of_several_rows_that_was_heard_of_is_not_told_again(world, pages, team):
    await roster.add_rule(RuleDraft(staff=(team.budi.staff_id,)), by=team.operator, now=NOON)
    filed = await pages.heard(report(world))
    rows = (await desk.open_report(filed.id, by=team.viewer, now=LATER)).timeline
    assert [row.event for row in rows] == ["filed", "assigned"]
    await pages.follower.look()
    assert pages.reports == [filed.id]


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
