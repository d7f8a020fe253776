"""Reports of one fault: merging, what its reporters then see, and taking one out again."""

import asyncio
import uuid
from datetime import timedelta

import pytest

from server.contract.visitor import SendMessage
from server.domain.events import LinesSaid
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.services import desk, merging, visitor
from server.store import models

from .people import LATER, NOON, move, report, version_of

FIXED = "Kabel diganti, sinyal normal"


async def merge(child, parent, by, version=None, client_id=None):
    await merging.merge_report(
        child.id, parent_id=parent.id, version=version or await version_of(child),
        client_id=client_id or str(uuid.uuid4()), by=by, now=LATER,
    )  # fmt: skip


async def opened(person, by):
    return await desk.open_report(person.id, by=by, now=LATER)


async def test_both_reporters_hear_what_happens_to_the_parent(world, team, facts):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.budi)
    assert (await tono.sees()).merged_into.number == sari.number
    facts.clear()
    await move(sari, "in_progress", team.budi, "Teknisi menuju lokasi")
    await desk.reply_to_reporter(sari.id, text="Kabel putus", client_id="balas-1-1", by=team.budi, now=LATER)
    for person in (sari, tono):
        assert (await person.lines("text"))[-1]["text"] == "Kabel putus"
        told = (await person.lines("status"))[-1]
        assert (told["number"], told["status"]) == (person.number, "in_progress")
    assert len([fact for fact in facts if isinstance(fact, LinesSaid)]) == 4
    await move(sari, "resolved", team.budi, FIXED)
    seen = await tono.sees()
    assert (seen.status, seen.merged_into.status) == ("duplicate", "resolved")
    assert [step.status for step in seen.timeline] == ["new", "duplicate", "in_progress", "resolved"]
    assert seen.timeline[-1].note == FIXED


async def test_the_parents_page_lists_all_who_wait_and_what_each_says(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.admin)
    message = SendMessage(client_id=str(uuid.uuid4()), text="Di lantai 3 juga mati")
    await visitor.send_message(world, tono.who, message, LATER)
    page = await opened(sari, team.budi)
    assert [(one.name, one.number) for one in page.people] == [("Sari", sari.number), ("Tono", tono.number)]
    assert [child.number for child in page.children] == [tono.number]
    said = [row for row in page.conversation if row.line.get("text") == "Di lantai 3 juga mati"]
    assert [row.reporter for row in said] == ["Tono"]
    assert [row.event for row in page.timeline][-2:] == ["said", "seen"]  # and read by who looks now
    assert (await opened(tono, team.budi)).parent.number == sari.number


async def test_what_the_desk_tells_several_stands_once_on_the_page(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.admin)
    await desk.reply_to_reporter(sari.id, text="Kabel putus", client_id="balas-1-1", by=team.budi, now=LATER)
    said = [row for row in (await opened(sari, team.budi)).conversation if row.line.get("text") == "Kabel putus"]
    assert len(said) == 1


async def test_the_answer_of_a_merged_reporter_puts_the_parent_back_to_work(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.admin)
    await move(sari, "in_progress", team.budi)
    await move(sari, "waiting_reporter", team.budi, "Lampu apa yang menyala?")
    message = SendMessage(client_id=str(uuid.uuid4()), text="Merah")
    await visitor.send_message(world, tono.who, message, LATER)
    assert (await opened(sari, team.budi)).row.status == "in_progress"


async def test_who_is_taken_out_again_hears_of_his_own_report_only(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.budi)
    await move(tono, "verified", team.admin)
    seen = await tono.sees()
    assert (seen.status, seen.merged_into) == ("verified", None)
    await desk.reply_to_reporter(sari.id, text="Kabel putus", client_id="balas-1-1", by=team.budi, now=LATER)
    assert await tono.lines("text") == []
    page = await opened(sari, team.budi)
    assert [row.event for row in page.timeline if row.event in {"merged_in", "split_off"}] == ["merged_in", "split_off"]
    assert page.children == () and len(page.people) == 1


