"""Reports that staff key in for a caller."""

import uuid
from datetime import timedelta

import pytest

from server.domain.desk import ReportFilter
from server.errors import Forbidden, InvalidInput, NotFound
from server.services import desk, keying, merging

from .people import LATER, NOON, report

TYPED = {
    "name": "Tono", "agency": "dinkes", "unit": "", "place": "Loket 3", "kind": "wifi", "impact": "none",
    "description": "Wi-Fi di loket tidak tersambung", "whatsapp": "0813-1111-2222", "wa_consent": "",
}  # fmt: skip


async def key_in(world, by, channel="phone", client_id=None, occurred_at=NOON, **changes):
    typed = {**TYPED, "client_id": client_id or str(uuid.uuid4()), **changes}
    command = keying.read_form(typed, occurred_at=occurred_at)
    return await keying.key_in(world, command, channel, by=by, now=LATER)


async def test_a_keyed_report_has_number_code_channel_and_a_reporter_without_a_chat(world, team):
    made = await key_in(world, team.budi)
    opened = await desk.open_report(made, by=team.budi, now=LATER)
    assert (opened.channel, opened.row.agency, opened.row.seen) == ("phone", "Dinas Kesehatan", True)
    assert [(one.name, one.has_chat) for one in opened.people] == [("Tono", False)]
    assert (opened.timeline[0].event, opened.timeline[0].staff) == ("filed", "Budi")
    aloud = await keying.read_aloud(world, made, by=team.budi)
    assert aloud.number == opened.row.number and len(aloud.code) == 9
    with pytest.raises(InvalidInput) as refused:
        await desk.reply_to_reporter(made, text="Halo", client_id="a" * 8, by=team.budi, now=LATER)
    assert refused.value.fields == {"text": "no_chat"}


async def test_the_same_press_twice_is_one_report(world, team):
    press = str(uuid.uuid4())
    assert await key_in(world, team.budi, client_id=press) == await key_in(world, team.budi, client_id=press)
    assert (await desk.list_reports(ReportFilter(), by=team.admin)).total == 1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": "", "whatsapp": "0761-35781"}, {"name": "required", "whatsapp": "landline"}),
        ({"channel": "pigeon"}, {"channel": "unknown"}),
        ({"kind": "hantu"}, {"kind": "unknown"}),
        ({"impact": ""}, {"impact": "required"}),
        ({"place": "x" * 201}, {"place": "too_long"}),
        ({"agency": "", "unit": ""}, {"agency": "required"}),
        ({"occurred_at": None}, {"occurred_at": "invalid"}),
        ({"occurred_at": LATER + timedelta(hours=1)}, {"occurred_at": "future"}),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_filed(world, team, changes, fields):
    with pytest.raises(InvalidInput) as refused:
        await key_in(world, team.budi, **changes)
    assert refused.value.fields == fields
    assert (await desk.list_reports(ReportFilter(), by=team.admin)).total == 0


async def test_a_viewer_keys_nothing_in_and_no_widgets_code_is_told(world, team):
    with pytest.raises(Forbidden):
        await key_in(world, team.viewer)
    sari = await report(world)
    with pytest.raises(NotFound):
        await keying.read_aloud(world, sari.id, by=team.budi)


async def test_the_queued_original_and_the_keyed_copy_point_at_each_other(world, team):
    made = await key_in(world, team.budi, kind="internet-mati", agency="disdik")
    original = await report(world, queued_at=NOON)
    assert [(one.row.id, one.why) for one in await merging.related_to(original.id, by=team.budi)] == [(made, "copy")]


async def test_fields_that_cannot_even_be_read_and_those_that_are_wrong_are_told_together(world, team):
    typed = {**TYPED, "client_id": str(uuid.uuid4()), "kind": "", "impact": "", "name": " ", "whatsapp": "0761-35781"}
    with pytest.raises(InvalidInput) as refused:
        keying.read_form(typed, occurred_at=NOON)
    assert await keying.all_wrong(world, typed, refused.value.fields, now=LATER) == {
        "kind": "required", "impact": "required", "name": "required", "whatsapp": "landline",
    }  # fmt: skip
    typed |= {"agency": "", "place": "x" * 201, "kind": "wifi", "impact": "none"}
    with pytest.raises(InvalidInput) as refused:
        keying.read_form(typed, occurred_at=None)
    found = await keying.all_wrong(world, typed, refused.value.fields, now=LATER)
    assert found.keys() == {"occurred_at", "name", "whatsapp", "agency", "place"}
