"""A technician's tasks."""

import uuid
from datetime import timedelta

import pytest

from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.services import contact, desk, tasks, undoing

from .people import LATER, move, report, version_of


async def take(person, by, version=None):
    version = version or await version_of(person)
    await tasks.take(person.id, version=version, client_id=str(uuid.uuid4()), by=by, now=LATER)


async def finish(person, by, cause="cable", action="cable_fixed", note=""):
    await tasks.finish(
        person.id, cause=cause, action=action, note=note, version=await version_of(person),
        client_id=str(uuid.uuid4()), by=by, now=LATER,
    )  # fmt: skip


async def test_mine_are_mine_and_open_what_is_due_first_on_top(world, team):
    low = await report(world, name="Ani", kind="kabel-lan")
    high = await report(world, name="Eko", impact="stopped")
    other, done = await report(world), await report(world)
    for person in (low, high, done):
        await move(person, "in_progress", team.budi)
    await move(other, "in_progress", team.rina)
    await move(done, "resolved", team.budi, "Kabel diganti, normal")
    mine = (await tasks.tasks_of(team.budi, now=LATER)).mine
    assert [row.id for row in mine] == [high.id, low.id]


async def test_a_new_report_is_taken_and_in_work_with_one_press(world, team):
    sari = await report(world)
    assert [row.id for row in (await tasks.tasks_of(team.budi, now=LATER)).free] == [sari.id]
    await take(sari, team.budi)
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert (opened.row.status, opened.row.assignee, opened.first_response_at) == ("in_progress", "Budi", LATER)
    with pytest.raises(StaleEdit):
        await take(sari, team.rina, version=1)


async def test_a_verified_one_that_is_nobodys_is_taken_too(world, team):
    sari = await report(world)
    await move(sari, "verified", team.operator)
    await take(sari, team.budi)
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert (opened.row.status, opened.row.assignee) == ("verified", "Budi")


async def test_done_without_a_note_tells_the_reporter_cause_and_action(world, team):
    sari, guest = await report(world), await report(world, locale="en")
    for person in (sari, guest):
        await take(person, team.budi)
        await finish(person, team.budi)
    told = "Sebab: Kabel atau konektor. Tindakan: Kabel dipasang atau diganti."
    assert (await sari.lines("status"))[-1]["note"] == told
    assert (await guest.lines("status"))[-1]["note"].startswith("Cause: Cable or connector.")
    with pytest.raises(InvalidInput):
        third = await report(world)
        await take(third, team.budi)
        await finish(third, team.budi, cause="")


async def test_a_number_is_there_to_call_once_it_was_asked_for(world, team):
    sari = await report(world)
    await take(sari, team.budi)
    assert (await tasks.tasks_of(team.budi, now=LATER)).phones == {}
    await contact.reveal_number(sari.id, by=team.budi, now=LATER)
    assert (await tasks.tasks_of(team.budi, now=LATER)).phones == {sari.id: "6281234567890"}
    for other in (timedelta(minutes=11), -timedelta(hours=1)):  # the second by a clock that was set back since
        assert (await tasks.tasks_of(team.budi, now=LATER + other)).phones == {}


async def test_a_number_to_call_is_noted_once_and_is_the_one_that_the_page_shows(world, team):
    sari = await report(world)
    await take(sari, team.budi)
    digits = await contact.number_to_call(sari.id, by=team.budi, now=LATER)
    assert (await tasks.tasks_of(team.budi, now=LATER)).phones == {sari.id: digits}
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    (row,) = [one for one in opened.timeline if one.event == "revealed"]
    assert row.staff == "Budi" and digits[-4:] not in f"{row.note}{row.internal}{row.data}"
    with pytest.raises(Forbidden):
        await contact.number_to_call(sari.id, by=team.viewer, now=LATER)
    with pytest.raises(NotFound):
        await contact.number_to_call(999_999, by=team.budi, now=LATER)


async def test_the_last_move_is_offered_to_be_taken_back_to_who_made_it(world, team):
    sari = await report(world)
    await take(sari, team.budi)
    offered = await undoing.offer(team.budi, now=LATER)
    assert (offered.report_id, offered.number, offered.status) == (sari.id, sari.number, "in_progress")
    assert await undoing.offer(team.rina, now=LATER) is None
    await undoing.undo_move(sari.id, ver=offered.ver, client_id="satu-ketukan", by=team.budi, now=LATER)
    assert await undoing.offer(team.budi, now=LATER) is None


async def test_a_viewer_has_no_tasks(world, team):
    with pytest.raises(Forbidden):
        await tasks.tasks_of(team.viewer, now=LATER)


async def test_each_task_offers_only_what_its_status_allows(world, team):
    """The duty roster and the list's *Ambil* leave a report new: it is started before it can be done."""
    given, checked, begun = await report(world), await report(world), await report(world)
    await move(checked, "verified", team.operator)
    for person in (given, checked):
        await desk.assign_report(
            person.id, assignee_id=team.budi.staff_id, version=await version_of(person), by=team.operator, now=LATER
        )
    await move(begun, "in_progress", team.budi)
    moves = (await tasks.tasks_of(team.budi, now=LATER)).moves
    offered = [{"in_progress", "resolved"} & set(moves[one.id]) for one in (given, checked, begun)]
    assert offered == [{"in_progress"}, {"in_progress", "resolved"}, {"resolved"}]


async def test_starting_on_what_one_was_given_answers_its_reporter(world, team):
    sari = await report(world)
    await desk.assign_report(sari.id, assignee_id=team.budi.staff_id, version=1, by=team.operator, now=LATER)
    assert (await desk.open_report(sari.id, by=team.admin, now=LATER)).first_response_at is None
    await move(sari, "in_progress", team.budi)
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert (opened.first_response_at, opened.row.assignee) == (LATER, "Budi")
