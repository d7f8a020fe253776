"""Moving and assigning: what the reporter then sees, who may, and who was faster."""

import asyncio

import pytest

from server.domain.events import LinesSaid, ReportTouched
from server.errors import Forbidden, InvalidInput, MoveForbidden, NotFound, ReusedClientId, StaleEdit
from server.services import desk
from server.store import tx

from .people import LATER, NOON, hire, move, report, version_of

FIXED = "Kabel diganti, sinyal normal"


async def test_a_move_reaches_the_reporter_as_a_line_and_as_a_status(world, team, facts):
    sari = await report(world)
    facts.clear()
    await move(sari, "verified", team.operator, "Sudah kami periksa")
    assert await sari.lines("status") == [
        {"type": "status", "number": sari.number, "status": "verified", "note": "Sudah kami periksa", "parent": None}
    ]
    assert (await sari.sees()).status == "verified"
    assert [type(fact) for fact in facts] == [LinesSaid, ReportTouched]


async def test_an_internal_note_stays_inside(world, team):
    sari = await report(world)
    await desk.move_report(
        sari.id, to="verified", note="", internal="Pelapor sering salah colok", version=1, client_id="satu-ketukan",
        by=team.budi, now=LATER,
    )  # fmt: skip
    assert "salah colok" not in (await sari.reads()).model_dump_json()
    opened = await desk.open_report(sari.id, by=team.rina, now=LATER)
    assert opened.timeline[-1].internal == "Pelapor sering salah colok"
    assert opened.timeline[-1].staff == "Budi"


async def test_an_internal_note_that_is_too_long_is_refused_and_not_cut(world, team):
    sari = await report(world)
    with pytest.raises(InvalidInput) as refused:
        await desk.move_report(
            sari.id, to="verified", note="", internal="a" * 2001, version=1, client_id="satu-ketukan", by=team.budi,
            now=LATER,
        )  # fmt: skip
    assert refused.value.fields == {"internal": "too_long"}


