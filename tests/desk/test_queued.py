"""What waited on a device while the world went on: it is taken, with its three times."""

from datetime import timedelta

from server.domain.desk import AgencyDraft
from server.services import agencies, desk

from .people import LATER, NOON, report

DRAFT = {"slug": "diskop", "name": "Dinas Koperasi", "short": "Diskop", "kind": "dinas"}


async def opened(person, team):
    return await desk.open_report(person.id, by=team.admin, now=LATER)


async def test_a_report_whose_opd_was_deactivated_while_it_waited_keeps_its_opd(world, team):
    made = await agencies.add_agency(AgencyDraft(active=True, **DRAFT), by=team.admin, now=NOON)
    await report(world, agency="diskop")
    assert await agencies.remove_agency(made.id, by=team.admin, now=NOON) == "deactivated"
    late = await report(world, agency="diskop", queued_at=NOON - timedelta(hours=3))
    assert (await opened(late, team)).row.agency == "Dinas Koperasi"


async def test_a_report_whose_opd_was_deleted_while_it_waited_says_where_it_came_from(world, team):
    late = await report(world, agency="diskop", queued_at=NOON - timedelta(hours=3))
    assert (await opened(late, team)).row.agency == "diskop"


async def test_a_report_of_a_kind_and_a_question_that_are_gone_is_taken(world, team):
    late = await report(
        world, kind="telegraf", question="telegraf/putus", queued_at=NOON - timedelta(hours=3), catalogue_revision=0
    )
    assert (await opened(late, team)).row.kind == "lainnya"


async def test_when_it_failed_when_it_was_written_and_when_it_came_are_three_times(world, team):
    failed, written = NOON - timedelta(hours=9), NOON - timedelta(hours=3)
    file = await opened(await report(world, occurred_at=failed, queued_at=written), team)
    assert (file.occurred_at, file.queued_at, file.row.received_at) == (failed, written, NOON)


async def test_a_device_whose_clock_is_fast_reports_what_is_broken_now(world, team):
    file = await opened(await report(world, occurred_at=NOON + timedelta(hours=2)), team)
    assert (file.occurred_at, file.row.received_at) == (NOON, NOON)
