"""The duty roster on both databases: who gets what is filed."""

import asyncio

import pytest

from server.domain.duty import RuleDraft
from server.domain.events import RosterChanged
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.realtime.catchup import CatchUp
from server.services import desk, roster
from server.store import counters, models

from .people import LATER, NOON, hire, report


async def owner(person, team):
    return (await desk.open_report(person.id, by=team.admin, now=LATER)).row.assignee


async def add(team, **given):
    return await roster.add_rule(RuleDraft(**given), by=team.operator, now=NOON)


async def test_without_a_rule_a_report_is_nobodys(world, team):
    assert await owner(await report(world), team) is None


async def test_new_reports_go_round_and_the_history_says_so(world, team):
    await add(team, staff=(team.budi.staff_id, team.rina.staff_id))
    filed = [await report(world) for _ in range(3)]
    assert not (await filed[0].sees()).seen_by_staff
    assert [await owner(one, team) for one in filed] == ["Budi", "Rina", "Budi"]
    file = await desk.open_report(filed[0].id, by=team.admin, now=LATER)
    told = [(row.event, row.actor, row.data) for row in file.timeline if row.event in ("filed", "assigned")]
    assert told == [
        ("filed", "reporter", {}), ("assigned", "system", {"assignee": "Budi", "assignee_id": team.budi.staff_id}),
    ]  # fmt: skip
    assert file.row.status == "new"


async def test_reports_that_arrive_at_once_are_dealt_out_evenly(world, team):
    await add(team, staff=(team.budi.staff_id, team.rina.staff_id))
    filed = await asyncio.gather(*(report(world) for _ in range(8)))
    owners = [await owner(one, team) for one in filed]
    assert (owners.count("Budi"), owners.count("Rina")) == (4, 4)


async def test_who_is_off_duty_or_disabled_is_passed_over(world, team):
    await add(team, staff=(team.budi.staff_id, team.rina.staff_id))
    await roster.switch(team.budi.staff_id, on_duty=False, by=team.budi, now=NOON)
    assert [await owner(await report(world), team) for _ in range(2)] == ["Rina", "Rina"]
    await models.Staff.filter(id=team.rina.staff_id).update(active=False)
    assert await owner(await report(world), team) is None
    await roster.switch(team.budi.staff_id, on_duty=True, by=team.operator, now=NOON)
    assert await owner(await report(world), team) == "Budi"


async def test_a_switch_is_told_at_once_here_and_found_by_other_processes_and_what_is_so_already_is_not(team, facts):
    elsewhere = []

    async def hear(fact):
        elsewhere.append(fact)

    other = CatchUp(hear)
    await other.start()
    for _ in range(2):
        await roster.switch(team.budi.staff_id, on_duty=False, by=team.budi, now=NOON)
    told = [RosterChanged(await counters.read("ver"))]
    await other.look()
    assert facts == told == elsewhere
    assert [one.name for one in await roster.there(by=team.viewer)] == ["Ayu", "Oki", "Rina"]


async def test_the_first_fitting_rule_decides_by_kind_and_opd(world, team):
    await add(team, agencies=("dinkes",), mode="none")
    everything = await add(team, staff=(team.budi.staff_id,))
    wifi = await add(team, kinds=("wifi",), staff=(team.rina.staff_id,))
    assert await owner(await report(world, agency="dinkes"), team) is None
    assert await owner(await report(world, kind="wifi"), team) == "Budi"
    await roster.raise_rule(wifi, by=team.admin, now=NOON)
    assert [rule.id for rule in await roster.list_rules(by=team.admin)][1:] == [wifi, everything]
    assert await owner(await report(world, kind="wifi"), team) == "Rina"
    await roster.remove_rule(wifi, by=team.admin, now=NOON)
    assert await owner(await report(world, kind="wifi"), team) == "Budi"


async def test_a_restricted_report_is_given_only_to_who_sees_it(world, team):
    sandi = await hire("Sandi", "technician", "security")
    await add(team, staff=(team.budi.staff_id, sandi.staff_id))
    hacked = {"kind": "situs-aplikasi", "question": "situs-aplikasi/situs-diretas"}
    assert [await owner(await report(world, **hacked), team) for _ in range(2)] == ["Sandi", "Sandi"]


async def test_a_retry_is_given_to_the_same_and_costs_no_turn(world, team):
    await add(team, staff=(team.budi.staff_id, team.rina.staff_id))
    from server.contract.visitor import FileReport
    from server.services import filing

    first = await report(world, client_id="3f2b8a54-0000-4000-8000-000000000001")
    form = FileReport.model_validate({
        "client_id": "3f2b8a54-0000-4000-8000-000000000001", "name": "Sari", "agency": "disdik", "place": "Lantai 2",
        "kind": "internet-mati", "description": "Internet mati sejak pagi", "impact": "none",
        "whatsapp": "0812-3456-7890", "occurred_at": NOON, "notice_version": "1.0", "wa_consent": True,
    })  # fmt: skip
    await filing.file_report(world, first.who, form, NOON)
    assert await owner(await report(world), team) == "Rina"


async def test_wrong_rules_are_refused_by_field_and_slow_edits_by_version(world, team):
    with pytest.raises(InvalidInput) as refused:
        await add(team, kinds=("x",), agencies=("y",), staff=(team.viewer.staff_id,))
    assert refused.value.fields == {"kinds": "unknown", "agencies": "unknown", "staff": "unknown"}
    rule = await add(team, staff=(team.budi.staff_id,))
    await roster.edit_rule(rule, RuleDraft(mode="none"), version=1, by=team.admin, now=NOON)
    with pytest.raises(StaleEdit):
        await roster.edit_rule(rule, RuleDraft(mode="none"), version=1, by=team.admin, now=NOON)


async def test_only_admins_and_operators_manage_duty_and_everybody_who_works_their_own(world, team):
    for by in (team.budi, team.viewer):
        for use in (
            roster.list_rules(by=by), roster.find_rule(1, by=by), roster.remove_rule(1, by=by, now=NOON),
            roster.add_rule(RuleDraft(), by=by, now=NOON), roster.raise_rule(1, by=by, now=NOON),
            roster.edit_rule(1, RuleDraft(), version=1, by=by, now=NOON),
            roster.switch(team.admin.staff_id, on_duty=False, by=by, now=NOON),
        ):  # fmt: skip
            with pytest.raises(Forbidden):
                await use
    with pytest.raises(Forbidden):
        await roster.switch(team.viewer.staff_id, on_duty=True, by=team.viewer, now=NOON)
    for rule_id in (0, 999, 2**31, 2**70):
        with pytest.raises(NotFound):
            await roster.find_rule(rule_id, by=team.admin)
    assert {one.name for one in await roster.there(by=team.viewer)} == {"Ayu", "Oki", "Budi", "Rina"}
