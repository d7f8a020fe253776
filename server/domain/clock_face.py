"""What a page shows of a report's clock: how much of a target is used, and how it stands.

The time used is reckoned back from the due time, which already knows of every pause.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .desk import ReportRow
from .due_times import ESCALATED_AT, EXCLUDED, RESOLUTION, RESPONSE, STOPPED, WARNED_AT, Terms
from .service_clock import Calendar, between

RUNNING, SOON, LATE, TWICE, PAUSED, MET, MISSED = "running", "soon", "late", "twice", "paused", "met", "missed"


@dataclass(frozen=True, slots=True)
class Reading:
    """One target of one report. `due_at` is None while the clock is paused."""

    what: str
    state: str
    used: timedelta
    target: timedelta
    due_at: datetime | None

    @property
    def share(self) -> int:
        """Return the used part of the target in percent, at most 100."""
        return min(100, int(100 * self.used / self.target))


def read(terms: Terms, row: ReportRow, now: datetime) -> Reading | None:
    """Return what matters of a report now: the first answer while it is missing, then the solution."""
    if row.clock.first_response_at is None and row.status not in STOPPED:
        response = read_response(terms, row, now)
        if response is not None:
            return response
    return read_resolution(terms, row, now)


def read_response(terms: Terms, row: ReportRow, now: datetime) -> Reading | None:
    """Return how the first answer stands, or None where none is promised."""
    if row.clock.response_due_at is None or row.status in EXCLUDED:
        return None
    calendar, target = terms.calendar(row.priority), terms.targets[row.priority].response
    begun = Reading(RESPONSE, RUNNING, timedelta(), target, row.clock.response_due_at)
    return _at(begun, calendar, row.clock.first_response_at, now)


def read_resolution(terms: Terms, row: ReportRow, now: datetime) -> Reading | None:
    """Return how the solution stands, or None where none is promised."""
    clock, target = row.clock, terms.resolution(row.priority, reopened=row.clock.reopen_count > 0)
    if clock.resolution_left is not None:
        used = max(target - timedelta(seconds=clock.resolution_left), timedelta())
        return Reading(RESOLUTION, PAUSED, used, target, None)
    if clock.resolution_due_at is None or row.status in EXCLUDED:
        return None
    ended = clock.resolved_at if row.status in STOPPED else None
    if row.status in STOPPED and ended is None:
        return None
    begun = Reading(RESOLUTION, RUNNING, timedelta(), target, clock.resolution_due_at)
    return _at(begun, terms.calendar(row.priority), ended, now)


def _at(begun: Reading, calendar: Calendar, ended: datetime | None, now: datetime) -> Reading:
    """Return the reading at its end, or now while it runs."""
    due_at, until = begun.due_at or now, ended or now
    used = begun.target - between(calendar, until, due_at) + between(calendar, due_at, until)
    if ended is not None:
        state = MISSED if until > due_at else MET
    elif until > due_at:
        state = TWICE if used >= begun.target * ESCALATED_AT else LATE
    else:
        state = SOON if used >= begun.target * WARNED_AT else RUNNING
    return replace(begun, state=state, used=max(used, timedelta()))
