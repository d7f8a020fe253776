"""Due times as the desk's acts make them: filed, answered, paused, reopened, re-prioritised, late."""

import asyncio
import uuid
from datetime import datetime, timedelta

import pytest

from server.domain.identity import WIB
from server.services import clock, desk, ringing
from server.services.bulk import Picked, assign_many
from server.services.commit import commit
from server.store import models, report_file

from .people import NOON, report

FIXED = "Kabel diganti, sinyal normal"
ALARMS = ("due_soon", "overdue", "escalated")


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
    rows = await models.Timeline.filter(report_id=person.id, event__in=ALARMS).order_by("ver")
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
    assert (row.resolution_due_at, row.resolution_left) == (None, 6 * 3600)
    assert row.alarm_at == wib("2026-11-26 14:00")  # when the reporter is reminded
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
    assert (await columns(sari)).alarm_at == wib("2026-11-27 14:00")  # when it is closed
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
    assert await ringing.ring(NOON + timedelta(minutes=20)) == 0
    soon, late = NOON + timedelta(minutes=23), NOON + timedelta(minutes=31)
    assert [await ringing.ring(soon), await ringing.ring(soon)] == [1, 0]
    facts.clear()
    assert [await ringing.ring(late), await ringing.ring(late)] == [1, 0]
    assert [type(fact).__name__ for fact in facts] == ["ReportTouched"]
    assert await events(sari) == [("due_soon", "response"), ("overdue", "response")]
    row = await columns(sari)
    assert (row.response_late_at, row.resolution_late_at, row.version) == (late, None, 1)
    assert row.alarm_at == NOON + timedelta(hours=1)
    await ringing.ring(wib("2026-11-27 09:00"))
    assert (await events(sari))[2:] == [("escalated", "response"), ("overdue", "resolution")]
    assert (await columns(sari)).alarm_at == wib("2026-11-27 12:00")


async def test_twice_the_target_is_escalated_once_however_many_look(world, team, facts):
    sari = await report(world)
    await ringing.ring(NOON + timedelta(minutes=31))
    facts.clear()
    twice = NOON + timedelta(hours=1)
    assert await ringing.ring(twice - timedelta(seconds=1)) == 0
    assert sorted(await asyncio.gather(*(ringing.ring(twice) for _ in range(3)))) == [0, 0, 1]
    assert [type(fact).__name__ for fact in facts] == ["ReportTouched"]
    assert await events(sari) == [("overdue", "response"), ("escalated", "response")]
    row = await columns(sari)
    assert (row.response_escalated_at, row.resolution_escalated_at, row.version) == (twice, None, 1)
    last = wib("2026-11-27 12:00")
    for _ in range(2):
        await ringing.ring(last)
    assert (await events(sari))[2:] == [("overdue", "resolution"), ("escalated", "resolution")]
    row = await columns(sari)
    assert (row.resolution_escalated_at, row.alarm_at) == (last, None)


async def test_who_answered_late_is_not_escalated_for_the_answer(world, team):
    sari = await report(world)
    await ringing.ring(NOON + timedelta(minutes=31))
    await moved(sari, "in_progress", team.budi, NOON + timedelta(minutes=40))
    await ringing.ring(NOON + timedelta(hours=2))
    assert await events(sari) == [("overdue", "response")]
    await moved(sari, "resolved", team.budi, wib("2026-11-26 13:00"), FIXED)
    await ringing.ring(wib("2027-01-04 09:00"))
    assert await events(sari) == [("overdue", "response")]