async def test_who_takes_a_new_report_to_work_owns_it(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    opened = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert (opened.row.assignee, opened.first_response_at) == ("Budi", LATER)
    assert opened.timeline[-1].data["assignee"] == "Budi"


async def test_a_stale_edit_is_refused_with_what_is_there_now_and_by_whom(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    with pytest.raises(StaleEdit) as refused:
        await move(sari, "verified", team.admin, version=1)
    assert refused.value.current == {"status": "in_progress", "assignee": "Budi", "version": 2, "by": "Budi"}
    assert (await sari.sees()).status == "in_progress"


async def test_of_two_who_move_the_same_report_together_one_is_told(world, team):
    sari = await report(world)
    outcomes = await asyncio.gather(
        move(sari, "verified", team.admin, version=1), move(sari, "in_progress", team.operator, version=1),
        return_exceptions=True,
    )  # fmt: skip
    assert sorted(type(outcome) for outcome in outcomes if outcome) == [StaleEdit]
    assert len(await sari.lines("status")) == 1


async def test_a_forbidden_move_says_which_are_open_and_leaves_nothing_behind(world, team, facts):
    sari = await report(world)
    before = await sari.reads()
    facts.clear()
    with pytest.raises(MoveForbidden) as refused:
        await move(sari, "closed", team.admin)
    assert "verified" in refused.value.allowed and "closed" not in refused.value.allowed
    assert await sari.reads() == before
    assert (await version_of(sari), facts) == (1, [])


async def test_a_move_without_the_note_it_needs_leaves_nothing_behind(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    for note, code in (("", "required"), ("beres", "too_short")):
        with pytest.raises(InvalidInput) as refused:
            await move(sari, "resolved", team.budi, note)
        assert refused.value.fields == {"note": code}
    assert (await sari.sees()).status == "in_progress"


async def test_times_are_set_and_a_reopening_is_counted_and_clears_them(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await move(sari, "resolved", team.budi, FIXED)
    await move(sari, "closed", team.admin)
    closed = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert (closed.resolved_at, closed.closed_at, closed.reopen_count) == (LATER, LATER, 0)
    await move(sari, "in_progress", team.budi, "Mati lagi")
    again = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert (again.resolved_at, again.closed_at, again.reopen_count) == (None, None, 1)
    assert (await sari.sees()).timeline[-1].event == "reopened"


async def test_a_viewer_changes_nothing(world, team):
    sari = await report(world)
    with pytest.raises(Forbidden):
        await move(sari, "verified", team.viewer)
    with pytest.raises(Forbidden):
        await desk.assign_report(sari.id, assignee_id=team.viewer.staff_id, version=1, by=team.viewer, now=NOON)
    with pytest.raises(Forbidden):
        await desk.reply_to_reporter(sari.id, text="Halo", client_id="a" * 8, by=team.viewer, now=NOON)
    with pytest.raises(Forbidden):
        await desk.contact_link(sari.id, unit="Diskominfotik", by=team.viewer, now=NOON)
    assert await version_of(sari) == 1


async def test_a_technician_leaves_the_reports_of_others_alone(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.rina)
    with pytest.raises(Forbidden):
        await move(sari, "resolved", team.budi, FIXED)
    with pytest.raises(Forbidden):
        await _assign(sari, team.budi, team.budi)
    assert (await desk.open_report(sari.id, by=team.budi, now=LATER)).moves == ()
    await move(sari, "resolved", team.operator, FIXED)
    assert (await sari.sees()).status == "resolved"


async def test_a_technician_takes_what_is_nobodys_and_gives_nothing_away(world, team):
    sari = await report(world)
    with pytest.raises(Forbidden):
        await _assign(sari, team.rina, team.budi)
    await _assign(sari, team.budi, team.budi)
    opened = await desk.open_report(sari.id, by=team.budi, now=LATER)
    assert (opened.row.assignee, opened.timeline[-1].event, opened.timeline[-1].staff) == ("Budi", "assigned", "Budi")


async def test_a_report_in_work_keeps_an_owner_and_goes_only_to_who_can_work_on_it(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    for assignee_id, code in ((None, "required"), (team.viewer.staff_id, "unknown"), (10**12, "unknown")):
        with pytest.raises(InvalidInput) as refused:
            await desk.assign_report(sari.id, assignee_id=assignee_id, version=2, by=team.admin, now=NOON)
        assert refused.value.fields == {"assignee": code}
    await _assign(sari, team.rina, team.admin)
    assert (await desk.open_report(sari.id, by=team.admin, now=LATER)).row.assignee == "Rina"


async def test_a_stale_assignment_is_refused(world, team):
    sari = await report(world)
    await move(sari, "verified", team.admin)
    with pytest.raises(StaleEdit):
        await desk.assign_report(sari.id, assignee_id=team.budi.staff_id, version=1, by=team.operator, now=LATER)


async def test_an_assignment_that_is_sent_again_because_its_answer_got_lost_is_one_assignment(world, team):
    sari = await report(world)
    for _ in range(2):
        await desk.assign_report(sari.id, assignee_id=team.budi.staff_id, version=1, by=team.operator, now=LATER)
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert opened.row.assignee == "Budi"
    assert [row.event for row in opened.timeline].count("assigned") == 1


async def test_of_two_technicians_who_take_one_report_the_slower_one_is_told(world, team):
    sari = await report(world)
    await desk.assign_report(sari.id, assignee_id=team.rina.staff_id, version=1, by=team.operator, now=LATER)
    with pytest.raises(StaleEdit) as told:
        await desk.assign_report(sari.id, assignee_id=team.budi.staff_id, version=1, by=team.budi, now=LATER)
    assert told.value.current["assignee"] == "Rina"


@pytest.mark.parametrize("report_id", [0, 999_999, 2**63, 10**30])
async def test_a_report_that_is_not_there_is_not_found(world, team, report_id):
    for attempt in (
        desk.open_report(report_id, by=team.admin, now=NOON),
        desk.move_report(
            report_id, to="verified", note="", internal="", version=1, client_id="a" * 8, by=team.admin, now=NOON
        ),
        desk.assign_report(report_id, assignee_id=None, version=1, by=team.admin, now=NOON),
        desk.reply_to_reporter(report_id, text="Halo", client_id="a" * 8, by=team.admin, now=NOON),
        desk.contact_link(report_id, unit="Diskominfotik", by=team.admin, now=NOON),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_a_move_whose_caller_goes_away_is_made_and_told_all_the_same(world, team, facts):
    sari = await report(world)
    facts.clear()
    caller = asyncio.create_task(move(sari, "verified", team.admin, version=1))
    while not tx._running:  # the write has begun
        await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    async with asyncio.timeout(10):
        while not any(isinstance(fact, ReportTouched) for fact in facts):
            await asyncio.sleep(0.01)
    assert (await sari.sees()).status == "verified"


async def _assign(sari, to, by):
    version = await version_of(sari)
    await desk.assign_report(sari.id, assignee_id=to.staff_id, version=version, by=by, now=LATER)


async def test_who_left_cannot_be_given_a_report(world, team):
    from server.store import models

    gone = await hire("Gani", "technician")
    await models.Staff.filter(id=gone.staff_id).update(active=False)
    sari = await report(world)
    with pytest.raises(InvalidInput):
        await _assign(sari, gone, team.admin)


async def test_a_move_that_is_sent_twice_is_one_move(world, team):
    sari = await report(world)
    press = {
        "to": "verified", "note": "Sudah diperiksa", "internal": "", "version": 1, "client_id": "satu-ketukan",
        "by": team.budi, "now": LATER,
    }  # fmt: skip
    for _ in range(2):
        await desk.move_report(sari.id, **press)
    assert len(await sari.lines("status")) == 1
    with pytest.raises(ReusedClientId):
        await desk.move_report(sari.id, **{**press, "to": "in_progress"})
