"""Listing, opening, answering, contacting."""

import asyncio
import uuid
from urllib.parse import unquote

import pytest

from server.contract.visitor import SendMessage
from server.domain.desk import ReportFilter
from server.errors import Forbidden, InvalidInput, ReusedClientId
from server.services import contact, desk, visitor
from server.store import models

from .people import LATER, move, report

CLICK = "0b7e4e5e-0000-4000-8000-000000000001"


async def reply(person, by, text="Petugas menuju lokasi", client_id=CLICK):
    await desk.reply_to_reporter(person.id, text=text, client_id=client_id, by=by, now=LATER)


async def timeline_of(person, by):
    return [row.event for row in (await desk.open_report(person.id, by=by, now=LATER)).timeline]


async def test_who_works_on_reports_marks_one_as_read_once_also_when_two_open_it_together(world, team):
    sari = await report(world)
    assert not (await sari.sees()).seen_by_staff
    await asyncio.gather(*(desk.open_report(sari.id, by=who, now=LATER) for who in (team.budi, team.admin)))
    await desk.open_report(sari.id, by=team.operator, now=LATER)
    assert (await sari.sees()).seen_by_staff
    assert (await timeline_of(sari, team.viewer)).count("seen") == 1


async def test_what_the_reporter_writes_later_is_unread_until_somebody_has_read_it(world, team):
    sari = await report(world)
    await desk.open_report(sari.id, by=team.budi, now=LATER)
    await says(sari, "Sekarang lampu modem padam")
    assert not (await row_of(sari, team)).seen
    await desk.open_report(sari.id, by=team.budi, now=LATER, reads=False)  # a page in the background
    await desk.keep_reading(sari.id, by=team.viewer, now=LATER)
    assert not (await row_of(sari, team)).seen
    await desk.keep_reading(sari.id, by=team.budi, now=LATER)
    assert (await row_of(sari, team)).seen
    await says(sari, "Sudah menyala lagi")
    await reply(sari, team.admin)
    assert (await row_of(sari, team)).seen


async def says(person, text):
    command = SendMessage(client_id=str(uuid.uuid4()), text=text)
    await visitor.send_message(person.world, person.who, command, LATER)


async def row_of(person, team):
    page = await desk.list_reports(ReportFilter(), by=team.admin)
    return next(row for row in page.rows if row.id == person.id)


async def test_a_viewer_who_looks_has_not_read_it_for_the_desk_and_sees_no_number(world, team):
    sari = await report(world)
    opened = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert not (await sari.sees()).seen_by_staff
    assert (opened.whatsapp, opened.whatsapp_typed) == ("6281****7890", "")
    assert "81234567890" not in repr(opened) and "3456" not in repr(opened)
    with pytest.raises(Forbidden):
        await contact.reveal_number(sari.id, by=team.viewer, now=LATER)


async def test_the_moves_that_are_offered_are_those_that_the_person_may_make(world, team):
    sari = await report(world)
    offered = {who.role: (await desk.open_report(sari.id, by=who, now=LATER)).moves for who in (team.admin, team.budi)}
    assert "rejected" in offered["admin"] and "rejected" not in offered["technician"]
    assert (await desk.open_report(sari.id, by=team.viewer, now=LATER)).moves == ()


async def test_a_reply_stands_in_the_reporters_chat_and_stops_the_response_clock(world, team):
    sari = await report(world)
    await reply(sari, team.budi)
    assert [line["text"] for line in await sari.lines("text")] == ["Petugas menuju lokasi"]
    opened = await desk.open_report(sari.id, by=team.budi, now=LATER)
    assert (opened.first_response_at, opened.row.version) == (LATER, 1)
    assert (opened.conversation[-1].author, opened.conversation[-1].staff) == ("staff", "Budi")


async def test_one_click_that_arrives_twice_or_at_once_is_one_message(world, team):
    sari = await report(world)
    await asyncio.gather(reply(sari, team.budi), reply(sari, team.budi))
    await reply(sari, team.budi)
    assert len(await sari.lines("text")) == 1
    with pytest.raises(ReusedClientId):
        await reply(sari, team.budi, "Kata lain")
    await reply(sari, team.rina, "Dari orang lain")  # an id is its person's own
    assert len(await sari.lines("text")) == 2


@pytest.mark.parametrize(
    ("text", "client_id", "fields"),
    [
        ("  \n ", CLICK, {"text": "required"}),
        ("a" * 2001, CLICK, {"text": "too_long"}),
        ("Halo", "", {"client_id": "invalid"}),
        ("Halo", "x" * 37, {"client_id": "invalid"}),
    ],
)
async def test_a_reply_that_cannot_be_sent_is_refused(world, team, text, client_id, fields):
    sari = await report(world)
    with pytest.raises(InvalidInput) as refused:
        await reply(sari, team.budi, text, client_id)
    assert refused.value.fields == fields and await sari.lines("text") == []


