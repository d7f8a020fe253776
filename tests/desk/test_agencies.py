"""OPD: what is refused, what is deleted and what only hidden, and who hears of it."""

import asyncio
from dataclasses import replace

import pytest

from server.domain.desk import AgencyDraft, ReportFilter
from server.domain.events import AgenciesRevised
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.services import agencies, desk, lists
from server.store import agency, counters, models

from .people import LATER, NOON, report

DRAFT = AgencyDraft("Badan Uji Coba", "BUC", "buc", "badan", ("Bucoba",), ("https://buc.pekanbaru.go.id",))


def draft_of(one):
    return AgencyDraft(one.name, one.short, one.slug, one.kind, one.aliases, one.origins, active=one.active)


async def offered():
    """Return what an open form lists."""
    return {option.slug: option.name for option in (await lists.agencies()).agencies}


async def test_an_added_opd_is_in_the_form_at_once_and_dashboards_hear_of_it(world, team, facts):
    before = await counters.read("agencies")
    added = await agencies.add_agency(DRAFT, by=team.admin, now=NOON)
    assert (await offered())["buc"] == "Badan Uji Coba"
    assert facts == [AgenciesRevised(before + 1, await counters.read("ver"))]
    assert (added.origins, added.version, added.reports) == (("https://buc.pekanbaru.go.id",), 1, 0)
    row = await models.Timeline.get(event="agency_added")
    assert (row.report_id, row.staff_id, row.data) == (None, team.admin.staff_id, {"slug": "buc", "name": DRAFT.name})


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, {"name": "required"}),
        ({"name": "a" * 151}, {"name": "too_long"}),
        ({"name": "dinas  PENDIDIKAN"}, {"name": "taken"}),
        ({"slug": "disdik"}, {"slug": "taken"}),
        ({"slug": "../admin"}, {"slug": "invalid"}),
        ({"origins": ("https://ok.go.id", "http://buc.go.id")}, {"origins": "plain_http"}),
        ({"origins": ("https://*.go.id",)}, {"origins": "wildcard"}),
        ({"name": "", "origins": ("buc.go.id",)}, {"name": "required", "origins": "invalid"}),
    ],
)
async def test_a_draft_with_wrong_fields_is_refused_with_all_of_them_and_changes_nothing(
    world, team, facts, changes, fields
):
    before = (await offered(), await counters.read("agencies"), await counters.read("ver"))
    with pytest.raises(InvalidInput) as refused:
        await agencies.add_agency(replace(DRAFT, **changes), by=team.admin, now=NOON)
    assert refused.value.fields == fields
    assert (await offered(), await counters.read("agencies"), await counters.read("ver")) == before
    assert facts == []


