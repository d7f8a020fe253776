"""Whoever goes away in the middle of a write: it is made, told, and the same press again is the same press."""

import asyncio
import uuid
from dataclasses import dataclass

import pytest

from server.contract.reports import CancelReport, FindReport
from server.contract.visitor import Choose, FileReport, SendMessage
from server.domain.desk import AgencyDraft
from server.realtime.gateway import Caller, Gateway
from server.realtime.limits import Limits
from server.realtime.pulse import Pulse
from server.services import agencies, contact, corrections, desk, keying, merging, notes, repair_photos
from server.store import tx
from tests.wire.pictures import jpeg

from .people import LATER, NOON, report

PRESS = "0b7e4e5e-0000-4000-8000-00000000000a"
PASSPORT = {"protocol": 1, "token": "t" * 43, "site": "", "locale": "id", "page": "https://disdik.go.id/"}
CALLER = Caller("10.0.0.1", None, "a browser")
FORM = {
    "client_id": PRESS, "name": "Sari", "agency": "disdik", "place": "Lantai 2", "kind": "internet-mati",
    "description": "Internet mati sejak pagi", "impact": "none", "whatsapp": "0812-3456-7890",
    "occurred_at": NOON.isoformat(), "notice_version": "1.0", "wa_consent": True,
}  # fmt: skip


@dataclass
class Desk:
    """A report, another one, and the press of a button about it."""

    world: object
    team: object
    one: object
    other: object

    @property
    def press(self):
        return {"client_id": PRESS, "by": self.team.admin, "now": LATER}


STAFF = {
    "reply": lambda at: desk.reply_to_reporter(at.one.id, text="Petugas menuju lokasi", **at.press),
    "note": lambda at: notes.write_note(at.one.id, text="Kunci di satpam", **at.press),
    "move": lambda at: desk.move_report(at.one.id, to="verified", note="", internal="", version=1, **at.press),
    "assign": lambda at: desk.assign_report(
        at.one.id, assignee_id=at.team.budi.staff_id, version=1, by=at.team.admin, now=LATER
    ),
    "priority": lambda at: corrections.change_priority(
        at.one.id, priority="critical", reason="Pelayanan berhenti", version=1, **at.press
    ),
    "kind": lambda at: corrections.reclassify(
        at.one.id, kind="lainnya", question="", agency_slug="", version=1, **at.press
    ),
    "merge": lambda at: merging.merge_report(at.one.id, parent_id=at.other.id, version=1, **at.press),
    "photo": lambda at: repair_photos.add_photos(at.one.id, [jpeg()], **at.press),
    "key in": lambda at: keying.key_in(
        at.world, FileReport.model_validate(FORM), "phone", by=at.team.admin, now=LATER
    ),
}  # fmt: skip


async def leave(work, facts) -> None:
    """Call, go away as soon as the write has begun, and wait until it is told."""
    facts.clear()
    caller = asyncio.create_task(work)
    while not tx._running:
        assert not caller.done()
        await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    async with asyncio.timeout(10):
        while not facts:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("deed", STAFF)
async def test_what_staff_began_is_done_once_although_they_left(world, team, facts, deed):
    at = Desk(world, team, await report(world), await report(world))
    await leave(STAFF[deed](at), facts)
    told = len(facts)
    await STAFF[deed](at)
    assert len(facts) == told


async def test_an_opd_is_saved_and_told_although_its_admin_left(world, team, facts):
    draft = AgencyDraft(slug="diskop", name="Dinas Koperasi", short="Diskop", kind="dinas", active=True)
    await leave(agencies.add_agency(draft, by=team.admin, now=LATER), facts)
    assert "Dinas Koperasi" in [one.name for one in await agencies.list_agencies()]


async def test_an_outcome_of_a_call_is_noted_although_its_caller_left(world, team, facts):
    sari = await report(world)
    await leave(contact.note_outcome(sari.id, "reached", client_id=str(uuid.uuid4()), by=team.admin, now=LATER), facts)
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert opened.timeline[-1].data["outcome"] == "reached"


VISITOR = {
    Choose: {"choice": "kind:wifi", "label": "Wi-Fi"},
    SendMessage: {"text": "wifi lemot sekali"},
    FileReport: FORM,
    CancelReport: {"number": "{number}"},
    FindReport: {"number": "{other}", "code": "{code}"},
}


@pytest.mark.parametrize("command", VISITOR)
async def test_what_a_reporter_sent_is_there_once_although_the_line_broke(world, team, facts, command):
    gateway = Gateway(world, Limits(world.secret, active=False), Pulse())
    other = await report(world)
    filed = await gateway.run("file_report", PASSPORT, {**FORM, "client_id": str(uuid.uuid4())}, CALLER)
    named = {
        "number": filed.payload["reports"][0]["number"], "other": other.number, "code": (await other.sees()).code,
    }  # fmt: skip
    given = {
        key: value.format(**named) if isinstance(value, str) else value for key, value in VISITOR[command].items()
    }
    payload = {**given, "client_id": PRESS}
    await leave(gateway.run(command.event(), PASSPORT, payload, CALLER), facts)
    told = len(facts)
    again = await gateway.run(command.event(), PASSPORT, payload, CALLER)
    assert again.payload["ok"], again.payload
    assert len(facts) == told


async def test_a_photo_is_there_once_although_the_line_broke(world, team, facts):
    gateway = Gateway(world, Limits(world.secret, active=False), Pulse())
    await gateway.run("file_report", PASSPORT, FORM, CALLER)
    command = {"client_id": str(uuid.uuid4()), "report": PRESS}
    picture = jpeg()
    await leave(gateway.take_photo(PASSPORT, command, picture, CALLER), facts)
    again = await gateway.take_photo(PASSPORT, command, picture, CALLER)
    assert len(again.payload["reports"][0]["photos"]) == 1
