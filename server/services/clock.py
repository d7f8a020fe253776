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
    Moment,
    Said,
    Step,
    Terms,
    due_times,
    mark_of,
    ringing,
    to_come,
)
from server.domain.events import Fact, ReportTouched
from server.domain.service_clock import Calendar
from server.domain.settings import Settings
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
    return _columns(locked, due, responded=responded or locked.responded, now=now)


async def after_priority(locked: LockedReport, priority: str, *, now: datetime) -> dict[str, object]:
    """Return the columns that a new priority sets: both targets, counted from the beginning again."""
    steps = await report_clock.steps_of(locked.id)
    due = due_times(await terms(), priority, locked.received_at, steps)
    return _columns(locked, due, responded=locked.responded, now=now)


async def ring(now: datetime) -> int:
    """Warn at 75 %, mark at 100 %, escalate at 200 %: each once however many processes look. Return how many rang."""
    rang = 0
    for report_id in await report_clock.alarmed(now, limit=AT_ONCE):
        rang += await _ring(report_id, now)
    return rang


async def wake() -> int:
    """Let late reports ring again at 200 %, that a process without this alarm has put to rest. Return how many."""
    return await report_clock.wake()


async def recount(now: datetime) -> int:
    """Count the due times of all open reports anew, after the desk's hours or targets changed. Return how many did."""
    changed, last = 0, 0
    while ids := await report_clock.open_ones(last, limit=AT_ONCE):
        for report_id in ids:
            changed += await _recount(report_id, now)
        last = ids[-1]
    return changed


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
        await report_clock.keep_times(report_id, _columns(locked, due, responded=locked.responded, now=now))
        ver = await timeline.append(report_id=report_id, event="retimed", actor="system", at=now)
        return True, [ReportTouched(report_id, ver)]

    return await commit(unit)


async def _ring(report_id: int, now: datetime) -> bool:
    promised = await terms()

    async def unit() -> tuple[bool, list[Fact]]:
        locked = await report_file.lock(report_id)
        if locked is None or locked.alarm_at is None or locked.alarm_at > now:
            return False, []  # another process was faster
        steps = await report_clock.steps_of(report_id)
        due = due_times(promised, locked.priority, locked.received_at, steps)
        coming = to_come(due, _said(_marks(locked), locked.responded, locked.alarm_at), now)
        said = ringing(coming, now)
        marks = {f"{mark}_at": now for one in said if (mark := mark_of(one))}
        await report_clock.keep_alarm(report_id, _next(coming, now), marks)
        facts: list[Fact] = []
        for one in said:
            ver = await timeline.append(
                report_id=report_id, event=one.event, actor="system", at=now,
                data={"what": one.what, "at": one.at.isoformat()},
            )  # fmt: skip
            facts = [ReportTouched(report_id, ver)]
        return bool(said), facts

    return await commit(unit)


def _columns(locked: LockedReport, due: Due, *, responded: bool, now: datetime) -> dict[str, object]:
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
        "alarm_at": coming[0].at if coming else None,
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


def _next(coming: tuple[Moment, ...], now: datetime) -> datetime | None:
    return next((one.at for one in coming if one.at > now), None)


def _seconds(due: Due) -> int | None:
    return int(due.left / timedelta(seconds=1)) if due.left is not None else None
