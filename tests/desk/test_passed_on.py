"""A corrected kind may pass a report on to a restricted team: who had it sees it no more, and it is nobody's."""

import uuid

import pytest

from server.contract.visitor import SendMessage
from server.errors import NotFound
from server.services import corrections, desk, tasks, visitor
from server.store import models

from .people import LATER, hire, move, report, version_of

HACKED = {"kind": "situs-aplikasi", "question": "situs-aplikasi/situs-diretas", "agency_slug": "disdik"}
FIXED = "Kabel diganti, sinyal normal"


async def pass_on(person, by, version=None, client_id=None):
    return await corrections.reclassify(
        person.id, **HACKED, version=version or await version_of(person), client_id=client_id or str(uuid.uuid4()),
        by=by, now=LATER,
    )  # fmt: skip


async def mine(by):
    return [row.id for row in (await tasks.tasks_of(by, now=LATER)).mine]


async def history(person, by):
    return [(row.event, row.staff, row.to_status) for row in (await opened(person, by)).timeline]


async def opened(person, by):
    return await desk.open_report(person.id, by=by, now=LATER)


async def test_an_owner_who_may_not_see_the_team_is_taken_off_and_has_it_among_no_tasks(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    assert await mine(team.budi) == [sari.id]
    await pass_on(sari, team.operator)
    assert await mine(team.budi) == []
    found = await opened(sari, team.admin)
    assert (found.assignee_id, found.row.assignee, found.row.status) == (None, None, "verified")
    assert (await history(sari, team.admin))[-3:] == [
        ("edited", "Oki", None), ("assigned", "Oki", None), ("moved", "Oki", "verified")
    ]  # fmt: skip
    assert found.timeline[-2].data["assignee"] == ""


async def test_its_own_team_finds_it_among_what_waits_for_somebody_and_its_reporter_hears_of_it(world, team, facts):
    sandi = await hire("Sandi", "technician", "security")
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    facts.clear()
    await pass_on(sari, team.budi)
    assert [row.id for row in (await tasks.tasks_of(sandi, now=LATER)).free] == [sari.id]
    assert (await sari.sees()).status == "verified"
    assert (await sari.lines("status"))[-1]["status"] == "verified"
    assert [type(fact).__name__ for fact in facts] == ["LinesSaid", "ReportTouched"]


async def test_an_answer_that_was_waited_for_does_not_put_it_to_work_without_an_owner(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await move(sari, "waiting_reporter", team.budi, "Lampu apa yang menyala?")
    await pass_on(sari, team.budi)
    await visitor.send_message(world, sari.who, SendMessage(client_id=str(uuid.uuid4()), text="Merah"), LATER)
    found = await opened(sari, team.admin)
    assert (found.row.status, found.assignee_id) == ("verified", None)


async def test_an_owner_who_sees_the_team_too_keeps_it(world, team):
    sandi = await hire("Sandi", "technician", "security")
    for owner in (sandi, team.admin):
        one = await report(world)
        await move(one, "in_progress", owner)
        await pass_on(one, team.operator)
        found = await opened(one, team.admin)
        assert (found.assignee_id, found.row.status) == (owner.staff_id, "in_progress")


async def test_finished_work_stays_finished_and_reopened_it_is_nobodys(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await move(sari, "resolved", team.budi, FIXED)
    await pass_on(sari, team.budi)
    found = await opened(sari, team.admin)
    assert (found.row.status, found.assignee_id) == ("resolved", None)
    assert "verified" in found.moves and "in_progress" not in found.moves


async def test_who_may_not_see_it_any_more_is_told_where_it_went_also_when_the_answer_got_lost(world, team):
    sari = await report(world)
    for _ in range(2):
        passed = await pass_on(sari, team.operator, version=1, client_id="satu-ketukan")
        assert (passed.number, passed.team) == (sari.number, "security")
    with pytest.raises(NotFound):
        await pass_on(sari, team.budi, version=1, client_id="satu-ketukan")
    with pytest.raises(NotFound):
        await pass_on(sari, team.operator, version=2)


async def test_who_still_sees_it_is_not_sent_away(world, team):
    sari = await report(world)
    assert await pass_on(sari, team.admin) is None
    assert await corrections.reclassify(
        sari.id, kind="wifi", question="", agency_slug="disdik", version=2, client_id=str(uuid.uuid4()),
        by=team.admin, now=LATER,
    ) is None  # fmt: skip


async def test_no_task_is_a_report_of_a_hidden_team_even_if_it_is_owned(world, team):
    """As reports were left before their owner was taken off, or when their owner changed teams."""
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    await models.Report.filter(id=sari.id).update(team="security")
    assert await mine(team.budi) == []
