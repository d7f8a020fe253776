"""The days on which the desk is closed: the library's, this release's, and what admins changed."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from server.content import Calculated, load_calculated_holidays, load_holidays
from server.domain.settings import HolidayEdits

YEARS_BACK, YEARS_AHEAD = 3, 3
NEXT_YEAR_FROM_MONTH = 10
"""From October on the next year's list should be there: the joint decree (SKB 3 Menteri) is out by then."""


def days_of(year: int, edits: HolidayEdits) -> dict[date, str]:
    """Return a year's holidays by day."""
    found = {**_published(year), **{day: name for day, name in edits.added.items() if day.year == year}}
    return {day: found[day] for day in sorted(found) if day not in edits.removed}


def around(today: date, edits: HolidayEdits) -> frozenset[date]:
    """Return the holidays that a report of today, or an old one, can meet."""
    years = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    return frozenset(day for year in years for day in days_of(year, edits))


def is_known(year: int, edits: HolidayEdits) -> bool:
    """Say whether a year's list is complete: it has the collective leave that the government decides each year."""
    return year in edits.confirmed or any(day.year == year for day in load_holidays()) or _calculated(year).has_leave


def missing_years(today: date, edits: HolidayEdits) -> tuple[int, ...]:
    """Return the years that are needed now and whose list is not complete."""
    needed = [today.year] + [today.year + 1] * (today.month >= NEXT_YEAR_FROM_MONTH)
    return tuple(year for year in needed if not is_known(year, edits))


@cache
def _published(year: int) -> Mapping[date, str]:
    """Return what the library calculates and this release lists; the library's Islamic days may be estimates."""
    ours = {day: name for day, name in load_holidays().items() if day.year == year}
    return {**_calculated(year).days, **ours}


@cache
def _calculated(year: int) -> Calculated:
    return load_calculated_holidays().get(year) or calculate(year)


def calculate(year: int) -> Calculated:
    """Ask the library for a year; what it said of the usual ones is in a file (`scripts/write_holidays.py`)."""
    from holidays.constants import GOVERNMENT, PUBLIC  # 300 modules, a tenth of a server's start
    from holidays.countries.indonesia import Indonesia

    days = Indonesia(years=year, categories=(PUBLIC, GOVERNMENT), language="id")
    return Calculated(dict(days.items()), has_leave=bool(Indonesia(years=year, categories=(GOVERNMENT,))))
