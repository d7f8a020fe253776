"""The desk at a glance. What is past is counted every few minutes, what is open and today's with every change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeVar

from server.clock import WIB
from server.domain.desk import ReportFilter, SignedIn
from server.domain.overview import (
    DAYS,
    Arrivals,
    OpenWork,
    Overview,
    days_of,
    first_day,
    hours_of,
    largest,
    usual_until,
    weeks_of,
)
from server.domain.roles import Act, require
from server.store import overview, report_list, timeline
from server.store.kept import kept

from . import roster, sight

PAST_SECONDS = 600.0
PRESENT_SECONDS = 20.0
"""At most: a change has another `ver`, and is counted at once."""
NEWEST = 6
SOON = timedelta(minutes=1)
"""What comes in while it is counted is counted."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Counts:
    """What came in during a stretch of time, and when the first report of all did."""

    hours: Mapping[datetime, int]
    kinds: Mapping[str, int]
    agencies: Mapping[str, int]
    first_at: datetime | None = None


async def look(*, by: SignedIn, now: datetime) -> Overview:
    """Return the desk as this person may see it."""
    require(by.role, Act.SEE_REPORTS)
    hidden = await sight.hidden_from(by)
    ver = await timeline.newest_ver()  # before the rest: at worst the page asks once more
    moment = int(now.timestamp() // PRESENT_SECONDS)
    work, arrivals = await kept(("present", hidden, ver, moment), PRESENT_SECONDS, lambda: _present(now, hidden))
    newest = await report_list.read_page(ReportFilter(limit=NEWEST), hidden=hidden, by_whatsapp=False)
    return Overview(ver, work, arrivals, newest.rows, await roster.there(by=by))


async def _present(now: datetime, hidden: frozenset[str]) -> tuple[OpenWork, Arrivals]:
    midnight = datetime.combine(now.astimezone(WIB).date(), time(), WIB)
    past = await kept(("past", hidden, midnight), PAST_SECONDS, lambda: _past(midnight, hidden))
    today = await _counts(midnight, midnight, now + SOON, hidden)
    hours = _sum(past.hours, today.hours)
    weeks = weeks_of(past.first_at, now)
    bars = hours_of(hours, now, weeks)
    arrivals = Arrivals(
        sum(today.hours.values()), weeks, usual_until(bars, now) if weeks else None, bars, days_of(hours, now),
        largest(_sum(past.kinds, today.kinds)), largest(_sum(past.agencies, today.agencies)),
    )  # fmt: skip
    return await overview.open_work(now, hidden), arrivals


async def _past(midnight: datetime, hidden: frozenset[str]) -> Counts:
    first = datetime.combine(first_day(midnight), time(), WIB)
    found = await _counts(first, midnight - timedelta(days=DAYS - 1), midnight, hidden)
    return replace(found, first_at=await overview.first_at(hidden))


async def _counts(first: datetime, named_from: datetime, until: datetime, hidden: frozenset[str]) -> Counts:
    """Count by hour, kind and OPD; kinds and OPD over a shorter stretch."""
    return Counts(
        await overview.by_hour(first, until, hidden),
        await overview.by_kind(named_from, until, hidden),
        await overview.by_agency(named_from, until, hidden),
    )


def _sum(one: Mapping[K, int], other: Mapping[K, int]) -> dict[K, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {*one, *other}}
