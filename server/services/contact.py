"""Reach the people who wait for a report. Each look at a number and each contact leaves a row, never the number."""

from datetime import datetime, timedelta
from enum import StrEnum

from server.content import phrase
from server.domain import whatsapp
from server.domain.desk import ReportFile, SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.report import Status
from server.domain.roles import Act, may, require
from server.domain.settings.wording import fill
from server.errors import InvalidInput, NotFound
from server.store import report_file, timeline
from server.store.report_file import Contact

from . import canned, settings
from .clicks import Click, click, commit_click
from .sight import check_sight

REVEALED_FOR = timedelta(minutes=10)
DRAFTS = {
    Status.WAITING_REPORTER: "whatsapp.contact_question",
    Status.RESOLVED: "whatsapp.contact_resolved",
    Status.CLOSED: "whatsapp.contact_resolved",
}
"""What the WhatsApp draft says, by the report's status; `whatsapp.contact` for the rest."""


class Outcome(StrEnum):
    """How an attempt to reach somebody ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


async def contact_link(
    report_id: int, *, unit: str, by: SignedIn, now: datetime, reporter_id: int | None = None
) -> str:
    """Return a reporter's WhatsApp chat with a draft from `unit`, in the reporter's language.

    `reporter_id` names one of several; without it the one who filed the report. Notes who opened it, without the
    number, and changes no status: nobody knows what is said there. Raises NotFound.
    """
    require(by.role, Act.CONTACT_REPORTER)
    await check_sight(report_id, by=by)
    person = await report_file.contact_of(report_id, reporter_id)
    if person is None:
        raise NotFound
    await _note(report_id, "contacted", by, now)
    values = await canned.names(person, unit=unit, by=by)
    own = (await settings.current()).drafts.text(person.status, person.locale)
    draft = fill(own, values) if own else _first_draft(person, values)
    return whatsapp.chat_link(person.whatsapp, draft)


def _first_draft(person: Contact, values: dict[str, str]) -> str:
    """Return the phrase file's draft, until an admin has written one."""
    return phrase(
        DRAFTS.get(Status(person.status), "whatsapp.contact"), person.locale, name=values["nama"],
        staff=values["petugas"], unit=values["unit"], number=values["nomor"], opd=values["opd"], kind=values["jenis"],
    )  # fmt: skip


async def note_outcome(report_id: int, outcome: str, *, client_id: str, by: SignedIn, now: datetime) -> None:
    """Note how the attempt to reach the reporter ended. The same client id twice is one attempt.

    Raises InvalidInput for `outcome`, NotFound.
    """
    require(by.role, Act.CONTACT_REPORTER)
    await check_sight(report_id, by=by)
    if outcome not in frozenset(Outcome):
        raise InvalidInput({"outcome": "unknown"})
    press = click(client_id, by=by, report_id=report_id, asks=f"outcome:{report_id}:{outcome}")
    await _note(report_id, "contacted", by, now, outcome=Outcome(outcome), press=press)


async def reveal_number(report_id: int, *, by: SignedIn, now: datetime) -> None:
    """Show this person the whole numbers of a report for some minutes, and note that they were shown."""
    require(by.role, Act.CONTACT_REPORTER)
    await check_sight(report_id, by=by)
    await _note(report_id, "revealed", by, now)


async def number_to_call(report_id: int, *, by: SignedIn, now: datetime) -> str:
    """Return the digits of who filed a report, to be called at once, and note that they were shown. Raises NotFound."""
    require(by.role, Act.CONTACT_REPORTER)
    await check_sight(report_id, by=by)
    person = await report_file.contact_of(report_id)
    if person is None:
        raise NotFound
    await _note(report_id, "revealed", by, now)
    return person.whatsapp


def is_revealed(found: ReportFile, by: SignedIn, now: datetime) -> bool:
    """Say whether this person has asked for the numbers a moment ago."""
    return may(by.role, Act.CONTACT_REPORTER) and any(  # `abs`: a clock set back must not show them for an hour
        row.event == "revealed" and row.staff_id == by.staff_id and abs(now - row.at) <= REVEALED_FOR
        for row in found.timeline
    )


async def _note(
    report_id: int, event: str, by: SignedIn, now: datetime, *, outcome: Outcome | None = None,
    press: Click | None = None,
) -> None:  # fmt: skip
    """Add a timeline row that says who did what, when and with what outcome, never a number. Raises NotFound."""

    async def unit() -> tuple[None, list[Fact]]:
        if await report_file.lock(report_id) is None:
            raise NotFound
        if press and await press.was_done():
            return None, []
        if press:
            await press.note(now=now)
        ver = await timeline.append(
            report_id=report_id, event=event, actor="staff", staff_id=by.staff_id, at=now,
            data={"outcome": outcome.value} if outcome else None,
        )  # fmt: skip
        return None, [ReportTouched(report_id, ver)]

    await commit_click(unit)
