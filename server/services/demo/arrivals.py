"""When reports come in: office hours, busy Mondays, quiet holidays, and now and then one cut fibre for many."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from server.clock import WIB

DAYS = 365
BY_WEEKDAY = (1.35, 1.1, 1.0, 1.0, 0.8, 0.12, 0.06)
BY_HOUR = {7: 5, 8: 18, 9: 16, 10: 14, 11: 9, 12: 4, 13: 10, 14: 10, 15: 7, 16: 3, 19: 0.5, 21: 0.5}
BURST = 60
"""Reports from one cut fibre, within half an hour of a Monday morning."""
BURST_SHARE = 0.08
MOST_BURSTS = 26
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report comes in; `burst` numbers the cut fibre that it is one of many from."""

    at: datetime
    burst: int | None = None


def arrivals(rng: random.Random, count: int, until: datetime) -> Iterator[Arrival]:
    """Yield `count` arrivals of the year before `until`, oldest first, a day's in memory at a time."""
    days = [until.astimezone(WIB).date() - timedelta(days=back) for back in range(DAYS, -1, -1)]
    bursts = _bursts(rng, count, until, days)
    alone = rng.choices(days, [_weight(day, until) for day in days], k=count - sum(map(len, bursts.values())))
    a_day: dict[date, int] = {}
    for day in alone:
        a_day[day] = a_day.get(day, 0) + 1
    for day in days:
        came = [Arrival(_moment(rng, day, until)) for _ in range(a_day.get(day, 0))] + bursts.get(day, [])
        yield from sorted(came, key=lambda one: one.at)


def _weight(day: date, until: datetime) -> float:
    """Say how many reports a day gets; today is as far as it is."""
    local = until.astimezone(WIB)
    if day != local.date():
        return BY_WEEKDAY[day.weekday()]
    whole = sum(BY_HOUR.values())
    return BY_WEEKDAY[day.weekday()] * sum(many for hour, many in BY_HOUR.items() if hour < local.hour) / whole


def _moment(rng: random.Random, day: date, until: datetime) -> datetime:
    local = until.astimezone(WIB)
    hours = {hour: many for hour, many in BY_HOUR.items() if day != local.date() or hour < local.hour}
    hour = rng.choices(list(hours), list(hours.values()))[0]
    start = datetime(day.year, day.month, day.day, hour, tzinfo=WIB)
    return _utc(start + timedelta(seconds=rng.randrange(3600), milliseconds=rng.randrange(1000)))


def _bursts(rng: random.Random, count: int, until: datetime, days: list[date]) -> dict[date, list[Arrival]]:
    """Choose the Mondays of a cut fibre: always the newest, so that a desk of today has one to look at."""
    whole = int(count * BURST_SHARE)
    mondays = [day for day in days if day.weekday() == MONDAY and _begins(day) + timedelta(minutes=30) < until]
    many = max(1, min(MOST_BURSTS, whole // BURST))
    chosen = [mondays[-1], *rng.sample(mondays[:-1], many - 1)]
    size = min(BURST, whole)
    return {
        day: [Arrival(_utc(_begins(day) + _within(rng)), place) for _ in range(size)]
        for place, day in enumerate(chosen)
    }  # fmt: skip


def _begins(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 5, tzinfo=WIB)


def _within(rng: random.Random) -> timedelta:
    """Most write in the first minutes."""
    return timedelta(seconds=min(1790.0, rng.expovariate(1 / 420)))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
