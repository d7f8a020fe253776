"""The list of reports as rules: what an order means, where a page begins, what a filter comes down to.

Rules of this file
Rule 1  A page begins behind a key, never at a count: `KEY_LENGTH` says how many numbers the key of an order has.
Rule 2  Due times run only for open reports: the orders by them (`OPEN_ONLY`) show nothing else. Asked for together
        with closed ones only, they give way to the newest first.
Rule 3  `unanswered` and `overdue` narrow the statuses first, because statuses have an index.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

from server.domain import typed
from server.domain.desk import ReportFilter
from server.domain.report import OPEN, Priority, Status
from server.errors import InvalidInput

WIB = timezone(timedelta(hours=7), "WIB")
LARGEST = 2**63 - 1
MOST_DIGITS = 19
MOST_SEARCHED = 100
MOST_CODE, MOST_TEAM = 64, 20
"""As long as their columns: the ORM refuses to compare longer ones."""


class Sort(StrEnum):
    NEWEST = "newest"
    """The key is the report's id."""
    PRIORITY = "priority"
    """Most urgent first, then the newest: rank of the priority, id."""
    DUE = "due"
    """What is due soonest first: 0 and the due time in microseconds, or 1 and 0 without one; id."""
    WAITING = "waiting"
    """Who waits longest for a first reaction comes first: the id."""


KEY_LENGTH = {Sort.NEWEST: 1, Sort.PRIORITY: 2, Sort.DUE: 3, Sort.WAITING: 1}
OPEN_ONLY = frozenset({Sort.DUE, Sort.WAITING})


class Period(StrEnum):
    """Days of Pekanbaru, up to now."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


DAYS_BACK = {Period.TODAY: 0, Period.WEEK: 6}


def checked(wanted: ReportFilter) -> ReportFilter:
    """Return the filter with its texts cleaned. Raises InvalidInput for a status, priority or order that is none."""
    wrong = {
        "statuses": not frozenset(wanted.statuses) <= frozenset(Status),
        "priorities": not frozenset(wanted.priorities) <= frozenset(Priority),
        "sort": wanted.sort not in frozenset(Sort),
    }
    if any(wrong.values()):
        raise InvalidInput({name: "unknown" for name, is_wrong in wrong.items() if is_wrong})
    return replace(
        wanted,
        agency=typed.one_line(wanted.agency)[:MOST_CODE],
        kind=typed.one_line(wanted.kind)[:MOST_CODE],
        team=typed.one_line(wanted.team)[:MOST_TEAM],
        text=typed.one_line(wanted.text)[:MOST_SEARCHED],
        upto=min(wanted.upto, LARGEST) if wanted.upto is not None else None,
    )


def normalised(wanted: ReportFilter) -> ReportFilter:
    """Return the filter as it is answered: rules 2 and 3 applied, an impossible cursor dropped."""
    statuses = tuple(status for status in Status if status.value in wanted.statuses)
    sort = Sort(wanted.sort)
    if sort in OPEN_ONLY and statuses and not set(statuses) & OPEN:
        sort = Sort.NEWEST
    unanswered = wanted.unanswered or sort is Sort.WAITING
    if sort in OPEN_ONLY or wanted.overdue_at is not None:
        statuses = _narrowed(statuses, OPEN)
    if unanswered:
        statuses = _narrowed(statuses, frozenset({Status.NEW}))
    before = wanted.before if wanted.before and len(wanted.before) == KEY_LENGTH[sort] else None
    return replace(
        wanted, statuses=tuple(status.value for status in statuses), sort=sort.value, unanswered=unanswered,
        before=tuple(min(max(part, 0), LARGEST) for part in before) if before else None,
    )  # fmt: skip


def shows_nothing(asked: ReportFilter, wanted: ReportFilter) -> bool:
    """Say whether narrowing has left no status: an empty tuple would mean all of them."""
    return not wanted.statuses and bool(asked.statuses or asked.unanswered or asked.overdue_at)


def parse_cursor(typed: str) -> tuple[int, ...] | None:
    """Read a cursor from an address (`2.1093`); None for what is none."""
    parts = typed.split(".")
    if not all(part.isascii() and part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
        return None
    return tuple(int(part) for part in parts)


def format_cursor(cursor: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in cursor)


def period_of(name: str, now: datetime) -> tuple[datetime, None] | None:
    """Return since when a named period runs; it has no end. None for a name that is none."""
    if name not in frozenset(Period):
        return None
    today = now.astimezone(WIB).date()
    first = today.replace(day=1) if name == Period.MONTH else today - timedelta(days=DAYS_BACK[Period(name)])
    return _midnight(first), None


def days_between(first: str, last: str) -> tuple[datetime | None, datetime | None]:
    """Return the moments between two typed days of Pekanbaru, the last one whole; None where a day makes no sense."""
    since, until = _day(first), _day(last)
    return (_midnight(since) if since else None), (_midnight(until + timedelta(days=1)) if until else None)


def _narrowed(statuses: tuple[Status, ...], to: frozenset[Status]) -> tuple[Status, ...]:
    return tuple(status for status in (statuses or Status) if status in to)


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed) if len(typed) == len("2026-11-25") else None
    except ValueError:
        return None
    return day if day and 2000 <= day.year < 2100 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), WIB).astimezone(UTC)
