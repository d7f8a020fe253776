"""The desk at a glance: what is open, what came in today against what is usual, and from whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .desk import ReportRow, StaffMember
from .identity import WIB

DAYS = 30
WEEKS = 8
BARS = 8
"""Kinds and OPD that a chart names; the rest is one bar."""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """The reports that are not finished."""

    by_status: Mapping[str, int]
    by_priority: Mapping[str, int]
    unanswered: int
    overdue: int
    escalated: int
    """Of those: what is open at twice its target."""

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


@dataclass(frozen=True, slots=True)
class HourBar:
    """Reports of one hour: today's, and how many are usual on this weekday. `today` is None for hours to come."""

    hour: int
    today: int | None
    usual: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A bar of a chart: a day, a kind, an OPD. An empty `name` is the rest."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in: by hour and by day, and of the last 30 days by kind and by OPD."""

    today: int
    weeks: int
    """How many of this weekday there were in the last 8 weeks, since the first report of all."""
    usual: float | None
    """The average of those, up to this time of the day; None where there is none yet."""
    hours: tuple[HourBar, ...]
    days: tuple[tuple[date, int], ...]
    kinds: tuple[Counted, ...]
    agencies: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`ver` is the timeline's newest, read before the rest."""

    ver: int
    work: OpenWork
    arrivals: Arrivals
    newest: tuple[ReportRow, ...]
    on_duty: tuple[StaffMember, ...]


def first_day(now: datetime) -> date:
    """Return the first day that `arrivals` needs."""
    return now.astimezone(WIB).date() - timedelta(weeks=WEEKS)


def weeks_of(first: datetime | None, now: datetime) -> int:
    """Return how many of today's weekday have passed since the first report of all, at most 8."""
    if first is None:
        return 0
    return min((now.astimezone(WIB).date() - first.astimezone(WIB).date()).days // 7, WEEKS)


def hours_of(by_hour: Mapping[datetime, int], now: datetime, weeks: int) -> tuple[HourBar, ...]:
    """Return today's hours; `by_hour` counts by the hour in which reports came in."""
    local = now.astimezone(WIB)
    usual = [0] * 24
    today = [0] * 24
    for moment, count in by_hour.items():
        hour = moment.astimezone(WIB)
        if hour.date() == local.date():
            today[hour.hour] += count
        elif hour.weekday() == local.weekday() and hour.date() >= first_day(now):
            usual[hour.hour] += count
    return tuple(
        HourBar(hour, today[hour] if hour <= local.hour else None, usual[hour] / max(weeks, 1)) for hour in range(24)
    )


def usual_until(hours: tuple[HourBar, ...], now: datetime) -> float:
    """Return how many reports are usual up to this minute."""
    local = now.astimezone(WIB)
    whole = sum(bar.usual for bar in hours[: local.hour])
    return whole + hours[local.hour].usual * local.minute / 60


def days_of(by_hour: Mapping[datetime, int], now: datetime) -> tuple[tuple[date, int], ...]:
    """Return the last 30 days, today last."""
    today = now.astimezone(WIB).date()
    counts = {today - timedelta(days=back): 0 for back in range(DAYS - 1, -1, -1)}
    for moment, count in by_hour.items():
        day = moment.astimezone(WIB).date()
        if day in counts:
            counts[day] += count
    return tuple(counts.items())


def largest(counts: Mapping[str, int]) -> tuple[Counted, ...]:
    """Return the largest bars, and the rest as one: with it what has no name."""
    named = sorted((-count, name) for name, count in counts.items() if name)
    bars = [Counted(name, -count) for count, name in named]
    rest = sum(bar.count for bar in bars[BARS:]) + counts.get("", 0)
    return (*bars[:BARS], *((Counted("", rest),) if rest else ()))
