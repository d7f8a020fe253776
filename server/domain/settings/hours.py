"""When the desk works: by weekday, and other hours for a while (Ramadan, an election day)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from server.domain import typed
from server.domain.service_clock import DatedHours, Hours, Week
from server.errors import InvalidInput

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE: Week = (Hours(480, 960),) * 5 + (None, None)
MOST_EXCEPTIONS = 20
LONGEST = timedelta(days=92)
MOST_NAME = 60
CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """`exceptions` go before the week, and before holidays when they are of one day."""

    week: Week = OFFICE
    exceptions: tuple[DatedHours, ...] = ()


def read(form: Mapping[str, str]) -> ServiceHours:
    """Return the hours that were typed; an empty weekday is closed. Raises InvalidInput.

    An exception (`name_0 first_0 last_0 opens_0 closes_0 friday_opens_0 friday_closes_0`) without hours is closed.
    """
    wrong: dict[str, str] = {}
    week = tuple(_hours(form, f"{day}_opens", f"{day}_closes", wrong) for day in WEEKDAYS)
    if not any(week) and not wrong:
        wrong["mon_opens"] = "never_open"
    exceptions = [_exception(form, number, week, wrong) for number in range(MOST_EXCEPTIONS)]
    if wrong:
        raise InvalidInput(wrong)
    found = sorted((one for one in exceptions if one), key=lambda one: one.first)
    return ServiceHours(week, tuple(found))


def show(hours: ServiceHours) -> dict[str, str]:
    """Return the form that `read` reads."""
    form: dict[str, str] = {}
    for day, one in zip(WEEKDAYS, hours.week, strict=True):
        form |= _shown(one, f"{day}_opens", f"{day}_closes")
    for number, dated in enumerate(hours.exceptions):
        form[f"name_{number}"] = dated.name
        form[f"first_{number}"] = dated.first.isoformat()
        form[f"last_{number}"] = dated.last.isoformat()
        usual = next((one for place, one in enumerate(dated.week) if one and place != FRIDAY), None)
        friday = dated.week[FRIDAY]
        form |= _shown(usual or friday, f"opens_{number}", f"closes_{number}")
        form |= _shown(friday if friday != usual else None, f"friday_opens_{number}", f"friday_closes_{number}")
    return form


FRIDAY = 4


def minutes(words: str) -> int | None:
    """Read `08.00` or `08:00` as minutes since midnight; None for anything else."""
    found = CLOCK.fullmatch(typed.one_line(words))
    total = int(found[1]) * 60 + int(found[2]) if found else DAY_MINUTES + 1
    return total if total <= DAY_MINUTES else None


def clock(total: int) -> str:
    """Return `08.00`."""
    return f"{total // 60:02}.{total % 60:02}"


def _exception(form: Mapping[str, str], number: int, usual: Week, wrong: dict[str, str]) -> DatedHours | None:
    name = typed.one_line(form.get(f"name_{number}", ""))
    fields = ("name", "first", "last", "opens", "closes", "friday_opens", "friday_closes")
    if not any(form.get(f"{field}_{number}", "").strip() for field in fields):
        return None
    first, last = (_day(form, f"{field}_{number}", wrong) for field in ("first", "last"))
    if not name:
        wrong[f"name_{number}"] = "required"
    elif len(name) > MOST_NAME:
        wrong[f"name_{number}"] = "too_long"
    hours = _hours(form, f"opens_{number}", f"closes_{number}", wrong)
    friday = _hours(form, f"friday_opens_{number}", f"friday_closes_{number}", wrong) or hours
    if first is None or last is None:
        return None
    if not first <= last <= first + LONGEST:
        wrong[f"last_{number}"] = "order" if last < first else "too_long"
        return None
    days = tuple(friday if place == FRIDAY else hours for place in range(7))
    if first != last:  # a day that is closed all year does not open in Ramadan
        days = tuple(one if usual[place] else None for place, one in enumerate(days))
    return DatedHours(first, last, days, name)


def _hours(form: Mapping[str, str], opens: str, closes: str, wrong: dict[str, str]) -> Hours | None:
    typed_both = [form.get(field, "").strip() for field in (opens, closes)]
    if not any(typed_both):
        return None
    begin, end = (minutes(words) for words in typed_both)
    if begin is None:
        wrong[opens] = "invalid"
    if end is None:
        wrong[closes] = "invalid"
    if begin is None or end is None:
        return None
    if begin >= end:
        wrong[closes] = "order"
        return None
    return Hours(begin, end)


def _day(form: Mapping[str, str], field: str, wrong: dict[str, str]) -> date | None:
    words = form.get(field, "").strip()
    try:
        return date.fromisoformat(words)
    except ValueError:
        wrong[field] = "invalid" if words else "required"
        return None


def _shown(hours: Hours | None, opens: str, closes: str) -> dict[str, str]:
    return {opens: clock(hours.opens) if hours else "", closes: clock(hours.closes) if hours else ""}
