"""What the system does by itself when nobody says anything about a report: it reminds once, and it closes.

Rules of this file
Rule 1  What is resolved is closed after two working days in which nobody objects.
Rule 2  Who was asked something is reminded once after one working day; after three the report is closed.
Rule 3  Whatever is said begins the days anew, and what is closed was reminded of two working days before.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .report import Status
from .service_clock import Calendar, NoServiceTime, add_days

OBJECTED_WITHIN = 2
REMINDED_AFTER = 1
ANSWERED_WITHIN = 3
"""Working days."""
WATCHED = frozenset({Status.RESOLVED, Status.WAITING_REPORTER})


class Deed(StrEnum):
    REMIND = "remind"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when nobody has said anything in this status, and when its reporter was reminded in it."""

    status: str
    since: datetime
    reminded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    at: datetime
    deed: Deed


def next_turn(calendar: Calendar, silence: Silence) -> Turn | None:
    """Return what the system does next and when; None where it does nothing, or where no working day ever comes."""
    try:
        return _next_turn(calendar, silence)
    except NoServiceTime:
        return None


def _next_turn(calendar: Calendar, silence: Silence) -> Turn | None:
    if silence.status == Status.RESOLVED:
        return Turn(add_days(calendar, silence.since, OBJECTED_WITHIN), Deed.CLOSE)
    if silence.status != Status.WAITING_REPORTER:
        return None
    if silence.reminded_at is None:
        return Turn(add_days(calendar, silence.since, REMINDED_AFTER), Deed.REMIND)
    reminded = add_days(calendar, silence.reminded_at, ANSWERED_WITHIN - REMINDED_AFTER)
    return Turn(max(add_days(calendar, silence.since, ANSWERED_WITHIN), reminded), Deed.CLOSE)
