"""What the desk does with reports: list, open, answer, contact; moving and assigning is `moves`."""

from dataclasses import replace
from datetime import datetime

from server.domain import lines, listing, typed
from server.domain.desk import ReportFile, ReportFilter, ReportPage, SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.report import Status, allowed_moves
from server.domain.roles import Act, actor_for, may, require
from server.errors import InvalidInput, NotFound
from server.store import report_file, report_list, timeline

from .clicks import click, commit_click
from .commit import commit
from .contact import contact_link, is_revealed
from .moves import assign_report, move_report
from .sight import check_sight, hidden_from
from .telling import lock_talks, tell

__all__ = ["assign_report", "contact_link", "list_reports", "move_report", "open_report", "reply_to_reporter"]

MOST_TEXT = 2000
MOST_ROWS = 100


async def list_reports(wanted: ReportFilter, *, by: SignedIn) -> ReportPage:
    """Return a page of the list; only who may see numbers can search by them.

    Raises InvalidInput for a status, a priority or an order that does not exist.
    """
    require(by.role, Act.SEE_REPORTS)
    cleaned = replace(listing.checked(wanted), limit=max(1, min(wanted.limit, MOST_ROWS)))
    return await report_list.read_page(
        cleaned, hidden=await hidden_from(by), by_whatsapp=may(by.role, Act.CONTACT_REPORTER)
    )


async def open_report(report_id: int, *, by: SignedIn, now: datetime, reads: bool = True) -> ReportFile:
    """Return everything about a report. Who works on reports and `reads` it marks it as read; the reporter sees that.

    A page that only keeps up with what happens does not read: it may lie behind others, with nobody before it. The
    numbers are masked until the person asks to see them (`contact.reveal_number`). Raises NotFound.
    """
    require(by.role, Act.SEE_REPORTS)
    await check_sight(report_id, by=by)
    found = await _file(report_id)
    if reads and not found.row.seen and may(by.role, Act.MOVE_REPORTS):
        await _mark_seen(report_id, by, now)
        found = await _file(report_id)
    found = replace(found, revealed=True) if is_revealed(found, by, now) else _masked(found)
    actor = actor_for(by.role, staff_id=by.staff_id, assignee_id=found.assignee_id)
    moves = allowed_moves(Status(found.row.status), actor, has_owner=found.assignee_id is not None)
    return replace(found, moves=tuple(move.value for move in moves))


async def reply_to_reporter(report_id: int, *, text: str, client_id: str, by: SignedIn, now: datetime) -> None:
    """Write to the reporters in their chat. The same client id twice is one message.

    Raises InvalidInput for `text` (`no_chat` when no reporter has one) or `client_id`, ReusedClientId for other words.
    """
    require(by.role, Act.REPLY)
    await check_sight(report_id, by=by)
    words = typed.lines(text)
    if not words or len(words) > MOST_TEXT:
        raise InvalidInput({"text": "too_long" if words else "required"})
    press = click(client_id, by=by, report_id=report_id, asks=f"reply:{report_id}:{words}")

    async def unit() -> tuple[None, list[Fact]]:
        talks = await lock_talks(report_id)
        if await press.was_done():
            return None, []
        locked = await report_file.lock(report_id)
        if locked is None:
            raise NotFound
        if not talks:
            raise InvalidInput({"text": "no_chat"})
        said = await tell(talks, lines.text(words), by=by, now=now)
        await report_file.note_response(locked, at=now)
        await press.note(conversation_id=talks[0].conversation_id, seq=said[0].first_seq, now=now)
        ver = await timeline.append(report_id=report_id, event="said", actor="staff", staff_id=by.staff_id, at=now)
        return None, [*said, ReportTouched(report_id, ver)]

    await commit_click(unit)


async def keep_reading(report_id: int, *, by: SignedIn, now: datetime) -> None:
    """Mark as read what came in while the report's page is looked at. Raises NotFound."""
    await check_sight(report_id, by=by)
    if may(by.role, Act.MOVE_REPORTS) and not await timeline.read_ones([report_id]):
        await _mark_seen(report_id, by, now)


async def _file(report_id: int) -> ReportFile:
    found = await report_file.read_file(report_id)
    if found is None:
        raise NotFound
    return found


def _masked(found: ReportFile) -> ReportFile:
    people = tuple(replace(person, whatsapp="") for person in found.people)
    return replace(found, whatsapp=found.row.whatsapp_masked, whatsapp_typed="", people=people)


async def _mark_seen(report_id: int, by: SignedIn, now: datetime) -> None:
    """Add the row that the reporter sees as read, once also when two people read the report together."""

    async def unit() -> tuple[None, list[Fact]]:
        if await report_file.lock(report_id) is None or await timeline.read_ones([report_id]):
            return None, []
        ver = await timeline.append(report_id=report_id, event="seen", actor="staff", staff_id=by.staff_id, at=now)
        return None, [ReportTouched(report_id, ver)]

    await commit(unit)
