"""The times of a report: what is refused, what a device with a wrong clock is forgiven, what is flagged."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from server.errors import InvalidInput

from .test_filing import FORM, NOW, WAITED, check, refusal

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("ahead", "code"),
    [
        (timedelta(minutes=5, seconds=1), "future"),
        (timedelta(days=400), "future"),
        (timedelta(days=-30, seconds=-1), "too_old"),
        (timedelta(days=-4000), "too_old"),
    ],
)
def test_what_somebody_types_in_here_is_asked_to_be_corrected(ahead: timedelta, code: str) -> None:
    assert refusal(replace(FORM, occurred_at=NOW + ahead)) == {"occurred_at": code}


@pytest.mark.parametrize(
    "ahead",
    [
        timedelta(minutes=5, seconds=1),
        timedelta(hours=12),  # AM for PM
        timedelta(hours=24),
        timedelta(days=400),
        timedelta(days=-30, seconds=-1),
        timedelta(days=-4000),
    ],
)
def test_a_device_that_has_checked_the_time_by_its_own_wrong_clock_reports_now_and_is_flagged(ahead: timedelta) -> None:
    """*Sekarang* by such a clock is refused however often it is pressed: nobody there could ever report."""
    filed = check(replace(FORM, occurred_at=NOW + ahead), device_clock=True)
    assert (filed.occurred_at, filed.queued_at, filed.clock_skewed) == (NOW, None, True)


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(0), timedelta(hours=-9), timedelta(days=-30)])
def test_a_time_that_can_be_right_stays_what_the_device_says(ahead: timedelta) -> None:
    filed = check(replace(FORM, occurred_at=NOW + ahead), device_clock=True)
    assert (filed.occurred_at, filed.clock_skewed) == (min(NOW + ahead, NOW), False)


def test_a_time_without_zone_is_invalid_and_no_crash() -> None:
    naive = datetime(2026, 11, 25, 9, 0)
    assert refusal(replace(FORM, occurred_at=naive)) == {"occurred_at": "invalid"}
    with pytest.raises(InvalidInput):
        check(replace(FORM, occurred_at=naive), device_clock=True)
    assert refusal(replace(WAITED, occurred_at=naive, queued_at=naive)) == {
        "occurred_at": "invalid",
        "queued_at": "invalid",
    }


@pytest.mark.parametrize("ago", [timedelta(days=30), timedelta(0), timedelta(minutes=3)])
def test_the_time_of_the_incident_is_stored_in_utc(ago: timedelta) -> None:
    filed = check(replace(FORM, occurred_at=(NOW - ago).astimezone(WIB)))
    assert (filed.occurred_at, filed.occurred_at.tzinfo, filed.clock_skewed) == (NOW - ago, UTC, False)


def test_a_clock_a_little_ahead_never_makes_a_fault_that_begins_after_its_report() -> None:
    filed = check(replace(FORM, occurred_at=NOW + timedelta(minutes=5)))
    assert (filed.occurred_at, filed.clock_skewed) == (NOW, False)


def test_a_report_that_waited_is_never_refused_for_its_age() -> None:
    old = NOW - timedelta(days=45)
    filed = check(replace(WAITED, occurred_at=old, queued_at=old))
    assert (filed.occurred_at, filed.queued_at, filed.clock_skewed) == (old, old, False)


@pytest.mark.parametrize(
    ("occurred", "queued"),
    [
        (timedelta(hours=3), timedelta(hours=3)),
        (timedelta(hours=-1), timedelta(hours=3)),
        (timedelta(days=9000), timedelta(0)),
    ],
)
def test_a_queued_clock_that_ran_ahead_is_clamped_to_now_and_flagged(
    occurred: timedelta, queued: timedelta
) -> None:
    filed = check(replace(WAITED, occurred_at=NOW + occurred, queued_at=NOW + queued))
    assert filed.occurred_at == min(NOW + occurred, NOW)
    assert filed.queued_at == min(NOW + queued, NOW)
    assert filed.clock_skewed


def test_a_queued_clock_within_tolerance_is_clamped_without_a_flag() -> None:
    filed = check(
        replace(WAITED, occurred_at=NOW + timedelta(minutes=4), queued_at=NOW + timedelta(minutes=4))
    )
    assert (filed.occurred_at, filed.queued_at, filed.clock_skewed) == (NOW, NOW, False)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=WIB),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=7))),
    ],
)
def test_a_device_that_lost_its_clock_reports_now_and_is_flagged(moment: datetime) -> None:
    filed = check(replace(WAITED, occurred_at=moment, queued_at=moment))
    assert (filed.occurred_at, filed.queued_at, filed.clock_skewed) == (NOW, NOW, True)
    filed = check(replace(FORM, occurred_at=moment), device_clock=True)
    assert (filed.occurred_at, filed.queued_at, filed.clock_skewed) == (NOW, None, True)


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=WIB), datetime.max.replace(tzinfo=UTC)])
def test_the_first_and_last_moments_of_the_calendar_are_refused_and_no_crash(moment: datetime) -> None:
    assert refusal(replace(FORM, occurred_at=moment))["occurred_at"] in {"future", "too_old"}