async def test_one_person_who_reported_twice_is_told_once(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await models.Reporter.filter(report_id=tono.id).update(
        conversation_id=(await models.Reporter.get(report_id=sari.id)).conversation_id
    )
    await merge(tono, sari, team.budi)
    await desk.reply_to_reporter(sari.id, text="Kabel putus", client_id="balas-1-1", by=team.budi, now=LATER)
    assert len(await sari.lines("text")) == 1


async def test_what_cannot_be_a_parent_is_refused_by_name_and_changes_nothing(world, team):
    sari, tono, rudi = await report(world), await report(world, name="Tono"), await report(world, name="Rudi")
    await merge(tono, sari, team.admin)
    await move(rudi, "rejected", team.admin, "Bukan layanan kami")
    for child, parent, code in ((sari, sari, "itself"), (sari, rudi, "not_open"), (rudi, tono, "duplicate")):
        with pytest.raises(InvalidInput) as refused:
            await merge(child, parent, team.admin)
        assert refused.value.fields == {"parent": code}
    fresh, other = await report(world, name="Ani"), await report(world, name="Eko")
    await merge(other, fresh, team.admin)
    with pytest.raises(InvalidInput) as refused:
        await merge(fresh, sari, team.admin)
    assert refused.value.fields == {"parent": "has_children"}
    with pytest.raises(InvalidInput):
        await merging.merge_report(
            fresh.id, parent_id=999_999, version=1, client_id="satu-ketukan", by=team.admin, now=LATER
        )


async def test_two_reports_that_are_merged_into_each_other_at_once_make_no_ring(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    outcomes = await asyncio.gather(
        merge(sari, tono, team.admin, version=1), merge(tono, sari, team.operator, version=1), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes if outcome] == [InvalidInput]
    statuses = sorted([(await opened(sari, team.viewer)).row.status, (await opened(tono, team.viewer)).row.status])
    assert statuses == ["duplicate", "new"]


async def test_a_merge_that_is_sent_twice_is_one_and_a_stale_one_is_refused(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    for _ in range(2):
        await merge(tono, sari, team.budi, version=1, client_id="satu-ketukan")
    assert len(await tono.lines("status")) == 1
    with pytest.raises(StaleEdit):
        await merge(tono, sari, team.budi, version=1)


async def test_a_viewer_merges_nothing_and_a_technician_only_what_is_his_or_nobodys(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await move(tono, "in_progress", team.rina)
    for who in (team.viewer, team.budi):
        with pytest.raises(Forbidden):
            await merge(tono, sari, who)
    with pytest.raises(NotFound):
        await merging.merge_report(0, parent_id=sari.id, version=1, client_id="a" * 8, by=team.admin, now=LATER)


async def test_open_reports_of_the_same_fault_are_suggested_the_likeliest_first(world, team):
    sari = await report(world)
    same = await report(world, name="Tono", kind="internet-lambat")
    await report(world, name="Ani", agency="dinkes", kind="internet-putus-putus")
    await report(world, name="Eko", agency="dinsos", kind="email-akun")
    done = await report(world, name="Rudi")
    await move(done, "rejected", team.admin, "Uji coba")
    found = await merging.related_to(sari.id, by=team.budi)
    assert [(one.row.reporter, one.why) for one in found] == [("Tono", "same"), ("Ani", "kind")]
    assert found[0].row.id == same.id


async def test_the_original_that_waited_on_a_device_points_at_its_copy_that_was_told_by_telephone(world, team):
    keyed = await report(world, name="Sari", agency="dinkes", kind="wifi")
    await models.Report.filter(id=keyed.id).update(channel="phone", occurred_at=NOON - timedelta(hours=1))
    original = await report(world, name="Sari", queued_at=NOON - timedelta(minutes=50), occurred_at=NOON)
    assert [(one.row.id, one.why) for one in await merging.related_to(original.id, by=team.budi)] == [
        (keyed.id, "copy")
    ]
    assert [one.why for one in await merging.related_to(keyed.id, by=team.budi)] == ["copy"]
