"""Taking a move back within ten seconds."""

import uuid
from datetime import timedelta

import pytest

from server.contract.visitor import SendMessage
from server.domain.particulars import Particulars
from server.domain.undoing import newest_change
from server.errors import Conflict, Forbidden
from server.services import desk, undoing, visitor

from .people import LATER, move, report, version_of
from .test_merging import merge

SOON = LATER + timedelta(seconds=9)


async def undo(person, by, now=SOON, client_id=None):
    opened = await desk.open_report(person.id, by=by, now=LATER)
    await undoing.undo_move(
        person.id, ver=newest_change(opened.timeline).ver, client_id=client_id or str(uuid.uuid4()), by=by, now=now
    )


async def test_an_undone_move_gives_back_all_that_it_changed_and_tells_the_reporter(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await undo(sari, team.budi)
    opened = await desk.open_report(sari.id, by=team.viewer, now=SOON)
    assert (opened.row.status, opened.row.assignee, opened.first_response_at) == ("new", None, None)
    assert [(row.event, row.to_status) for row in opened.timeline][-2:] == [("moved", "in_progress"), ("undone", "new")]
    assert (await sari.sees()).status == "new"
    assert [line["status"] for line in await sari.lines("status")] == ["in_progress", "new"]
    assert [line["key"] for line in await sari.lines("phrase")] == ["status.undone"]


async def test_times_and_particulars_and_the_count_of_reopenings_come_back(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await desk.move_report(
        sari.id, to="resolved", note="Kabel diganti, normal", internal="", version=await version_of(sari),
        client_id="satu-ketukan", by=team.budi, now=LATER, particulars=Particulars(cause="cable", action="cable_fixed"),
    )  # fmt: skip
    await undo(sari, team.budi)
    back = await desk.open_report(sari.id, by=team.viewer, now=SOON)
    assert (back.row.status, back.resolved_at, back.cause, back.action) == ("in_progress", None, "", "")
    assert back.first_response_at == LATER
    await move(sari, "resolved", team.budi, "Kabel diganti, normal")
    await move(sari, "in_progress", team.budi, "Mati lagi")
    await undo(sari, team.budi)
    again = await desk.open_report(sari.id, by=team.viewer, now=SOON)
    assert (again.row.status, again.reopen_count, again.resolved_at) == ("resolved", 0, LATER)


async def test_a_merge_can_be_undone(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.budi)
    await undo(tono, team.budi)
    assert ((await tono.sees()).status, (await tono.sees()).merged_into) == ("new", None)
    assert (await desk.open_report(sari.id, by=team.budi, now=SOON)).children == ()


async def test_it_is_too_late_after_the_seconds_or_after_something_else(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    for late in (timedelta(seconds=16), -timedelta(hours=1)):  # the second by a clock that was set back since
        with pytest.raises(Conflict):
            await undo(sari, team.budi, now=LATER + late)
    opened = await desk.open_report(sari.id, by=team.budi, now=LATER)
    ver = newest_change(opened.timeline).ver
    message = SendMessage(client_id=str(uuid.uuid4()), text="Terima kasih")
    await visitor.send_message(world, sari.who, message, LATER)
    with pytest.raises(Conflict):
        await undoing.undo_move(sari.id, ver=ver, client_id="satu-ketukan", by=team.budi, now=SOON)
    assert (await sari.sees()).status == "in_progress"


async def test_only_who_moved_it_takes_it_back_and_an_undo_is_not_undone(world, team):
    sari = await report(world)
    await move(sari, "verified", team.budi)
    with pytest.raises(Conflict):
        await undo(sari, team.admin)
    with pytest.raises(Forbidden):
        await undo(sari, team.viewer)
    await undo(sari, team.budi)
    with pytest.raises(Conflict):
        await undo(sari, team.budi)


async def test_an_undo_that_is_sent_twice_is_one(world, team):
    sari = await report(world)
    await move(sari, "verified", team.budi)
    ver = newest_change((await desk.open_report(sari.id, by=team.budi, now=LATER)).timeline).ver
    for _ in range(2):
        await undoing.undo_move(sari.id, ver=ver, client_id="satu-ketukan", by=team.budi, now=SOON)
    assert len(await sari.lines("phrase")) == 1
