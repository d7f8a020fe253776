"""What the system does by itself after working days of silence: close what is resolved, remind, close what waits.

The reports are filed on Wednesday, 25 November 2026, at 12.00 WIB; the desk is open from Monday to Friday.
"""

import asyncio
import uuid
from datetime import timedelta

from server.contract.reports import ReopenReport
from server.contract.visitor import SendMessage
from server.services import corrections, desk, own_report, ringing, visitor
from server.store import models

from .people import LATER, report
from .test_clock import FIXED, moved, wib

QUESTION = "Lampu apa yang menyala?"
DONE, ASKED = wib("2026-11-25 14:00"), wib("2026-11-25 14:00")
THURSDAY, FRIDAY, MONDAY, TUESDAY = (
    wib(f"2026-{day} 14:00") for day in ("11-26", "11-27", "11-30", "12-01")
)  # fmt: skip
MINUTE = timedelta(minutes=1)


async def resolved(world, team, **given):
    sari = await report(world, **given)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "resolved", team.budi, DONE, FIXED)
    return sari


async def asked(world, team, **given):
    sari = await report(world, **given)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "waiting_reporter", team.budi, ASKED, QUESTION)
    return sari


async def says(sari, at, text="Lampunya merah semua"):
    await visitor.send_message(sari.world, sari.who, SendMessage(client_id=str(uuid.uuid4()), text=text), at)


async def opened(sari, team):
    return await desk.open_report(sari.id, by=team.admin, now=LATER)


async def happened(sari, team, *events):
    return [(row.event, row.actor, row.to_status, row.at) for row in (await opened(sari, team)).timeline
            if row.event in events and row.actor == "system"]  # fmt: skip


async def test_what_is_resolved_is_closed_after_two_working_days_without_an_objection(world, team, facts):
    sari = await resolved(world, team)
    assert await ringing.ring(FRIDAY - MINUTE) == 0
    facts.clear()
    assert [await ringing.ring(FRIDAY), await ringing.ring(FRIDAY + MINUTE)] == [1, 0]
    assert await happened(sari, team, "moved") == [("moved", "system", "closed", FRIDAY)]
    assert (await opened(sari, team)).closed_at == FRIDAY
    assert ((await sari.sees()).status, (await sari.lines("status"))[-1]["status"]) == ("closed", "closed")
    assert [type(fact).__name__ for fact in facts] == ["LinesSaid", "ReportTouched"]


async def test_weekends_and_holidays_are_no_working_days(world, team):
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-12-23 09:00"))
    await moved(sari, "resolved", team.budi, wib("2026-12-23 10:00"), FIXED)
    await ringing.ring(wib("2026-12-29 09:59"))
    assert (await sari.sees()).status == "resolved"
    await ringing.ring(wib("2026-12-29 10:00"))
    assert (await sari.sees()).status == "closed"


async def test_the_reporter_may_still_reopen_what_the_system_closed(world, team):
    sari = await resolved(world, team)
    await ringing.ring(FRIDAY)
    command = ReopenReport(client_id=str(uuid.uuid4()), number=sari.number, reason="Mati lagi")
    receipt = await own_report.reopen(world, sari.who, command, DONE + timedelta(days=6))
    assert receipt.reports[0].status == "in_progress"
    await ringing.ring(wib("2027-01-04 09:00"))
    assert (await sari.sees()).status == "in_progress"


async def test_a_word_of_the_reporter_begins_the_two_days_anew(world, team):
    sari = await resolved(world, team)
    await says(sari, THURSDAY, "Kadang masih putus")
    await ringing.ring(FRIDAY)
    assert (await sari.sees()).status == "resolved"
    await ringing.ring(MONDAY)
    assert (await sari.sees()).status == "closed"


async def test_who_does_not_answer_is_reminded_once_and_the_report_closed_with_the_reason(world, team, facts):
    sari = await asked(world, team)
    assert await ringing.ring(THURSDAY - MINUTE) == 0
    facts.clear()
    assert [await ringing.ring(at) for at in (THURSDAY, THURSDAY + MINUTE, FRIDAY)] == [1, 0, 0]
    line = (await sari.lines("status"))[-1]
    assert line["status"] == "waiting_reporter" and line["note"].startswith("Pengingat: kami masih menunggu jawaban")
    assert [type(fact).__name__ for fact in facts] == ["LinesSaid", "ReportTouched"]
    assert [await ringing.ring(at) for at in (MONDAY - MINUTE, MONDAY, TUESDAY)] == [0, 1, 0]
    assert (await sari.sees()).timeline[-1].note == "Tidak ada tanggapan"
    assert (await sari.lines("status"))[-1]["note"] == "Tidak ada tanggapan"
    assert await happened(sari, team, "moved", "reminded") == [
        ("reminded", "system", None, THURSDAY), ("moved", "system", "closed", MONDAY)
    ]  # fmt: skip


