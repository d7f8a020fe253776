"""Time in which the desk works: add it to a moment, measure it between two.

Rules of this file
Rule 1  Only service time counts. What is filed before opening or at closing starts at the next opening.
Rule 2  A due moment at closing time stays there: it is not the next morning.
Rule 3  A holiday is closed. Dated hours go before the week's; those of a single day go before its holiday too.
        Of dated hours that overlap the shortest hold: an election day inside Ramadan has its own.
Rule 4  Days are days of Pekanbaru (WIB, no summer time); moments come back in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from .identity import WIB

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
HORIZON = 3660
"""Days that are looked at: a calendar that has no service time in ten years has none."""


class NoServiceTime(ValueError):
    """The calendar never opens again."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When the desk is open on a day, in minutes since midnight; 1,440 is the day's end."""

    opens: int
    closes: int


Week = tuple[Hours | None, ...]
"""Monday first; None is closed."""


@dataclass(frozen=True, slots=True)
class DatedHours:
    """Other hours for a while, such as Ramadan; `week` as above."""

    first: date
    last: date
    week: Week
    name: str = ""

    @property
    def is_single_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Calendar:
    week: Week
    dated: tuple[DatedHours, ...] = ()
    holidays: frozenset[date] = frozenset()

    @cached_property
    def _years(self) -> dict[int, tuple[int, ...]]:
        return {}

    def hours_on(self, day: date) -> Hours | None:
        """Return when the desk is open on a day, or None."""
        covering = (one for one in self.dated if one.first <= day <= one.last)
        dated = min(covering, key=lambda one: one.last - one.first, default=None)
        if dated is not None and dated.is_single_day:
            return dated.week[day.weekday()]
        if day in self.holidays:
            return None
        return (dated.week if dated else self.week)[day.weekday()]

    def minutes_before(self, year: int) -> tuple[int, ...]:
        """Return how many minutes of a year the desk has worked before each of its days; the last are all of them.

        Reckoned once: a report that lay for a year is on the list, and its clock is read for every page.
        """
        if year not in self._years:
            days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
            hours = [self.hours_on(date.fromordinal(day)) for day in days]
            worked = [one.closes - one.opens if one else 0 for one in hours]
            self._years[year] = tuple(accumulate(worked, initial=0))
        return self._years[year]


AROUND_THE_CLOCK = Calendar((Hours(0, 1440),) * 7)


def add(calendar: Calendar, moment: datetime, span: timedelta) -> datetime:
    """Return when `span` of service time has passed since a moment. Raises NoServiceTime."""
    first = moment.astimezone(WIB).date()
    for opens, closes in _spans(calendar, first, first + DAY * HORIZON):
        begins = max(opens, moment)
        if begins >= closes:
            continue
        if span <= closes - begins:
            return (begins + span).astimezone(UTC)
        span -= closes - begins
    raise NoServiceTime


def add_days(calendar: Calendar, moment: datetime, days: int) -> datetime:
    """Return when so many working days have passed, of which each is the hours of its day. Raises NoServiceTime.

    From Wednesday at 10.00 one is over on Thursday at 10.00, also where Thursday is shorter: at the same share of it.
    """
    left = Fraction(days)
    first = moment.astimezone(WIB).date()
    for opens, closes in _spans(calendar, first, first + DAY * HORIZON):
        begins, whole = max(opens, moment), (closes - opens) // MICROSECOND
        if begins >= closes:
            continue
        share = Fraction((closes - begins) // MICROSECOND, whole)
        if left <= share:
            return (begins + round(whole * left) * MICROSECOND).astimezone(UTC)
        left -= share
    raise NoServiceTime


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Return the service time from one moment to another; nothing when the second is not later."""
    if end <= start:
        return timedelta()
    first, last = start.astimezone(WIB), end.astimezone(WIB)
    years = sum(calendar.minutes_before(year)[-1] for year in range(first.year, last.year))
    return timedelta(minutes=years) + _since_new_year(calendar, last) - _since_new_year(calendar, first)


def _since_new_year(calendar: Calendar, local: datetime) -> timedelta:
    day = local.date()
    passed = timedelta(minutes=calendar.minutes_before(day.year)[day.timetuple().tm_yday - 1])
    hours = calendar.hours_on(day)
    if hours is None:
        return passed
    opens, closes = timedelta(minutes=hours.opens), timedelta(minutes=hours.closes)
    return passed + min(max(local - datetime.combine(day, time(), WIB), opens), closes) - opens


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Say whether the desk works at this moment."""
    day = moment.astimezone(WIB).date()
    return any(opens <= moment < closes for opens, closes in _spans(calendar, day, day))


def _spans(calendar: Calendar, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield the open times of these days, in order."""
    for number in range((last - first).days + 1):
        day = first + DAY * number
        hours = calendar.hours_on(day)
        if hours is not None:
            midnight = datetime.combine(day, time(), WIB)
            yield midnight + timedelta(minutes=hours.opens), midnight + timedelta(minutes=hours.closes)
