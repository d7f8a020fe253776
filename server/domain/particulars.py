"""What a move writes down beside its note, so that it can be counted: cause and action, the vendor, the reason.

Rules of this file
Rule 1  `ASKED` says which move asks for what; what a move does not ask for is not stored.
Rule 2  Codes are stored, words are in the phrase file under `desk.cause`, `desk.action` and `desk.reject`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from server.domain import typed
from server.domain.identity import WIB
from server.domain.report import Status
from server.errors import InvalidInput

MOST_VENDOR, MOST_TICKET = 120, 60
LATEST = timedelta(days=366)
"""A vendor's promise further off than this is a slip of the year."""


class Cause(StrEnum):
    """Why it failed."""

    CABLE = "cable"
    DEVICE = "device"
    POWER = "power"
    CONFIGURATION = "configuration"
    PROVIDER = "provider"
    CAPACITY = "capacity"
    ACCOUNT = "account"
    ATTACK = "attack"
    USER_DEVICE = "user_device"
    UNKNOWN = "unknown"


class Action(StrEnum):
    """What was done about it."""

    CABLE_FIXED = "cable_fixed"
    DEVICE_REPLACED = "device_replaced"
    RESTARTED = "restarted"
    RECONFIGURED = "reconfigured"
    POWER_RESTORED = "power_restored"
    PROVIDER_FIXED = "provider_fixed"
    ACCOUNT_FIXED = "account_fixed"
    CLEANED = "cleaned"
    GUIDED = "guided"
    NOTHING = "nothing"
    """It had gone by itself."""


class RejectReason(StrEnum):
    """Why a report is not handled; none of these counts in the recap."""

    OUT_OF_SCOPE = "out_of_scope"
    TEST = "test"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Particulars:
    """As typed or chosen. `vendor_day` is `YYYY-MM-DD`."""

    cause: str = ""
    action: str = ""
    reason: str = ""
    vendor: str = ""
    vendor_ticket: str = ""
    vendor_day: str = ""


ASKED: dict[Status, tuple[str, ...]] = {
    Status.RESOLVED: ("cause", "action"),
    Status.REJECTED: ("reason",),
    Status.WAITING_VENDOR: ("vendor", "vendor_ticket", "vendor_day"),
}


def check_particulars(to: Status, given: Particulars, *, now: datetime) -> dict[str, object]:
    """Return the report's columns that a move to this status writes. Raises InvalidInput naming every wrong field."""
    asked = ASKED.get(to, ())
    wrong = {field: code for field in asked if (code := _CHECKS[field](getattr(given, field), now))}
    if wrong:
        raise InvalidInput(wrong)
    return {_COLUMNS.get(field, field): _stored(field, getattr(given, field)) for field in asked}


def _one_of(codes: type[StrEnum]) -> Callable[[str, datetime], str | None]:
    known = frozenset(codes)
    return lambda value, now: "required" if not value else None if value in known else "unknown"


def _vendor(value: str, now: datetime) -> str | None:
    name = typed.one_line(value)
    if not name:
        return "required"
    return "too_long" if len(name) > MOST_VENDOR else None


def _ticket(value: str, now: datetime) -> str | None:
    return "too_long" if len(typed.one_line(value)) > MOST_TICKET else None


def _day(value: str, now: datetime) -> str | None:
    if not value:
        return "required"
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "invalid"
    today = now.astimezone(WIB).date()
    if day < today:
        return "past"
    return "too_far" if day > today + LATEST else None


def _stored(field: str, value: str) -> object:
    if field == "vendor_day":
        return datetime.combine(date.fromisoformat(value), time(), WIB)
    return typed.one_line(value)


_COLUMNS = {"reason": "reject_reason", "vendor_day": "vendor_due_at"}
_CHECKS: dict[str, Callable[[str, datetime], str | None]] = {
    "cause": _one_of(Cause),
    "action": _one_of(Action),
    "reason": _one_of(RejectReason),
    "vendor": _vendor,
    "vendor_ticket": _ticket,
    "vendor_day": _day,
}