async def test_of_two_who_add_the_same_opd_together_one_is_told_that_it_is_taken(world, team):
    outcomes = await asyncio.gather(
        *(agencies.add_agency(DRAFT, by=team.admin, now=NOON) for _ in range(2)), return_exceptions=True
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [error.fields for error in refused] == [{"name": "taken", "slug": "taken"}]


@pytest.mark.parametrize("role", ["operator", "budi", "viewer"])
async def test_only_admins_change_opd(world, team, role):
    somebody, disdik = getattr(team, role), await agency.find_by_slug("disdik")
    for attempt in (
        agencies.add_agency(DRAFT, by=somebody, now=NOON),
        agencies.edit_agency(disdik.id, draft_of(disdik), version=1, by=somebody, now=NOON),
        agencies.remove_agency(disdik.id, by=somebody, now=NOON),
    ):
        with pytest.raises(Forbidden):
            await attempt
    assert await agency.find_by_slug("disdik") == disdik


async def test_a_renamed_opd_shows_its_new_name_in_old_reports_too_and_who_renamed_it(world, team):
    sari = await report(world)
    disdik = await agency.find_by_slug("disdik")
    renamed = replace(draft_of(disdik), name="Dinas Pendidikan dan Kebudayaan", slug="")
    edited = await agencies.edit_agency(disdik.id, renamed, version=disdik.version, by=team.admin, now=LATER)
    assert (edited.slug, edited.version) == ("disdik", 2)  # pages that embed the widget name the slug
    opened = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert opened.row.agency == "Dinas Pendidikan dan Kebudayaan"
    found = await desk.list_reports(ReportFilter(text="dan kebudayaan"), by=team.viewer)
    assert [row.id for row in found.rows] == [sari.id]
    assert (await sari.sees()).agency == "Dinas Pendidikan dan Kebudayaan"
    row = await models.Timeline.get(event="agency_edited")
    assert row.data["changed"] == {"name": ["Dinas Pendidikan", "Dinas Pendidikan dan Kebudayaan"]}


async def test_a_stale_edit_is_refused_with_what_is_stored_now(world, team):
    disdik = await agency.find_by_slug("disdik")
    first = replace(draft_of(disdik), short="Dikbud")
    await agencies.edit_agency(disdik.id, first, version=1, by=team.admin, now=NOON)
    with pytest.raises(StaleEdit) as refused:
        await agencies.edit_agency(
            disdik.id, replace(draft_of(disdik), name="Lain"), version=1, by=team.admin, now=NOON
        )
    current = refused.value.current
    assert (current["short"], current["name"], current["version"]) == ("Dikbud", "Dinas Pendidikan", 2)
    assert (await agency.find_by_slug("disdik")).name == "Dinas Pendidikan"


async def test_an_opd_without_reports_is_deleted(world, team, facts):
    dinsos = await agency.find_by_slug("dinsos")
    assert await agencies.remove_agency(dinsos.id, by=team.admin, now=NOON) == "deleted"
    assert "dinsos" not in await offered() and await agency.find_by_slug("dinsos") is None
    assert isinstance(facts[-1], AgenciesRevised)
    with pytest.raises(NotFound):
        await agencies.remove_agency(dinsos.id, by=team.admin, now=NOON)


async def test_an_opd_with_reports_is_only_hidden_and_its_reports_keep_it(world, team):
    sari = await report(world)
    disdik = await agencies.find_agency((await agency.find_by_slug("disdik")).id)
    assert disdik.reports == 1
    assert await agencies.remove_agency(disdik.id, by=team.admin, now=NOON) == "deactivated"
    assert "disdik" not in await offered()
    assert not (await agencies.find_agency(disdik.id)).active
    opened = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert (opened.row.agency, opened.agency_id) == ("Dinas Pendidikan", disdik.id)
    shown = await agencies.edit_agency(disdik.id, draft_of(disdik), version=2, by=team.admin, now=LATER)
    assert shown.active and "disdik" in await offered()


async def test_the_list_is_searched_by_name_short_name_slug_and_alias(world, team):
    await agencies.add_agency(DRAFT, by=team.admin, now=NOON)
    for query in ("uji co", "BUC", "bucoba", " buc "):
        assert "buc" in [one.slug for one in await agencies.list_agencies(query=query)]
    assert await agencies.list_agencies(query="%") == ()
    hidden = await agency.find_by_slug("buc")
    await agencies.edit_agency(hidden.id, replace(DRAFT, active=False), version=1, by=team.admin, now=NOON)
    assert "buc" in [one.slug for one in await agencies.list_agencies()]
    assert "buc" not in [one.slug for one in await agencies.list_agencies(include_inactive=False)]


@pytest.mark.parametrize("agency_id", [0, 999_999, 2**40, 10**30])
async def test_an_opd_that_is_not_there_is_not_found(world, team, agency_id):
    for attempt in (
        agencies.find_agency(agency_id),
        agencies.edit_agency(agency_id, DRAFT, version=1, by=team.admin, now=NOON),
        agencies.remove_agency(agency_id, by=team.admin, now=NOON),
    ):
        with pytest.raises(NotFound):
            await attempt
