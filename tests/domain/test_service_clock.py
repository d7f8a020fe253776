"""Service time: the computed vectors of the desk's statutes, and what holds for every calendar."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.content import FOLDER
from server.domain.identity import WIB
from server.domain.service_clock import (
    AROUND_THE_CLOCK,
    Calendar,
    DatedHours,
    Hours,
    NoServiceTime,
    add,
    between,
    is_open,
)

OFFICE = (Hours(480, 960),) * 5 + (None, None)
HOLIDAYS = frozenset(
    date.fromisoformat(one["date"])
    for one in json.loads((FOLDER / "holidays.json").read_text(encoding="utf-8"))["holidays"]
)
DESK = Calendar(OFFICE, holidays=HOLIDAYS)
RAMADAN = DatedHours(
    date(2027, 2, 8), date(2027, 3, 9), (Hours(480, 900),) * 4 + (Hours(480, 930), None, None), "Ramadan"
)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("created", "minutes", "due"),
    [
        ("2026-11-25 09:00", 30, "2026-11-25 09:30"),
        ("2026-11-25 07:10", 30, "2026-11-25 08:30"),
        ("2026-11-25 16:00", 30, "2026-11-26 08:30"),
        ("2026-11-27 15:30", 30, "2026-11-27 16:00"),
        ("2026-11-27 15:45", 30, "2026-11-30 08:15"),
        ("2026-11-28 10:00", 120, "2026-11-30 10:00"),
        ("2026-12-23 15:00", 120, "2026-12-28 09:00"),
        ("2026-12-23 15:00", 16 * 60, "2026-12-29 15:00"),
        ("2026-12-31 14:00", 8 * 60, "2027-01-04 14:00"),
        ("2027-03-05 15:00", 8 * 60, "2027-03-16 15:00"),
        ("2027-05-14 15:30", 120, "2027-05-21 09:30"),
    ],
)
def test_the_computed_vectors(created: str, minutes: int, due: str) -> None:
    found = add(DESK, wib(created), timedelta(minutes=minutes))
    assert found == wib(due) and found.tzinfo is UTC
    assert between(DESK, wib(created), found) == timedelta(minutes=minutes)


def test_ramadan_has_its_own_hours_and_fridays() -> None:
    desk = Calendar(OFFICE, (RAMADAN,), HOLIDAYS)
    assert add(desk, wib("2027-02-09 14:45"), timedelta(minutes=30)) == wib("2027-02-10 08:15")
    assert add(desk, wib("2027-02-12 15:00"), timedelta(minutes=30)) == wib("2027-02-12 15:30")
    assert add(desk, wib("2027-03-04 14:30"), timedelta(minutes=60)) == wib("2027-03-05 08:30")


def test_an_exception_of_one_day_opens_a_holiday_and_closes_a_working_day() -> None:
    open_christmas = DatedHours(date(2026, 12, 25), date(2026, 12, 25), (Hours(600, 720),) * 7)
    election = DatedHours(date(2026, 11, 25), date(2026, 11, 25), (None,) * 7)
    desk = Calendar(OFFICE, (open_christmas, election), HOLIDAYS)
    assert add(desk, wib("2026-12-23 15:30"), timedelta(minutes=60)) == wib("2026-12-25 10:30")
    assert not is_open(desk, wib("2026-11-25 09:00"))
    assert is_open(desk, wib("2026-12-25 11:59")) and not is_open(desk, wib("2026-12-25 12:00"))


def test_of_exceptions_that_overlap_the_shortest_holds() -> None:
    election = DatedHours(date(2027, 2, 10), date(2027, 2, 10), (Hours(720, 840),) * 7, "Election")
    last_week = DatedHours(date(2027, 3, 1), date(2027, 3, 5), (Hours(540, 660),) * 5 + (None, None), "Last week")
    for dated in ((RAMADAN, election, last_week), (last_week, election, RAMADAN)):
        desk = Calendar(OFFICE, dated, HOLIDAYS)
        assert desk.hours_on(date(2027, 2, 10)) == Hours(720, 840)
        assert desk.hours_on(date(2027, 3, 2)) == Hours(540, 660)
        assert desk.hours_on(date(2027, 2, 11)) == Hours(480, 900)
        assert not is_open(desk, wib("2027-02-10 10:00")) and is_open(desk, wib("2027-02-10 13:00"))
        assert add(desk, wib("2027-02-10 08:00"), timedelta(minutes=30)) == wib("2027-02-10 12:30")
        assert between(desk, wib("2027-02-09 14:30"), wib("2027-02-11 08:30")) == timedelta(minutes=30 + 120 + 30)


def test_an_exception_of_one_day_opens_a_holiday_inside_ramadan() -> None:
    open_holiday = DatedHours(date(2027, 3, 8), date(2027, 3, 8), (Hours(600, 720),) * 7)
    closed = HOLIDAYS | {date(2027, 3, 8)}
    assert not is_open(Calendar(OFFICE, (RAMADAN,), closed), wib("2027-03-08 11:00"))
    assert is_open(Calendar(OFFICE, (RAMADAN, open_holiday), closed), wib("2027-03-08 11:00"))


def test_around_the_clock_is_plain_time() -> None:
    start = wib("2026-12-24 23:50")
    assert add(AROUND_THE_CLOCK, start, timedelta(hours=4)) == start + timedelta(hours=4)
    assert between(AROUND_THE_CLOCK, start, start + timedelta(days=9, minutes=3)) == timedelta(days=9, minutes=3)


def test_a_calendar_that_never_opens_says_so() -> None:
    with pytest.raises(NoServiceTime):
        add(Calendar((None,) * 7), wib("2026-11-25 09:00"), timedelta(minutes=1))


def test_nothing_passes_backwards() -> None:
    assert between(DESK, wib("2026-11-25 10:00"), wib("2026-11-25 09:00")) == timedelta()


spans_of_a_day = st.tuples(st.integers(0, 1200), st.integers(60, 240))
hours = st.none() | spans_of_a_day.map(lambda two: Hours(two[0], two[0] + two[1]))
weeks = st.tuples(*[hours] * 7).filter(any)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    Calendar, weeks,
    st.lists(st.builds(
        lambda first, more, week: DatedHours(first, first + timedelta(days=more), week), days, st.integers(0, 40), weeks
    ), max_size=2).map(tuple),
    st.frozensets(days, max_size=20),
)  # fmt: skip
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))
spans = st.integers(1, 3_000).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars, moments, spans)
def test_what_was_added_is_what_is_measured(calendar: Calendar, moment: datetime, span: timedelta) -> None:
    due = add(calendar, moment, span)
    assert due > moment
    assert between(calendar, moment, due) == span


@given(calendars, moments, spans, spans)
def test_adding_twice_is_adding_the_sum(
    calendar: Calendar, moment: datetime, one: timedelta, other: timedelta
) -> None:
    assert add(calendar, add(calendar, moment, one), other) == add(calendar, moment, one + other)


@given(calendars, moments, moments, moments)
def test_time_between_adds_up_and_never_exceeds_real_time(
    calendar: Calendar, one: datetime, two: datetime, three: datetime
) -> None:
    start, middle, end = sorted((one, two, three))
    whole = between(calendar, start, end)
    assert whole == between(calendar, start, middle) + between(calendar, middle, end)
    assert timedelta() <= whole <= end - start


@given(calendars, moments, moments, spans)
def test_who_files_later_is_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, span: timedelta
) -> None:
    first, second = sorted((one, other))
    assert add(calendar, first, span) <= add(calendar, second, span)
