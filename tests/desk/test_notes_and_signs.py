"""What stays on the desk, and what is only shown for a moment: internal notes, who looks, who types."""

import uuid
from datetime import timedelta

import pytest

from server.domain.events import ReporterTyping, StaffTyping, ViewersChanged
from server.errors import Forbidden, InvalidInput, NotFound
from server.services import canned, desk, notes, presence, signs

from .people import LATER, report
from .test_merging import merge

SECRET = "Kunci ruang server ada di satpam"


async def note(person, by, text=SECRET, client_id=None):
    await notes.write_note(person.id, text=text, client_id=client_id or str(uuid.uuid4()), by=by, now=LATER)


async def test_an_internal_note_is_in_no_answer_that_a_reporter_gets(world, team):
    sari, tono = await report(world), await report(world, name="Tono")
    await note(tono, team.budi)
    await merge(tono, sari, team.admin)
    await note(sari, team.budi)
    for person in (sari, tono):
        assert SECRET not in (await person.reads()).model_dump_json()
    page = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert [row.internal for row in page.timeline if row.event == "noted"] == [SECRET]


async def test_a_note_is_written_once_and_by_who_may(world, team):
    sari = await report(world)
    for _ in range(2):
        await note(sari, team.budi, client_id="satu-ketukan")
    page = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert [row.event for row in page.timeline].count("noted") == 1
    with pytest.raises(Forbidden):
        await note(sari, team.viewer)
    for text, code in (("  ", "required"), ("a" * 2001, "too_long")):
        with pytest.raises(InvalidInput) as refused:
            await note(sari, team.budi, text)
        assert refused.value.fields == {"private": code}


async def test_who_looks_is_seen_by_the_others_until_they_leave_or_fall_silent(world, team, facts):
    sari = await report(world)
    facts.clear()
    for _ in range(2):
        await presence.look(sari.id, by=team.budi, now=LATER)
    assert facts == [ViewersChanged(sari.id)]  # renewing is no news
    assert await presence.who_else(sari.id, by=team.admin, now=LATER) == ("Budi",)
    assert await presence.who_else(sari.id, by=team.budi, now=LATER) == ()
    assert await presence.who_else(sari.id, by=team.admin, now=LATER + timedelta(seconds=41)) == ()
    await presence.leave(sari.id, by=team.budi)
    assert await presence.who_else(sari.id, by=team.admin, now=LATER) == ()
    with pytest.raises(NotFound):
        await presence.look(999_999, by=team.budi, now=LATER)


async def test_typing_is_told_to_both_sides_and_leaves_nothing_behind(world, team, facts):
    sari, tono = await report(world), await report(world, name="Tono")
    await merge(tono, sari, team.admin)
    before = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    facts.clear()
    await signs.reporter_types(tono.who)  # of a merged report: its parent's page shows it
    await signs.staff_types(sari.id, by=team.budi)
    assert facts == [ReporterTyping(sari.id), StaffTyping(sari.id)]
    assert await desk.open_report(sari.id, by=team.viewer, now=LATER) == before
    with pytest.raises(Forbidden):
        await signs.staff_types(sari.id, by=team.viewer)


async def test_a_canned_reply_speaks_the_reporters_language_and_knows_the_report(world, team):
    guest = await report(world, locale="en", name="Ann {nomor}")
    replies = await canned.replies_for(guest.id, unit="Diskominfo", by=team.budi)
    assert replies[0].title == "Sudah kami terima"
    assert replies[0].text == f"Hello Ann {{nomor}}, we have received report {guest.number} and are looking into it."
    assert await canned.replies_for(guest.id, unit="Diskominfo", by=team.viewer) == ()
