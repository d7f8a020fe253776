"""How soon reports are to be answered and solved, by priority."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from server.domain.due_times import Target
from server.domain.report import Priority
from server.errors import InvalidInput

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LONGEST = timedelta(hours=2000)
DEFAULT: Mapping[str, Target] = {
    Priority.CRITICAL: Target(15 * MINUTE, 4 * HOUR),
    Priority.HIGH: Target(30 * MINUTE, 8 * HOUR),
    Priority.MEDIUM: Target(2 * HOUR, 16 * HOUR),
    Priority.LOW: Target(8 * HOUR, 40 * HOUR),
}


@dataclass(frozen=True, slots=True)
class Targets:
    """Service time by priority; `vendor_pauses` stops the second clock while a third party is waited for."""

    by_priority: Mapping[str, Target] = field(default_factory=lambda: DEFAULT)
    vendor_pauses: bool = False


def read(form: Mapping[str, str]) -> Targets:
    """Return the targets: `<priority>_response` in minutes, `<priority>_resolution` in hours. Raises InvalidInput."""
    wrong: dict[str, str] = {}
    found: dict[str, Target] = {}
    for priority in Priority:
        response = _span(form, f"{priority.value}_response", MINUTE, wrong)
        resolution = _span(form, f"{priority.value}_resolution", HOUR, wrong)
        if response and resolution and resolution < response:
            wrong[f"{priority.value}_resolution"] = "order"
        found[priority.value] = Target(response, resolution)
    if wrong:
        raise InvalidInput(wrong)
    return Targets(found, form.get("vendor_pauses") == "on")


def show(targets: Targets) -> dict[str, str]:
    """Return the form that `read` reads."""
    form = {"vendor_pauses": "on" if targets.vendor_pauses else ""}
    for priority in Priority:
        target = targets.by_priority[priority]
        form[f"{priority.value}_response"] = _shown(target.response, MINUTE)
        form[f"{priority.value}_resolution"] = _shown(target.resolution, HOUR)
    return form


def _span(form: Mapping[str, str], name: str, one: timedelta, wrong: dict[str, str]) -> timedelta:
    """Read a number of `one`, with a comma or a dot, to the minute."""
    words = form.get(name, "").strip().replace(",", ".")
    try:
        amount = Decimal(words)
        span = MINUTE * int(amount * (one // MINUTE)) if abs(amount) < 10**6 else timedelta()
    except (InvalidOperation, ValueError, TypeError):
        wrong[name] = "invalid" if words else "required"
        return timedelta()
    if not MINUTE <= span <= LONGEST:
        wrong[name] = "range"
    return span


def _shown(span: timedelta, one: timedelta) -> str:
    return f"{span / one:g}".replace(".", ",")
