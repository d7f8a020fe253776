"""Working time as one number, so that a million lives are lived quickly: Monday to Friday, 08.00 to 16.00 WIB.

Holidays are not minded here: invented people do not mind either. The service clock itself is `domain/service_clock`.
"""

from datetime import UTC, datetime, timedelta

MONDAY = datetime(2000, 1, 2, 17, tzinfo=UTC)
"""Midnight in Pekanbaru, the beginning of a Monday."""
OPENS, CLOSES = 8 * 60, 16 * 60
A_DAY = CLOSES - OPENS
A_WEEK = 5 * A_DAY


def later(at: datetime, minutes: float) -> datetime:
    """Return the moment when so many working minutes have passed."""
    worked = _worked(at) + minutes
    week, rest = divmod(worked, A_WEEK)
    day, minute = divmod(rest, A_DAY)
    return MONDAY + timedelta(days=week * 7 + day, minutes=OPENS + minute)


def _worked(at: datetime) -> float:
    days, minutes = divmod((at - MONDAY).total_seconds() / 60, 24 * 60)
    week, day = divmod(days, 7)
    if day >= 5:
        return (week + 1) * A_WEEK
    return week * A_WEEK + day * A_DAY + min(max(minutes - OPENS, 0), A_DAY)
