"""Two people of one OPD report one fault: they are asked, never merged silently, never refused."""

import secrets
import uuid
from datetime import timedelta

import pytest

from server.contract.visitor import FileReport
from server.errors import SameFault
from server.services import desk, filing, merging
from server.services.world import Visitor

from .people import LATER, NOON, Reporter, move, report

CAUSE = "Kabel uplink longgar, sudah dipasang"
FORM = {
    "name": "Andi", "agency": "disdik", "place": "Lantai 3", "kind": "internet-lambat", "impact": "disturbed",
    "description": "Internet lambat sekali sejak pagi", "whatsapp": "0813-9999-1234", "occurred_at": NOON,
    "notice_version": "1.0", "wa_consent": False, "same_as": "ask",
}  # fmt: skip


def somebody(world) -> Reporter:
    return Reporter(world, Visitor(secrets.token_hex(32), "", "id", "", "a browser"))


async def files(person: Reporter, now=LATER, **given):
    form = {**FORM, "client_id": str(uuid.uuid4()), **given}
    return await filing.file_report(person.world, person.who, FileReport.model_validate(form), now)


async def asked(person: Reporter, now=LATER, **given) -> dict[str, object]:
    with pytest.raises(SameFault) as question:
        await files(person, now, **given)
    return question.value.current


async def test_who_reports_what_a_colleague_has_just_reported_is_asked_and_nothing_is_filed(world, team):
    first, colleague = await report(world), somebody(world)
    current = await asked(colleague)
    assert (current["number"], current["kind"], current["own"]) == (first.number, "internet-mati", False)
    assert (await colleague.reads()).messages == []


async def test_joining_adds_a_reporter_with_a_code_of_their_own_and_no_report(world, team):
    first, colleague = await report(world), somebody(world)
    receipt = await files(colleague, same_as=first.number)
    view = receipt.reports[0]
    assert view.number == first.number and view.code != (await first.sees()).code
    assert [entry.line.type for entry in receipt.messages] == ["text", "receipt", "phrase"]
    found = await desk.open_report(first.id, by=team.viewer, now=LATER)
    assert [row.event for row in found.timeline].count("joined") == 1
    assert any("Lantai 3: Internet lambat" in str(line.line.get("text")) for line in found.conversation)
    await move(first, "in_progress", team.budi)
    await move(first, "resolved", team.budi, note=CAUSE)
    assert (await colleague.sees()).status == "resolved"
    assert [line["status"] for line in await colleague.lines("status")] == ["in_progress", "resolved"]


async def test_who_says_it_is_another_fault_gets_a_report_of_their_own(world, team):
    first = await report(world)
    assert (await files(somebody(world), same_as="none")).reports[0].number != first.number


async def test_a_report_that_waited_on_a_device_is_filed_unasked_and_offered_to_the_desk_for_merging(world, team):
    first = await report(world)
    receipt = await files(somebody(world), queued_at=NOON)
    assert receipt.reports[0].number != first.number
    related = await merging.related_to(first.id, by=team.admin)
    assert receipt.reports[0].number in {one.row.number for one in related}


@pytest.mark.parametrize("given", [
    {"agency": "dinsos"}, {"kind": "situs-aplikasi"}, {"kind": "lainnya"}, {"agency": None, "unit": "Dinas Pendidikan"},
])  # fmt: skip
async def test_another_opd_or_another_kind_of_fault_is_not_the_same(world, team, given):
    await report(world)
    assert (await files(somebody(world), **given)).ok


async def test_after_four_hours_nobody_is_asked(world, team):
    await report(world)
    assert await asked(somebody(world), NOON + timedelta(hours=3, minutes=59))
    assert (await files(somebody(world), NOON + timedelta(hours=4, minutes=1))).ok


async def test_what_is_resolved_is_not_asked_about(world, team):
    first = await report(world)
    await move(first, "in_progress", team.budi)
    await move(first, "resolved", team.budi, note=CAUSE)
    assert (await files(somebody(world))).ok


async def test_joining_what_was_resolved_meanwhile_files_after_all(world, team):
    first = await report(world)
    await move(first, "in_progress", team.budi)
    await move(first, "resolved", team.budi, note=CAUSE)
    assert (await files(somebody(world), same_as=first.number)).reports[0].number != first.number


async def test_a_number_that_was_guessed_is_not_joined(world, team):
    """Else anybody could read any report by its number."""
    elsewhere = await report(world, agency="dinsos")
    guessed = await files(somebody(world), same_as=elsewhere.number)
    assert guessed.reports[0].number != elsewhere.number


async def test_a_restricted_teams_report_is_neither_shown_nor_joined(world, team):
    hacked = await report(world, kind="situs-aplikasi", question="situs-aplikasi/situs-diretas")
    assert (await files(somebody(world), kind="situs-aplikasi")).ok
    assert (await files(somebody(world), kind="situs-aplikasi", same_as=hacked.number)).reports[0].number != (
        hacked.number
    )
    plain = await report(world, kind="situs-aplikasi", agency="dinsos")
    secret = await files(
        somebody(world), agency="dinsos", kind="situs-aplikasi", question="situs-aplikasi/situs-diretas"
    )
    assert secret.reports[0].number != plain.number


async def test_ones_own_report_is_named_as_such_and_gets_the_words_instead_of_a_twin(world, team):
    first = await report(world)
    me = Reporter(world, first.who)
    assert (await asked(me))["own"] is True
    receipt = await files(me, same_as=first.number)
    assert [one.number for one in receipt.reports] == [first.number]
    assert len((await me.reads()).reports) == 1
    found = await desk.open_report(first.id, by=team.viewer, now=LATER)
    assert [row.event for row in found.timeline].count("said") == 1


async def test_the_same_answer_twice_joins_once(world, team):
    first, colleague = await report(world), somebody(world)
    client_id = str(uuid.uuid4())
    one = await files(colleague, same_as=first.number, client_id=client_id)
    assert await files(colleague, same_as=first.number, client_id=client_id) == one
    assert len((await colleague.reads()).reports) == 1
