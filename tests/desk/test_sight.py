"""Reports of a restricted team are not there for anybody else: on no list, by no search, by no id."""

import uuid

import pytest

from server.domain.desk import ReportFilter
from server.errors import InvalidInput, NotFound
from server.services import desk, sight

from .people import LATER, NOON, hire, move, report, version_of

HACKED = {"kind": "situs-aplikasi", "question": "situs-aplikasi/situs-diretas"}


@pytest.fixture
def everything():
    """Every use case about one report, as `f(report, by)`."""

    def reply(one, by):
        return desk.reply_to_reporter(one.id, text="halo", client_id=str(uuid.uuid4()), by=by, now=NOON)

    async def assign(one, by):
        await desk.assign_report(one.id, assignee_id=by.staff_id, version=1, by=by, now=NOON)

    return (
        lambda one, by: desk.open_report(one.id, by=by, now=NOON),
        lambda one, by: desk.contact_link(one.id, unit="Diskominfotik", by=by, now=NOON),
        lambda one, by: move(one, "verified", by, version=1),
        reply,
        assign,
    )


async def test_a_security_report_is_not_there_for_the_network_crew(world, team, everything):
    hacked = await report(world, **HACKED)
    for by in (team.operator, team.budi):
        for use in everything:
            with pytest.raises(NotFound):
                await use(hacked, by)
    with pytest.raises(NotFound):
        await desk.open_report(hacked.id, by=team.viewer, now=NOON)


async def test_it_is_there_for_its_own_team_and_for_admins(world, team):
    hacked = await report(world, **HACKED)
    sandi = await hire("Sandi", "technician", "security")
    assert (await desk.open_report(hacked.id, by=sandi, now=LATER)).row.number == hacked.number
    assert (await desk.open_report(hacked.id, by=team.admin, now=LATER)).row.number == hacked.number
    await move(hacked, "in_progress", sandi)


async def test_lists_counts_and_search_do_not_know_it_either(world, team):
    hacked, usual = await report(world, **HACKED), await report(world)
    for wanted in (
        ReportFilter(), ReportFilter(text="NET-"), ReportFilter(statuses=("new",)), ReportFilter(text="Sari"),
        ReportFilter(agency="disdik"), ReportFilter(agency="disdik", statuses=("new",)),
    ):  # fmt: skip
        for by in (team.operator, team.budi, team.viewer):
            page = await desk.list_reports(wanted, by=by)
            assert [row.id for row in page.rows] == [usual.id] and page.total == 1, wanted
        assert {row.id for row in (await desk.list_reports(wanted, by=team.admin)).rows} == {usual.id, hacked.id}
    assert (await desk.list_reports(ReportFilter(text=hacked.number), by=team.operator)).rows == ()


async def test_only_who_sees_it_can_be_given_it(world, team):
    hacked = await report(world, **HACKED)
    sandi = await hire("Sandi", "technician", "security")
    assert {one.name for one in await sight.possible_owners(hacked.id)} == {"Ayu", "Sandi"}
    version = await version_of(hacked)
    with pytest.raises(InvalidInput) as refused:
        await desk.assign_report(hacked.id, assignee_id=team.budi.staff_id, version=version, by=team.admin, now=NOON)
    assert refused.value.fields == {"assignee": "unknown"}
    await desk.assign_report(hacked.id, assignee_id=sandi.staff_id, version=version, by=team.admin, now=NOON)


async def test_sockets_hear_only_of_teams_they_see(world, team):
    assert await sight.teams_in_sight(team.budi) == {"network"}
    assert await sight.teams_in_sight(team.admin) == {"network", "security"}
    assert await sight.teams_in_sight(await hire("Sandi", "viewer", "security")) == {"network", "security"}
