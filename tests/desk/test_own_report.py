"""What reporters do with their own reports: confirm, reopen, cancel, rate, write to the desk."""

from datetime import timedelta

import pytest

from server.contract.reports import CancelReport, ConfirmSolved, RateReport, ReopenReport
from server.contract.visitor import SendMessage
from server.domain.events import ReportTouched
from server.errors import InvalidInput, MoveForbidden, NotFound, ReusedClientId
from server.services import desk, own_report, visitor
from tests.wire.client import new_id

from .people import LATER, move, report

CAUSE = "Kabel uplink longgar, sudah dipasang"


async def resolved(world, team, **given):
    """A report that Budi has resolved."""
    person = await report(world, **given)
    await move(person, "in_progress", team.budi)
    await move(person, "resolved", team.budi, note=CAUSE)
    return person


async def confirm(person, now=LATER):
    command = ConfirmSolved(client_id=new_id(), number=person.number)
    return await own_report.confirm(person.world, person.who, command, now)


async def reopen(person, reason="Masih mati di loket", now=LATER):
    command = ReopenReport(client_id=new_id(), number=person.number, reason=reason)
    return await own_report.reopen(person.world, person.who, command, now)


async def rate(person, stars, comment=""):
    command = RateReport(client_id=new_id(), number=person.number, stars=stars, comment=comment)
    return await own_report.rate(person.world, person.who, command, LATER)


async def cancel(person):
    command = CancelReport(client_id=new_id(), number=person.number)
    return await own_report.cancel(person.world, person.who, command, LATER)


async def history(person, by) -> list[tuple[str, str, str | None, str]]:
    found = await desk.open_report(person.id, by=by, now=LATER)
    return [(row.event, row.actor, row.to_status, row.note) for row in found.timeline]


async def test_confirming_closes_the_report_and_the_desk_sees_who_did(world, team, facts):
    person = await resolved(world, team)
    facts.clear()
    receipt = await confirm(person)
    assert receipt.reports[0].status == "closed"
    assert [line["status"] for line in await person.lines("status")][-1] == "closed"
    assert ("moved", "reporter", "closed", "") in await history(person, team.viewer)
    assert any(isinstance(fact, ReportTouched) and fact.report_id == person.id for fact in facts)


async def test_reopening_gives_it_back_to_who_had_it_with_the_reason_and_counts(world, team):
    person = await resolved(world, team)
    receipt = await reopen(person)
    assert receipt.reports[0].status == "in_progress"
    found = await desk.open_report(person.id, by=team.viewer, now=LATER)
    assert found.reopen_count == 1 and found.assignee_id == team.budi.staff_id and found.resolved_at is None
    assert ("reopened", "reporter", "in_progress", "Masih mati di loket") in await history(person, team.viewer)


async def test_a_closed_report_can_be_reopened_for_seven_days_and_not_longer(world, team):
    person = await resolved(world, team)
    await confirm(person)
    with pytest.raises(MoveForbidden):
        await reopen(person, now=LATER + timedelta(days=7, minutes=1))
    assert (await reopen(person, now=LATER + timedelta(days=6))).reports[0].status == "in_progress"


async def test_reopening_needs_a_reason(world, team):
    person = await resolved(world, team)
    command = ReopenReport.model_construct(client_id=new_id(), number=person.number, reason=" ")
    with pytest.raises(InvalidInput) as refused:
        await own_report.reopen(world, person.who, command, LATER)
    assert refused.value.fields == {"note": "required"}


async def test_what_is_not_resolved_cannot_be_confirmed_rated_or_reopened(world, team):
    person = await report(world)
    for deed in (confirm(person), reopen(person), rate(person, 5)):
        with pytest.raises(MoveForbidden):
            await deed
    assert (await person.sees()).status == "new"


async def test_a_new_report_can_be_taken_back_and_one_in_work_cannot(world, team):
    person, busy = await report(world), await report(world)
    await move(busy, "in_progress", team.budi)
    assert (await cancel(person)).reports[0].status == "cancelled"
    found = await desk.open_report(person.id, by=team.viewer, now=LATER)
    assert found.first_response_at is None and found.closed_at is not None
    with pytest.raises(MoveForbidden):
        await cancel(busy)


async def test_a_rating_is_kept_with_its_comment_and_a_later_one_replaces_it(world, team):
    person = await resolved(world, team)
    await rate(person, 2, "Lama")
    assert (await rate(person, 5, " Akhirnya   beres ")).reports[0].rating == 5
    assert [event for event, *_ in await history(person, team.viewer)].count("rated") == 2


async def test_the_view_offers_what_can_be_done_and_nothing_else(world, team):
    person = await report(world)
    assert (await person.sees()).can == ["cancel"]
    await move(person, "in_progress", team.budi)
    assert (await person.sees()).can == []
    await move(person, "resolved", team.budi, note=CAUSE)
    assert (await person.sees()).can == ["confirm", "reopen", "rate"]


async def test_nobody_else_can_do_anything_with_it(world, team):
    person, stranger = await resolved(world, team), await report(world, agency="dinsos")
    stranger.number = person.number
    for deed in (confirm(stranger), reopen(stranger), rate(stranger, 1), cancel(stranger)):
        with pytest.raises(NotFound):
            await deed
    assert (await person.sees()).status == "resolved"


async def test_a_deed_done_twice_is_done_once(world, team):
    person = await resolved(world, team)
    command = ConfirmSolved(client_id=new_id(), number=person.number)
    first = await own_report.confirm(world, person.who, command, LATER)
    assert await own_report.confirm(world, person.who, command, LATER) == first
    other = command.model_copy(update={"number": "NET-20261125-0099"})
    with pytest.raises(ReusedClientId):
        await own_report.confirm(world, person.who, other, LATER)


async def test_a_message_about_one_report_goes_to_that_one_and_leaves_the_dialogue_alone(world, team):
    first = await report(world)
    command = SendMessage(client_id=new_id(), text="Sudah saya coba", number=first.number)
    await visitor.send_message(world, first.who, command, LATER)
    found = await desk.open_report(first.id, by=team.viewer, now=LATER)
    assert "Sudah saya coba" in [line.line.get("text") for line in found.conversation]
    stranger = await report(world, agency="dinsos")
    with pytest.raises(NotFound):
        await visitor.send_message(world, stranger.who, command.model_copy(update={"client_id": new_id()}), LATER)


async def test_an_answer_puts_a_waiting_report_back_to_work(world, team):
    person = await report(world)
    await move(person, "in_progress", team.budi)
    await move(person, "waiting_reporter", team.budi, note="Lampu modem warna apa?")
    command = SendMessage(client_id=new_id(), text="Merah", number=person.number)
    await visitor.send_message(world, person.who, command, LATER)
    assert (await person.sees()).status == "in_progress"