async def test_the_reminder_and_the_reason_are_in_the_reporters_language(world, team):
    guest = await asked(world, team, locale="en")
    await ringing.ring(THURSDAY)
    assert (await guest.lines("status"))[-1]["note"].startswith("Reminder: we still wait for your answer")
    await ringing.ring(MONDAY)
    assert (await guest.lines("status"))[-1]["note"] == "No answer"


async def test_who_answers_in_time_is_neither_reminded_nor_closed(world, team):
    sari, late = await asked(world, team), await asked(world, team)
    await says(sari, THURSDAY - MINUTE)
    await ringing.ring(THURSDAY)
    await says(late, MONDAY - MINUTE)
    await ringing.ring(wib("2027-01-04 09:00"))
    assert await happened(sari, team, "reminded") == []
    assert len(await happened(late, team, "reminded")) == 1
    assert [(await one.sees()).status for one in (sari, late)] == ["in_progress", "in_progress"]


async def test_another_question_later_on_counts_from_then(world, team):
    sari = await asked(world, team)
    await ringing.ring(THURSDAY)
    await says(sari, THURSDAY + MINUTE)
    await moved(sari, "waiting_reporter", team.budi, FRIDAY, QUESTION)
    await ringing.ring(MONDAY - MINUTE)
    assert len(await happened(sari, team, "reminded")) == 1
    await ringing.ring(MONDAY)
    assert len(await happened(sari, team, "reminded")) == 2
    await ringing.ring(wib("2026-12-02 14:00"))
    assert (await sari.sees()).status == "closed"


async def test_each_is_done_once_however_many_look(world, team):
    done, waits = await resolved(world, team), await asked(world, team)
    for at, one in ((THURSDAY, waits), (FRIDAY, done), (MONDAY, waits)):
        before = len(await one.lines("status"))
        assert sorted(await asyncio.gather(*(ringing.ring(at) for _ in range(3)))) == [0, 0, 1]
        assert len(await one.lines("status")) == before + 1
    assert len(await happened(done, team, "moved")) == 1
    assert len(await happened(waits, team, "moved", "reminded")) == 2


async def test_who_was_not_reminded_because_nothing_ran_is_reminded_before_it_is_closed(world, team):
    sari = await asked(world, team)
    back = wib("2026-12-07 09:00")
    assert [await ringing.ring(back), await ringing.ring(back + MINUTE)] == [1, 0]
    assert (await sari.sees()).status == "waiting_reporter"
    await ringing.ring(wib("2026-12-09 09:00"))
    assert (await sari.sees()).status == "closed"


async def test_what_an_older_process_left_silent_is_found(world, team):
    done, waits = await resolved(world, team), await asked(world, team)
    await models.Report.all().update(alarm_at=None)  # as before silence was counted
    assert await ringing.ring(MONDAY) == 0
    assert [await ringing.wake(MONDAY), await ringing.ring(MONDAY), await ringing.wake(MONDAY)] == [2, 2, 0]
    assert [(await one.sees()).status for one in (done, waits)] == ["closed", "waiting_reporter"]


async def test_what_was_resolved_before_silence_was_counted_and_can_be_reopened_no_more_stays(world, team):
    done = await resolved(world, team)
    await models.Report.all().update(alarm_at=None)
    later = DONE + timedelta(days=7, minutes=1)
    assert [await ringing.wake(later), await ringing.ring(later)] == [0, 0]
    assert (await done.sees()).status == "resolved"


async def test_a_reporter_without_a_chat_cannot_be_reminded_and_is_left_to_the_desk(world, team):
    sari = await asked(world, team)
    await models.Reporter.filter(report_id=sari.id).update(conversation_id=None)
    for at in (THURSDAY, MONDAY, wib("2027-01-04 09:00")):
        await ringing.ring(at)
    found = await opened(sari, team)
    assert found.row.status == "waiting_reporter"
    assert await happened(sari, team, "moved", "reminded") == []


async def test_a_late_report_that_waits_is_marked_late_and_reminded_of(world, team):
    """Late on Thursday at 12.00 and asked at 14.00, while nothing ran; both are made up for."""
    sari = await report(world)
    await moved(sari, "in_progress", team.budi, wib("2026-11-25 13:00"))
    await moved(sari, "waiting_reporter", team.budi, THURSDAY, QUESTION)
    for _ in range(3):
        await ringing.ring(TUESDAY)
    row = await models.Report.get(id=sari.id)
    assert row.resolution_late_at == TUESDAY
    assert len(await happened(sari, team, "reminded")) == 1


async def test_a_new_priority_does_not_stop_the_counting(world, team):
    sari = await asked(world, team)
    version = (await opened(sari, team)).row.version
    await corrections.change_priority(
        sari.id, priority="low", reason="Hanya satu komputer", version=version, client_id=str(uuid.uuid4()),
        by=team.budi, now=wib("2026-11-25 15:00"),
    )  # fmt: skip
    await ringing.ring(THURSDAY)
    assert len(await happened(sari, team, "reminded")) == 1
