"""Working days, and what the system does after how many of them."""

from datetime import date, datetime, timedelta

import pytest

from server.domain.identity import WIB
from server.domain.report import Status
from server.domain.service_clock import Calendar, Hours, NoServiceTime, add_days
from server.domain.silence import WATCHED, Deed, Silence, Turn, next_turn

DAY = Hours(8 * 60, 16 * 60)
SHORT = Hours(8 * 60, 12 * 60)
OFFICE = Calendar((DAY,) * 5 + (None, None), holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))
SHORT_FRIDAYS = Calendar((DAY,) * 4 + (SHORT, None, None))
NEVER = Calendar((None,) * 7)


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    ("moment", "days", "expected"),
    [
        ("2026-11-23 10:00", 1, "2026-11-24 10:00"),
        ("2026-11-26 10:00", 2, "2026-11-30 10:00"),  # Thursday: Friday, Monday
        ("2026-11-27 15:00", 1, "2026-11-30 15:00"),
        ("2026-11-28 11:00", 1, "2026-11-30 16:00"),  # Saturday: the whole of Monday
        ("2026-11-23 20:00", 1, "2026-11-24 16:00"),
        ("2026-11-23 06:00", 1, "2026-11-23 16:00"),
        ("2026-12-23 09:00", 2, "2026-12-29 09:00"),  # two holidays and a weekend
    ],
)
def test_a_working_day_is_the_hours_of_a_day(moment: str, days: int, expected: str) -> None:
    assert add_days(OFFICE, wib(moment), days) == wib(expected)


def test_of_a_shorter_day_the_same_share_has_to_pass() -> None:
    """Half of Thursday's eight hours and half of Friday's four are one day."""
    assert add_days(SHORT_FRIDAYS, wib("2026-11-26 12:00"), 1) == wib("2026-11-27 10:00")


def test_days_add_up_whether_they_are_counted_at_once_or_one_by_one() -> None:
    moment = wib("2026-11-24 13:37")
    in_steps = add_days(SHORT_FRIDAYS, add_days(SHORT_FRIDAYS, moment, 1), 2)
    assert abs(in_steps - add_days(SHORT_FRIDAYS, moment, 3)) <= timedelta(microseconds=1)


def test_where_the_desk_never_opens_no_day_passes() -> None:
    with pytest.raises(NoServiceTime):
        add_days(NEVER, wib("2026-11-23 10:00"), 1)
    assert next_turn(NEVER, Silence(Status.RESOLVED, wib("2026-11-23 10:00"))) is None


def test_what_is_resolved_is_closed_after_two_days() -> None:
    silence = Silence(Status.RESOLVED, wib("2026-11-23 10:00"))
    assert next_turn(OFFICE, silence) == Turn(wib("2026-11-25 10:00"), Deed.CLOSE)


def test_who_is_asked_is_reminded_after_one_day_and_closed_after_three() -> None:
    asked = wib("2026-11-23 10:00")
    assert next_turn(OFFICE, Silence(Status.WAITING_REPORTER, asked)) == Turn(wib("2026-11-24 10:00"), Deed.REMIND)
    reminded = Silence(Status.WAITING_REPORTER, asked, wib("2026-11-24 10:00"))
    assert next_turn(OFFICE, reminded) == Turn(wib("2026-11-26 10:00"), Deed.CLOSE)


def test_who_was_reminded_late_has_two_days_all_the_same() -> None:
    late = Silence(Status.WAITING_REPORTER, wib("2026-11-16 10:00"), wib("2026-11-24 10:00"))
    assert next_turn(OFFICE, late) == Turn(wib("2026-11-26 10:00"), Deed.CLOSE)


@pytest.mark.parametrize("status", sorted(set(Status) - WATCHED))
def test_of_every_other_status_the_silence_means_nothing(status: Status) -> None:
    assert next_turn(OFFICE, Silence(status, wib("2026-11-23 10:00"))) is None
