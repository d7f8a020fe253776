"""Correcting priority, kind and OPD, and what a move writes down beside its note."""

import uuid
from datetime import UTC, datetime

import pytest

from server.domain.particulars import Particulars
from server.errors import Forbidden, InvalidInput, StaleEdit
from server.services import corrections, desk

from .people import LATER, move, report, version_of


async def opened(person, by):
    return await desk.open_report(person.id, by=by, now=LATER)


async def prioritise(person, by, priority="low", reason="Hanya satu komputer", **given):
    press = {"version": await version_of(person), "client_id": str(uuid.uuid4()), **given}
    await corrections.change_priority(person.id, priority=priority, reason=reason, by=by, now=LATER, **press)


async def reclassify(person, by, **given):
    form = {"kind": "wifi", "question": "", "agency_slug": "dinkes", "version": 1, "client_id": str(uuid.uuid4())}
    await corrections.reclassify(person.id, by=by, now=LATER, **{**form, **given})


async def finish(person, by, to="resolved", note="Kabel diganti, sinyal normal", **particulars):
    await desk.move_report(
        person.id, to=to, note=note, internal="", version=await version_of(person), client_id=str(uuid.uuid4()),
        by=by, now=LATER, particulars=Particulars(**particulars),
    )  # fmt: skip


async def test_a_priority_changes_with_a_reason_that_only_staff_read(world, team):
    sari = await report(world)
    await prioritise(sari, team.budi)
    page = await opened(sari, team.admin)
    row = page.timeline[-1]
    assert (page.row.priority, row.event, row.internal) == ("low", "edited", "Hanya satu komputer")
    assert row.data["changes"]["priority"]["to"] == "low"
    assert "Hanya satu komputer" not in (await sari.reads()).model_dump_json()


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"priority": "urgent"}, {"priority": "unknown"}),
        ({"reason": "  "}, {"reason": "required"}),
        ({"reason": "a" * 2001}, {"reason": "too_long"}),
    ],
)
async def test_a_priority_that_is_none_or_has_no_reason_is_refused(world, team, given, fields):
    sari = await report(world)
    with pytest.raises(InvalidInput) as refused:
        await prioritise(sari, team.budi, **given)
    assert refused.value.fields == fields


async def test_kind_and_opd_are_corrected_and_the_old_ones_stay_in_the_history(world, team):
    sari = await report(world)
    await reclassify(sari, team.budi)
    page = await opened(sari, team.admin)
    assert (page.row.kind, page.row.agency) == ("wifi", "Dinas Kesehatan")
    changes = page.timeline[-1].data["changes"]
    assert changes["kind"] == {"from": "internet-mati", "to": "wifi"}
    assert changes["agency"] == {"from": "Dinas Pendidikan", "to": "Dinas Kesehatan"}
    assert (await sari.sees()).kind == "wifi"


async def test_saving_what_is_there_already_is_no_change(world, team):
    sari = await report(world)
    await reclassify(sari, team.budi, kind="internet-mati", agency_slug="disdik")
    assert (await opened(sari, team.budi)).timeline[-1].event == "seen"
    assert await version_of(sari) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "hantu"}, "kind"),
        ({"question": "kabel-lan/kabel-lepas"}, "question"),
        ({"agency_slug": "x"}, "agency"),
    ],
)
async def test_what_is_not_in_the_lists_is_refused(world, team, given, field):
    sari = await report(world)
    with pytest.raises(InvalidInput) as refused:
        await reclassify(sari, team.budi, **given)
    assert field in refused.value.fields


async def test_corrections_are_for_who_works_on_it_and_from_the_newest_version(world, team):
    sari = await report(world)
    with pytest.raises(Forbidden):
        await prioritise(sari, team.viewer)
    await move(sari, "in_progress", team.rina)
    with pytest.raises(Forbidden):
        await prioritise(sari, team.budi)
    with pytest.raises(StaleEdit):
        await reclassify(sari, team.rina, version=1)


async def test_a_correction_that_is_sent_twice_is_one(world, team):
    sari = await report(world)
    for _ in range(2):
        await prioritise(sari, team.budi, version=1, client_id="satu-ketukan")
    assert [row.event for row in (await opened(sari, team.budi)).timeline].count("edited") == 1


async def test_resolving_writes_cause_and_action_as_codes_and_names_all_that_is_missing(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    with pytest.raises(InvalidInput) as refused:
        await finish(sari, team.budi, note="beres", cause="hantu")
    assert refused.value.fields == {"note": "too_short", "cause": "unknown", "action": "required"}
    await finish(sari, team.budi, cause="cable", action="cable_fixed", vendor="tidak dipakai")
    page = await opened(sari, team.budi)
    assert (page.cause, page.action, page.vendor) == ("cable", "cable_fixed", "")


async def test_waiting_for_a_vendor_names_the_vendor_its_ticket_and_a_day_that_can_be(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    note = "Menunggu penyedia internet"
    for day, code in (("2026-11-24", "past"), ("besok", "invalid"), ("2036-01-01", "too_far"), ("", "required")):
        with pytest.raises(InvalidInput) as refused:
            await finish(sari, team.budi, "waiting_vendor", note, vendor="Telkom", vendor_day=day)
        assert refused.value.fields == {"vendor_day": code}
    await finish(
        sari, team.budi, "waiting_vendor", note, vendor=" PT Telkom ", vendor_ticket="IN-42", vendor_day="2026-11-27"
    )
    page = await opened(sari, team.budi)
    assert (page.vendor, page.vendor_ticket) == ("PT Telkom", "IN-42")
    assert page.vendor_due_at == datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


async def test_a_rejection_has_a_reason_that_its_reporter_sees(world, team):
    sari = await report(world)
    with pytest.raises(InvalidInput) as refused:
        await finish(sari, team.admin, "rejected", "Silakan ke Disdukcapil", reason="malas")
    assert refused.value.fields == {"reason": "unknown"}
    await finish(sari, team.admin, "rejected", "Silakan ke Disdukcapil", reason="out_of_scope")
    assert (await sari.sees()).reject_reason == "out_of_scope"