async def test_a_reply_to_somebody_without_a_chat_says_so(world, team):
    sari = await report(world)
    await models.Reporter.filter(report_id=sari.id).update(conversation_id=None)
    with pytest.raises(InvalidInput) as refused:
        await reply(sari, team.budi)
    assert refused.value.fields == {"text": "no_chat"}


async def test_what_the_reporter_said_about_another_report_is_not_shown_here(world, team):
    sari = await report(world)
    await models.ChatEntry.create(
        conversation_id=await _talk(sari), seq=900, author="visitor", at=LATER, report_id=None,
        line={"type": "text", "text": "Sebelum melapor"},
    )  # fmt: skip
    other = await report(world)
    await models.ChatEntry.create(
        conversation_id=await _talk(sari), seq=901, author="visitor", at=LATER, report_id=other.id,
        line={"type": "text", "text": "Tentang printer"},
    )  # fmt: skip
    shown = repr((await desk.open_report(sari.id, by=team.budi, now=LATER)).conversation)
    assert "Sebelum melapor" in shown and "Tentang printer" not in shown


async def test_a_long_conversation_shows_its_newest_lines(world, team):
    sari = await report(world)
    talk = await _talk(sari)
    await models.ChatEntry.bulk_create(
        models.ChatEntry(
            conversation_id=talk, seq=100 + place, author="visitor", at=LATER, report_id=sari.id,
            line={"type": "text", "text": f"pesan {place}"},
        )
        for place in range(600)
    )  # fmt: skip
    shown = (await desk.open_report(sari.id, by=team.budi, now=LATER)).conversation
    assert (len(shown), shown[-1].line["text"]) == (500, "pesan 599")


async def test_what_the_reporter_writes_after_filing_stands_in_the_report(world, team):
    sari = await report(world)
    message = SendMessage(client_id=str(uuid.uuid4()), text="Lampu modem merah")
    await visitor.send_message(world, sari.who, message, LATER)
    opened = await desk.open_report(sari.id, by=team.budi, now=LATER)
    assert {"type": "text", "text": "Lampu modem merah"} in [row.line for row in opened.conversation]


async def test_contacting_opens_the_typed_number_and_notes_who_did_it_without_the_number(world, team):
    sari = await report(world)
    link = await desk.contact_link(sari.id, unit="Diskominfotik", by=team.budi, now=LATER)
    address, _, draft = link.partition("?text=")
    assert address == "https://wa.me/6281234567890"
    for word in ("Sari", "Budi", "Diskominfotik", sari.number, "Dinas Pendidikan"):
        assert word in unquote(draft)
    opened = await desk.open_report(sari.id, by=team.viewer, now=LATER)
    assert (opened.timeline[-1].event, opened.timeline[-1].staff) == ("contacted", "Budi")
    assert "812" not in repr(opened.timeline)
    assert opened.row.status == "new"


async def test_the_draft_speaks_the_reporters_language_and_knows_the_status(world, team):
    guest = await report(world, locale="en")
    assert "following up" in unquote(await desk.contact_link(guest.id, unit="Desk", by=team.budi, now=LATER))
    await move(guest, "in_progress", team.budi)
    await move(guest, "resolved", team.budi, "Cable replaced, all normal")
    assert "has been handled" in unquote(await desk.contact_link(guest.id, unit="Desk", by=team.budi, now=LATER))


async def test_a_viewer_cannot_find_out_a_number_by_searching_for_its_digits(world, team):
    await report(world)
    wanted = ReportFilter(text="0812 3456")
    assert (await desk.list_reports(wanted, by=team.budi)).total == 1
    assert (await desk.list_reports(wanted, by=team.viewer)).total == 0


async def test_a_status_that_does_not_exist_is_refused_and_odd_bounds_are_harmless(world, team):
    await report(world)
    with pytest.raises(InvalidInput):
        await desk.list_reports(ReportFilter(statuses=("new", "nonsense")), by=team.viewer)
    for odd in (
        ReportFilter(before=(10**30,)), ReportFilter(limit=10**9), ReportFilter(limit=0),
        ReportFilter(text="\ud800\x00mati" * 9), ReportFilter(agency="\ud800", kind="'; drop table report; --"),
    ):  # fmt: skip
        assert (await desk.list_reports(odd, by=team.viewer)).total <= 1
    assert len((await desk.list_reports(ReportFilter(before=(10**30,), limit=10**9), by=team.viewer)).rows) == 1


async def _talk(person):
    return (await models.Reporter.get(report_id=person.id)).conversation_id
