"""Due times as the desk's acts make them: filed, answered, paused, reopened, re-prioritised, late."""

import uuid
from datetime import datetime, timedelta

import pytest

from server.domain.identity import WIB
from server.services import clock, desk
from server.services.commit import commit
from server.store import models, report_file

from .people import NOON, report

FIXED = "Kabel diganti, sinyal normal"


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


async def columns(person):
    return await models.Report.get(id=person.id)


async def moved(person, to, by, at, note=""):
    seen = (await columns(person)).version
    await desk.move_report(
        person.id, to=to, note=note, internal="", version=seen, client_id=str(uuid.uuid4()), by=by, now=at
    )


async def events(person):
    rows = await models.Timeline.filter(report_id=person.id, event__in=("due_soon", "overdue")).order_by("ver")
    return [(row.event, row.data["what"]) for row in rows]


async def test_a_filed_report_knows_when_it_is_due(world):
    """Filed on Wednesday at 12.00 WIB, medium raised to high: 30 minutes, 8 service hours."""
    row = await columns(await report(world))
    assert row.priority == "high"
    assert row.response_due_at == NOON + timedelta(minutes=30)
    assert row.resolution_due_at == wib("2026-11-26 12:00")
    assert row.alarm_at == NOON + timedelta(minutes=22, seconds=30)


async def test_waiting_for_the_reporter_stops_the_second_clock_and_an_answer_starts_it_again(world, team):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "waiting_reporter", team.budi, wib("2026-11-25 14:00"), "Lampu apa yang menyala?")
    row = await columns(sari)
    assert (row.resolution_due_at, row.resolution_left, row.alarm_at) == (None, 6 * 3600, None)
    await moved(sari, "in_progress", team.budi, wib("2026-11-26 10:00"))
    row = await columns(sari)
    assert (row.resolution_due_at, row.resolution_left) == (wib("2026-11-26 16:00"), None)


async def test_the_reporters_answer_starts_it_too(world, team):
    from server.contract.visitor import SendMessage
    from server.services import visitor

    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "waiting_reporter", team.budi, wib("2026-11-25 14:00"), "Lampu apa yang menyala?")
    said = SendMessage(client_id=str(uuid.uuid4()), text="Lampunya merah semua")
    await visitor.send_message(world, sari.who, said, wib("2026-11-26 10:00"))
    row = await columns(sari)
    assert (row.status, row.resolution_due_at) == ("in_progress", wib("2026-11-26 16:00"))


async def test_reopened_is_half_the_target_and_counts_from_then(world, team):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "resolved", team.budi, wib("2026-11-25 14:00"), FIXED)
    assert (await columns(sari)).alarm_at is None
    await moved(sari, "in_progress", team.budi, wib("2026-11-27 09:00"), "Mati lagi")
    assert (await columns(sari)).resolution_due_at == wib("2026-11-27 13:00")


async def test_a_rejected_report_has_no_due_times_and_taking_it_back_gives_it_its_own(world, team):
    sari = await report(world)
    await moved(sari, "rejected", team.admin, wib("2026-11-25 13:00"), "Bukan layanan kami")
    row = await columns(sari)
    assert (row.response_due_at, row.resolution_due_at, row.alarm_at) == (None, None, None)
    await moved(sari, "new", team.admin, wib("2026-11-25 13:30"), "Ternyata layanan kami")
    assert (await columns(sari)).resolution_due_at == wib("2026-11-26 12:00")


async def test_another_priority_counts_from_the_beginning(world, team):
    sari = await report(world)
    await moved(sari, "verified", team.budi, wib("2026-11-25 12:10"))

    async def unit():
        locked = await report_file.lock(sari.id)
        changed = await clock.after_priority(locked, "low", now=wib("2026-11-25 12:20"))
        await report_file.change(locked, priority="low", **changed)
        return None, ()

    await commit(unit)
    assert (await columns(sari)).resolution_due_at == wib("2026-12-02 12:00")


async def test_a_breach_is_warned_of_and_marked_once_however_many_look(world, team, facts):
    sari = await report(world)
    assert await clock.ring(NOON + timedelta(minutes=20)) == 0
    soon, late = NOON + timedelta(minutes=23), NOON + timedelta(minutes=31)
    assert [await clock.ring(soon), await clock.ring(soon)] == [1, 0]
    facts.clear()
    assert [await clock.ring(late), await clock.ring(late)] == [1, 0]
    assert [type(fact).__name__ for fact in facts] == ["ReportTouched"]
    assert await events(sari) == [("due_soon", "response"), ("overdue", "response")]
    row = await columns(sari)
    assert (row.response_late_at, row.resolution_late_at, row.version) == (late, None, 1)
    assert row.alarm_at == wib("2026-11-26 10:00")
    await clock.ring(wib("2026-11-27 09:00"))
    assert (await events(sari))[2:] == [("overdue", "resolution")]
    assert (await columns(sari)).alarm_at is None


async def test_who_answered_in_time_is_not_late(world, team):
    sari = await report(world)
    await desk.reply_to_reporter(sari.id, text="Kami cek", client_id="balasan-1", by=team.budi, now=NOON)
    await clock.ring(NOON + timedelta(hours=1))
    assert await events(sari) == []
    assert (await columns(sari)).alarm_at == wib("2026-11-26 10:00")


@pytest.mark.parametrize("status", ["resolved", "waiting_reporter"])
async def test_a_clock_that_does_not_run_says_nothing(world, team, status):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, status, team.budi, wib("2026-11-25 14:00"), FIXED)
    await clock.ring(wib("2027-01-04 09:00"))
    assert await events(sari) == []
