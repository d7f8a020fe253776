"""When a report has to be answered and solved: a function of its priority and its history, and of nothing else.

Rules of this file
Rule 1  Both clocks start when the report is filed. The first human act stops the first, `resolved` the second.
Rule 2  While the reporter is waited for (and, where the desk says so, a third party) the second clock stands still;
        what was late before stays late.
Rule 3  Reopening starts the second clock anew with half the target, at least an hour.
Rule 4  Rejected, duplicate and cancelled reports have no due times. Taken back, they count from when they were filed.
Rule 5  At 75 % of a target the desk is warned, at 100 % the breach is marked, at 200 % it is escalated: each once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .report import Priority, Status
from .service_clock import AROUND_THE_CLOCK, Calendar, NoServiceTime, add, between

EXCLUDED = frozenset({Status.REJECTED, Status.DUPLICATE, Status.CANCELLED})
STOPPED = EXCLUDED | {Status.RESOLVED, Status.CLOSED}
WARNED_AT, ESCALATED_AT = 0.75, 2.0
LEAST_REOPENED = timedelta(hours=1)

RESPONSE, RESOLUTION = "response", "resolution"
DUE_SOON, OVERDUE, ESCALATED = "due_soon", "overdue", "escalated"
"""What the timeline calls the three alarms."""
MARKS = {OVERDUE: "late", ESCALATED: "escalated"}
"""Those that a report remembers, by what its columns call them: `response_late_at`."""


@dataclass(frozen=True, slots=True)
class Target:
    response: timedelta
    resolution: timedelta


@dataclass(frozen=True, slots=True)
class Terms:
    """What the desk has promised."""

    service: Calendar
    targets: Mapping[str, Target]
    on_call: bool = False
    """Somebody is there for critical reports at any hour."""
    vendor_pauses: bool = False

    def calendar(self, priority: str) -> Calendar:
        """Return in which time a report of this priority is counted."""
        return AROUND_THE_CLOCK if self.on_call and priority == Priority.CRITICAL else self.service

    def resolution(self, priority: str, *, reopened: bool) -> timedelta:
        """Return the time in which a report is to be solved, for the first time or again."""
        full = self.targets[priority].resolution
        return max(full / 2, LEAST_REOPENED) if reopened else full

    def pauses(self, status: str) -> bool:
        return status == Status.WAITING_REPORTER or (self.vendor_pauses and status == Status.WAITING_VENDOR)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status, as the timeline has it."""

    at: datetime
    to: str
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When the clock has something to say: one of the three alarms, of `response` or `resolution`."""

    at: datetime
    event: str
    what: str


@dataclass(frozen=True, slots=True)
class Due:
    """None: no clock runs. `left` is what remains while the second one stands still."""

    response: datetime | None = None
    resolution: datetime | None = None
    left: timedelta | None = None
    moments: tuple[Moment, ...] = ()


def due_times(terms: Terms, priority: str, received_at: datetime, steps: Sequence[Step] = ()) -> Due:
    """Return what a report's history makes of its targets; `steps` in the order of the timeline.

    Where the hours leave no room for a target in ten years there is none: a report is taken all the same.
    """
    try:
        return _due_times(terms, priority, received_at, steps)
    except NoServiceTime:
        return Due()


def _due_times(terms: Terms, priority: str, received_at: datetime, steps: Sequence[Step]) -> Due:
    status = steps[-1].to if steps else Status.NEW
    if status in EXCLUDED:
        return Due()
    calendar, target = terms.calendar(priority), terms.targets[priority].response
    response = add(calendar, received_at, target)
    moments = _moments(calendar, received_at, target, (), RESPONSE)
    start, pauses, paused_since = _history(terms, received_at, steps)
    span = terms.resolution(priority, reopened=start != received_at)
    resolution = _later(calendar, add(calendar, start, span), pauses)
    if paused_since is not None and paused_since < resolution:
        return Due(response, None, between(calendar, paused_since, resolution), moments)
    if status not in STOPPED:
        running = _moments(calendar, start, span, pauses, RESOLUTION)
        moments += tuple(one for one in running if paused_since is None or one.at <= paused_since)
    return Due(response, resolution, None, moments)


@dataclass(frozen=True, slots=True)
class Said:
    """What of a report's alarms is over: answered, marked, or rung before `pending`, its next one.

    `marked` names the columns that are set: `response_late`, `resolution_escalated`.
    """

    responded: bool = False
    marked: frozenset[str] = frozenset()
    pending: datetime | None = None


def to_come(due: Due, said: Said, now: datetime) -> tuple[Moment, ...]:
    """Return the alarms that have not rung yet, earliest first; those not after `now` ring at once."""
    return tuple(sorted((one for one in due.moments if _is_unsaid(one, said, now)), key=lambda one: one.at))


def ringing(coming: Sequence[Moment], now: datetime) -> tuple[Moment, ...]:
    """Return what is to be said now: who is late already is not warned."""
    passed = [one for one in coming if one.at <= now]
    late = {one.what for one in passed if one.event in MARKS}
    return tuple(one for one in passed if one.event in MARKS or one.what not in late)


def mark_of(moment: Moment) -> str | None:
    """Return what a report's columns call an alarm that is remembered, without `_at`."""
    return f"{moment.what}_{MARKS[moment.event]}" if moment.event in MARKS else None


def _moments(
    calendar: Calendar, start: datetime, span: timedelta, pauses: Sequence[tuple[datetime, datetime]], what: str
) -> tuple[Moment, ...]:
    """Return the alarms of a target; a second one that its hours never reach is none."""
    found = []
    for share, event in ((WARNED_AT, DUE_SOON), (1.0, OVERDUE), (ESCALATED_AT, ESCALATED)):
        try:
            found.append(Moment(_later(calendar, add(calendar, start, span * share), pauses), event, what))
        except NoServiceTime:
            if event != ESCALATED:
                raise
    return tuple(found)


def _history(
    terms: Terms, received_at: datetime, steps: Sequence[Step]
) -> tuple[datetime, list[tuple[datetime, datetime]], datetime | None]:
    """Return when the second clock started, when it stood still since, and since when it does."""
    start, pauses, since = received_at, list[tuple[datetime, datetime]](), None
    for step in steps:
        if step.reopened:
            start, pauses, since = step.at, [], None
        if since is not None and not terms.pauses(step.to):
            pauses.append((since, step.at))
            since = None
        elif since is None and terms.pauses(step.to):
            since = step.at
    return start, pauses, since


def _later(calendar: Calendar, due: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> datetime:
    """Move a moment back by the service time of the pauses that began before it."""
    for began, ended in pauses:
        if began < due:
            due = add(calendar, due, between(calendar, began, ended))
    return due


def _is_unsaid(moment: Moment, said: Said, now: datetime) -> bool:
    if moment.what == RESPONSE and said.responded:
        return False
    if moment.event in MARKS:
        return mark_of(moment) not in said.marked
    return moment.at > now or (said.pending is not None and moment.at >= said.pending)
