"""The service clock of a report: what to write into its columns when it is filed, moved, reopened or re-prioritised.

Whoever changes a report's status or priority writes `await clock.after_move(...)` or `await clock.after_priority(...)`
with its other columns: `report_file.change(locked, status=..., **await clock.after_move(locked, ...))`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.clock import WIB
from server.clock import now as right_now
from server.domain.due_times import (
    ESCALATED,
    RESOLUTION,
    RESPONSE,
    Due,
    Said,
    Step,
    Terms,
    due_times,
    to_come,
)
from server.domain.events import Fact, ReportTouched
from server.domain.service_clock import Calendar
from server.domain.settings import Settings
from server.domain.silence import WATCHED, Silence, Turn, next_turn
from server.store import report_clock, report_file, timeline
from server.store.report_file import LockedReport

from . import holidays, settings
from .commit import commit

AT_ONCE = 100


@dataclass(slots=True)
class _Promised:
    """The terms, as long as neither the settings nor the year have changed."""

    settings: Settings | None = None
    year: int = 0
    terms: Terms | None = None


_promised = _Promised()


async def terms() -> Terms:
    """Return what the desk promises now: its hours, holidays and targets."""
    found, today = await settings.current(), right_now().astimezone(WIB).date()
    if _promised.terms is None or _promised.settings is not found or _promised.year != today.year:
        _promised.settings, _promised.year = found, today.year
        _promised.terms = Terms(
            Calendar(found.hours.week, found.hours.exceptions, holidays.around(today, found.holidays)),
            found.targets.by_priority, on_call=bool(found.on_call), vendor_pauses=found.targets.vendor_pauses,
        )  # fmt: skip
    return _promised.terms


async def at_filing(priority: str, *, now: datetime) -> dict[str, datetime | None]:
    """Return the due times of a new report, by column."""
    due = due_times(await terms(), priority, now)
    coming = to_come(due, Said(), now)
    return {
        "response_due_at": due.response,
        "resolution_due_at": due.resolution,
        "alarm_at": coming[0].at if coming else None,
    }


async def after_move(
    locked: LockedReport, to: str, *, reopened: bool = False, responded: bool = False, now: datetime
) -> dict[str, object]:
    """Return the columns that a move sets: pause, resume, stop, start anew. Call it before the move's timeline row.

    `responded` says that this move is the desk's first act.
    """
    steps = (*await report_clock.steps_of(locked.id), Step(now, to, reopened))
    due = due_times(await terms(), locked.priority, locked.received_at, steps)
    turn = next_turn((await terms()).service, Silence(to, now))
    return _columns(locked, due, turn, responded=responded or locked.responded, now=now)


async def after_priority(locked: LockedReport, priority: str, *, now: datetime) -> dict[str, object]:
    """Return the columns that a new priority sets: both targets, counted from the beginning again."""
    steps = await report_clock.steps_of(locked.id)
    due = due_times(await terms(), priority, locked.received_at, steps)
    turn = next_turn((await terms()).service, quiet) if (quiet := await silence_of(locked)) else None
    return _columns(locked, due, turn, responded=locked.responded, now=now)


async def recount(now: datetime) -> int:
    """Count the due times of all open reports anew, after the desk's hours or targets changed. Return how many did."""
    changed, last = 0, 0
    while ids := await report_clock.open_ones(last, limit=AT_ONCE):
        for report_id in ids:
            changed += await _recount(report_id, now)
        last = ids[-1]
    return changed


async def silence_of(locked: LockedReport) -> Silence | None:
    """Return since when nobody has said anything; None where that means nothing."""
    return await report_clock.silence_of(locked.id, locked.status) if locked.status in WATCHED else None


def said_of(locked: LockedReport) -> Said:
    """Return which of a report's alarms are over."""
    return _said(_marks(locked), locked.responded, locked.alarm_at)


def earlier(alarm: datetime | None, turn: Turn | None) -> datetime | None:
    """Return when a report is to be looked at: at its clock's alarm, or at the system's turn."""
    return min((at for at in (alarm, turn.at if turn else None) if at is not None), default=None)


async def _recount(report_id: int, now: datetime) -> bool:
    promised = await terms()

    async def unit() -> tuple[bool, list[Fact]]:
        locked = await report_file.lock(report_id)
        if locked is None:
            return False, []
        steps = await report_clock.steps_of(report_id)
        due = due_times(promised, locked.priority, locked.received_at, steps)
        clock = locked.clock
        if (due.response, due.resolution, _seconds(due)) == (
            clock.response_due_at, clock.resolution_due_at, clock.resolution_left,
        ):  # fmt: skip
            return False, []
        turn = next_turn(promised.service, quiet) if (quiet := await silence_of(locked)) else None
        await report_clock.keep_times(report_id, _columns(locked, due, turn, responded=locked.responded, now=now))
        ver = await timeline.append(report_id=report_id, event="retimed", actor="system", at=now)
        return True, [ReportTouched(report_id, ver)]

    return await commit(unit)


def _columns(
    locked: LockedReport, due: Due, turn: Turn | None, *, responded: bool, now: datetime
) -> dict[str, object]:
    """Return the columns of new due times; what is late no more by them loses its marks, and may become late again."""
    marks = _marks(locked)
    ahead = {(one.what, one.event) for one in due.moments if one.at > now}
    for what, late_from in ((RESPONSE, due.response), (RESOLUTION, due.resolution)):
        if what == RESPONSE and responded and late_from is not None:
            continue
        late = late_from is not None and late_from <= now
        if not late:
            marks[f"{what}_late"] = None
        if not late or (what, ESCALATED) in ahead:
            marks[f"{what}_escalated"] = None
    coming = to_come(due, _said(marks, responded, locked.alarm_at), now)
    return {
        "response_due_at": due.response,
        "resolution_due_at": due.resolution,
        "resolution_left": _seconds(due),
        **{f"{mark}_at": at for mark, at in marks.items()},
        "alarm_at": earlier(coming[0].at if coming else None, turn),
    }


def _marks(locked: LockedReport) -> dict[str, datetime | None]:
    """Return since when a report is late and escalated, by mark."""
    clock = locked.clock
    return {
        "response_late": clock.response_late_at, "response_escalated": clock.response_escalated_at,
        "resolution_late": clock.resolution_late_at, "resolution_escalated": clock.resolution_escalated_at,
    }  # fmt: skip


def _said(marks: Mapping[str, datetime | None], responded: bool, pending: datetime | None) -> Said:
    return Said(responded, frozenset(mark for mark, at in marks.items() if at is not None), pending)


def _seconds(due: Due) -> int | None:
    return int(due.left / timedelta(seconds=1)) if due.left is not None else None
