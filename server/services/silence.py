"""Remind and close by itself: told and noted as every other move, in the transaction of the clock that found it due."""

from datetime import datetime

from server.content import phrase
from server.domain.events import Fact, ReportTouched
from server.domain.report import Actor, Status, check_move, what_a_move_sets
from server.domain.silence import WATCHED
from server.store import report_file, timeline
from server.store.report import Talk
from server.store.report_file import LockedReport

from . import clock
from .telling import lock_talks, tell_status


async def lock_talks_of_watched(report_id: int) -> tuple[Talk, ...]:
    """Lock the conversations of a report whose silence is counted, before the report; of others none."""
    return await lock_talks(report_id) if await report_file.status_of(report_id) in WATCHED else ()


async def remind(locked: LockedReport, talks: tuple[Talk, ...], *, now: datetime) -> list[Fact]:
    """Ask the reporters again, under the status that they know: it is no move."""
    note = await _words("desk.silence.reminder", locked.id)
    said = await tell_status(talks, locked.status, note, by=None, now=now)
    ver = await timeline.append(report_id=locked.id, event="reminded", actor="system", at=now)
    return [*said, ReportTouched(locked.id, ver)]


async def close(locked: LockedReport, talks: tuple[Talk, ...], *, now: datetime) -> list[Fact]:
    """Close a report; its reporters hear why when they were asked something."""
    asked = locked.status == Status.WAITING_REPORTER
    note = await _words("desk.silence.closed", locked.id) if asked else ""
    owned = locked.assignee_id is not None
    move = check_move(Status(locked.status), Status.CLOSED, Actor.SYSTEM, note=note, has_owner=owned)
    said = await tell_status(talks, move.to.value, move.note, by=None, now=now)
    stamps = what_a_move_sets(move.frm, move.to, now, responded=locked.responded)
    timed = await clock.after_move(locked, move.to.value, now=now)
    await report_file.change(locked, status=move.to.value, **stamps, **timed)
    ver = await timeline.append(
        report_id=locked.id, event=move.event.value, actor="system", at=now, from_status=move.frm.value,
        to_status=move.to.value, note=move.note,
    )  # fmt: skip
    return [*said, ReportTouched(locked.id, ver)]


async def _words(key: str, report_id: int) -> str:
    person = await report_file.contact_of(report_id)
    return phrase(key, person.locale if person else "id")
