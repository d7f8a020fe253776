"""Exporting as a use case, on both databases: the set stays what it was, and somebody wrote it down."""

import pytest

from server.domain.desk import ReportFilter
from server.errors import Forbidden, TooFast
from server.services import exporting
from server.store import models

from .people import LATER, move, report


async def begin(by, personal=False, **wanted):
    return await exporting.begin_export(ReportFilter(**wanted), form="csv", personal=personal, by=by, now=LATER)


async def rows_of(export):
    try:
        return [row async for chunk in export.chunks() for row in chunk]
    finally:
        export.close()


async def test_chunks_show_every_report_once_also_when_more_come_in_between(world, team, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 2)
    people = [await report(world) for _ in range(5)]
    export = await begin(team.admin)
    await report(world)
    rows = await rows_of(export)
    assert [row["number"] for row in rows] == [person.number for person in reversed(people)]
    assert export.total == 5


async def test_it_shows_what_the_filter_shows(world, team):
    sari, tono = await report(world), await report(world)
    await move(tono, "verified", team.operator)
    assert [row["number"] for row in await rows_of(await begin(team.viewer, unanswered=True))] == [sari.number]
    assert [row["number"] for row in await rows_of(await begin(team.viewer, sort="waiting"))] == [sari.number]
    assert [row["status"] for row in await rows_of(await begin(team.viewer, statuses=("verified",)))] == ["verified"]


async def test_people_are_in_it_only_for_who_may_see_them(world, team):
    await report(world)
    (asked,) = await rows_of(await begin(team.operator, personal=True))
    assert (asked["reporter"], asked["whatsapp"]) == ("Sari", "6281234567890")
    (unasked,) = await rows_of(await begin(team.operator))
    (viewers,) = await rows_of(await begin(team.viewer, personal=True))
    assert "reporter" not in unasked and "whatsapp" not in viewers
    with pytest.raises(Forbidden):
        await begin(team.budi)


async def test_reports_of_a_restricted_team_are_not_in_it(world, team):
    hidden, shown = await report(world), await report(world)
    await models.Report.filter(id=hidden.id).update(team="security")
    assert {row["number"] for row in await rows_of(await begin(team.viewer))} == {shown.number}
    assert {row["number"] for row in await rows_of(await begin(team.admin))} == {shown.number, hidden.number}


async def test_who_exported_what_is_written_down_but_not_what_was_searched_for(world, team):
    await report(world)
    await rows_of(await begin(team.operator, personal=True, text="Sari", statuses=("new",)))
    entry = await models.AuditEntry.filter(event="exported").order_by("-id").first()
    assert (entry.staff_id, entry.subject) == (team.operator.staff_id, "reports")
    assert entry.data == {
        "format": "csv", "personal": True, "rows": 1, "filter": {"status": ["new"], "text": True},
    }  # fmt: skip


async def test_a_third_one_waits_until_one_of_two_is_done(world, team):
    first, second = await begin(team.admin), await begin(team.admin)
    with pytest.raises(TooFast):
        await begin(team.operator)
    first.close()
    first.close()
    third = await begin(team.operator)
    second.close()
    third.close()
