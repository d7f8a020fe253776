"""What the desk does with reports: list, open, move, assign, answer, contact."""

import hashlib
from dataclasses import replace
from datetime import datetime

from server import bus
from server.content import phrase
from server.domain import lines, typed, whatsapp
from server.domain.desk import ReportFile, ReportFilter, ReportPage, SignedIn
from server.domain.events import Fact, LinesSaid, ReportTouched
from server.domain.report import Move, Status, allowed_moves, check_move, what_a_move_sets
from server.domain.roles import Act, actor_for, may, require, works_on
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.store import conversation, receipt, report, report_file, report_list, staff, timeline
from server.store.report_file import LockedReport
from server.store.tx import tx

from . import kinds

MOST_TEXT = 2000


async def list_reports(wanted: ReportFilter, *, by: SignedIn) -> ReportPage:
    """Return a page of the list; only who may see numbers can search by them."""
    require(by.role, Act.SEE_REPORTS)
    return await report_list.read_page(wanted, by_whatsapp=may(by.role, Act.CONTACT_REPORTER))


async def open_report(report_id: int, *, by: SignedIn, now: datetime) -> ReportFile:
    """Return everything about a report. Whoever works on reports marks it as read; the reporter sees that."""
    require(by.role, Act.SEE_REPORTS)
    found = await _file(report_id)
    if not found.row.seen and may(by.role, Act.MOVE_REPORTS):
        async with tx():
            ver = await timeline.append(
                report_id=report_id, event="seen", actor="staff", staff_id=by.staff_id, at=now
            )
        await bus.deliver(ReportTouched(report_id, ver))
        found = await _file(report_id)
    actor = actor_for(by.role, staff_id=by.staff_id, assignee_id=found.assignee_id)
    moves = allowed_moves(Status(found.row.status), actor, has_owner=found.assignee_id is not None)
    return replace(found, moves=tuple(move.value for move in moves))


async def move_report(
    report_id: int, *, to: str, note: str, internal: str, version: int, by: SignedIn, now: datetime
) -> None:
    """Move a report and tell its reporters. Raises MoveForbidden, InvalidInput or StaleEdit."""
    require(by.role, Act.MOVE_REPORTS)
    async with tx():
        talks = await _lock_conversations(report_id)
        locked = await _locked(report_id, version, by)
        move = check_move(
            Status(locked.status), to, actor_for(by.role, staff_id=by.staff_id, assignee_id=locked.assignee_id),
            note=note, has_owner=locked.assignee_id is not None,
        )  # fmt: skip
        facts = await _write_move(locked, move, typed.lines(internal)[:MOST_TEXT], talks=talks, by=by, now=now)
    await bus.deliver(*facts)


async def assign_report(
    report_id: int, *, assignee_id: int | None, version: int, by: SignedIn, now: datetime
) -> None:
    """Give a report to somebody, or to nobody; a technician may only take one."""
    if not may(by.role, Act.ASSIGN_REPORTS):
        require(by.role, Act.TAKE_REPORTS)
        if assignee_id != by.staff_id:
            raise Forbidden
    member = await staff.find_active(assignee_id) if assignee_id is not None else None
    if assignee_id is not None and member is None:
        raise NotFound
    async with tx():
        locked = await _locked(report_id, version, by)
        await report_file.change(locked, assignee_id=assignee_id)
        ver = await timeline.append(
            report_id=report_id, event="assigned", actor="staff", staff_id=by.staff_id, at=now,
            data={"assignee": member.name if member else "", "assignee_id": assignee_id},
        )  # fmt: skip
    await bus.deliver(ReportTouched(report_id, ver))