async def test_a_pause_after_the_target_puts_the_escalation_off_by_its_length(world, team):
    """Late on Thursday at 12.00, asked at 14.00, answered on Friday at 10.00: four hours do not count."""
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, NOON)
    await ringing.ring(wib("2026-11-26 12:01"))
    await moved(sari, "waiting_reporter", team.budi, wib("2026-11-26 14:00"), "Lampu apa yang menyala?")
    assert (await columns(sari)).alarm_at == wib("2026-11-27 14:00")  # the reminder is all that is left
    assert await ringing.ring(wib("2026-11-27 13:00")) == 0
    await moved(sari, "in_progress", team.budi, wib("2026-11-27 10:00"))
    assert (await columns(sari)).alarm_at == wib("2026-11-27 16:00")
    await ringing.ring(wib("2026-11-27 16:00"))
    assert await events(sari) == [("overdue", "resolution"), ("escalated", "resolution")]
    await moved(sari, "waiting_reporter", team.budi, wib("2026-11-30 09:00"), "Lampu apa yang menyala?")
    await moved(sari, "in_progress", team.budi, wib("2026-11-30 10:00"))
    await ringing.ring(wib("2027-01-04 09:00"))
    assert len(await events(sari)) == 2


async def test_reopened_it_may_be_escalated_again(world, team):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, NOON)
    await ringing.ring(wib("2026-11-27 12:00"))
    await moved(sari, "resolved", team.budi, wib("2026-11-27 13:00"), FIXED)
    assert (await columns(sari)).resolution_escalated_at == wib("2026-11-27 12:00")
    await moved(sari, "in_progress", team.budi, wib("2026-11-30 09:00"), "Mati lagi")
    row = await columns(sari)
    assert (row.resolution_late_at, row.resolution_escalated_at) == (None, None)
    await ringing.ring(wib("2026-12-01 09:00"))
    assert (await events(sari))[2:] == [("overdue", "resolution"), ("escalated", "resolution")]


async def test_what_an_older_process_put_to_rest_when_it_was_late_is_escalated_all_the_same(world, team):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, NOON)
    await ringing.ring(wib("2026-11-26 12:01"))
    await models.Report.filter(id=sari.id).update(alarm_at=None)  # as before there was this alarm
    assert await ringing.ring(wib("2026-11-27 12:00")) == 0
    noon = wib("2026-11-27 12:00")
    assert [await ringing.wake(noon), await ringing.ring(noon), await ringing.wake(noon)] == [1, 1, 0]
    assert await events(sari) == [("overdue", "resolution"), ("escalated", "resolution")]


async def test_who_answered_in_time_is_not_late(world, team):
    sari = await report(world)
    await desk.reply_to_reporter(sari.id, text="Kami cek", client_id="balasan-1", by=team.budi, now=NOON)
    await ringing.ring(NOON + timedelta(hours=1))
    assert await events(sari) == []
    assert (await columns(sari)).alarm_at == wib("2026-11-26 10:00")


@pytest.mark.parametrize("status", ["resolved", "waiting_reporter"])
async def test_a_clock_that_does_not_run_says_nothing(world, team, status):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, status, team.budi, wib("2026-11-25 14:00"), FIXED)
    await ringing.ring(wib("2027-01-04 09:00"))
    assert await events(sari) == []


async def test_who_takes_a_report_has_answered_it_and_who_is_given_one_has_not(world, team):
    """A human act stops the first clock; that somebody else shall do it is none."""
    taken, given, bulk = await report(world), await report(world), await report(world)
    soon = NOON + timedelta(minutes=5)
    await desk.assign_report(taken.id, assignee_id=team.budi.staff_id, version=1, by=team.budi, now=soon)
    await desk.assign_report(given.id, assignee_id=team.budi.staff_id, version=1, by=team.operator, now=soon)
    await assign_many([Picked(bulk.id, 1)], assignee_id=team.rina.staff_id, by=team.rina, now=soon)
    await ringing.ring(NOON + timedelta(hours=1))
    assert [(await columns(one)).first_response_at for one in (taken, given, bulk)] == [soon, None, soon]
    assert (await events(taken), await events(bulk)) == ([], [])
    assert ("overdue", "response") in await events(given)


async def test_taking_what_was_answered_leaves_the_first_answer(world, team):
    sari = await report(world)
    await moved(sari, "verified", team.operator, NOON)
    await desk.assign_report(sari.id, assignee_id=team.budi.staff_id, version=2, by=team.budi, now=NOON + timedelta(1))
    assert (await columns(sari)).first_response_at == NOON