async def reply_to_reporter(report_id: int, *, text: str, client_id: str, by: SignedIn, now: datetime) -> None:
    """Write to the reporters in their chat. The same client id twice is one message."""
    require(by.role, Act.REPLY)
    words = typed.lines(text)
    if not words or len(words) > MOST_TEXT:
        raise InvalidInput({"text": "required" if not words else "too_long"})
    key = hashlib.sha256(f"staff:{by.staff_id}:{client_id}".encode()).hexdigest()
    payload = hashlib.sha256(f"{report_id}:{words}".encode()).hexdigest()
    async with tx():
        talks = await _lock_conversations(report_id)
        if await receipt.find(key):
            return
        facts: list[Fact] = await _say(talks, lines.text(words), report_id, by, now)
        await receipt.keep(key, receipt.Done(payload, None, 0, 0, report_id), at=now)
        ver = await timeline.append(report_id=report_id, event="said", actor="staff", staff_id=by.staff_id, at=now)
    await bus.deliver(*facts, ReportTouched(report_id, ver))


async def contact_link(report_id: int, *, unit: str, by: SignedIn, now: datetime) -> str:
    """Return the reporter's WhatsApp chat with a draft from `unit`, and note who opened it. It changes no status."""
    require(by.role, Act.CONTACT_REPORTER)
    found = await _file(report_id)
    async with tx():
        ver = await timeline.append(
            report_id=report_id, event="contacted", actor="staff", staff_id=by.staff_id, at=now
        )
    await bus.deliver(ReportTouched(report_id, ver))
    draft = phrase(
        "whatsapp.contact", "id", name=found.row.reporter, staff=by.name, number=found.row.number,
        opd=found.row.agency, unit=unit, kind=(await kinds.labels("id")).get(found.row.kind, found.row.kind),
    )  # fmt: skip
    return whatsapp.chat_link(found.whatsapp, draft)


async def _file(report_id: int) -> ReportFile:
    found = await report_file.read_file(report_id)
    if found is None:
        raise NotFound
    return found


async def _lock_conversations(report_id: int) -> tuple[int, ...]:
    """Lock the reporters' conversations in the order of their ids: always before the report."""
    talks = await report.conversations_of(report_id)
    for conversation_id in talks:
        await conversation.lock(conversation_id)
    return talks


async def _locked(report_id: int, version: int, by: SignedIn) -> LockedReport:
    locked = await report_file.lock(report_id)
    if locked is None:
        raise NotFound
    if locked.version != version:
        raise StaleEdit({"status": locked.status, "assignee": locked.assignee, "version": locked.version})
    if not works_on(by.role, staff_id=by.staff_id, assignee_id=locked.assignee_id):
        raise Forbidden
    return locked


async def _write_move(
    locked: LockedReport, move: Move, internal: str, *, talks: tuple[int, ...], by: SignedIn, now: datetime
) -> list[Fact]:
    line = lines.status(locked.number, move.to.value, move.note)
    facts: list[Fact] = await _say(talks, line, locked.id, by, now)
    columns: dict[str, object] = {"status": move.to.value}
    columns |= what_a_move_sets(move.frm, move.to, now, responded=locked.responded)
    if move.takes:
        columns["assignee_id"] = by.staff_id
    await report_file.change(locked, **columns)
    if move.reopens:
        await report_file.count_reopening(locked.id)
    ver = await timeline.append(
        report_id=locked.id, event=move.event.value, actor="staff", staff_id=by.staff_id, at=now,
        from_status=move.frm.value, to_status=move.to.value, note=move.note, internal=internal,
    )  # fmt: skip
    return [*facts, ReportTouched(locked.id, ver)]


async def _say(
    talks: tuple[int, ...], line: lines.Line, report_id: int, by: SignedIn, now: datetime
) -> list[Fact]:
    """Add one line to every reporter's conversation."""
    facts: list[Fact] = []
    for conversation_id in talks:
        seq = await conversation.append_line(
            conversation_id, author="staff", line=line, at=now, staff_id=by.staff_id, report_id=report_id
        )
        facts.append(LinesSaid(conversation_id, seq))
    return facts
