"""The form of a new report, checked as data. Every wrong field is named at once, each with one stable code.

Rules of this file
Rule 1  What is sent at once is checked strictly: the person is there to correct it.
Rule 2  What waited in an outbox (`queued_at`) is never refused for its age. A kind or an OPD that is gone
        meanwhile, and a clock that ran ahead, are corrected, and the clock is flagged.
Rule 3  A device that has checked the time by its own clock (`device_clock`) is never asked to correct it: what
        cannot be is a wrong clock, its or ours, and *Sekarang* would be refused again. It counts as now, flagged.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from server.domain import typed, whatsapp
from server.domain.report import Impact
from server.errors import InvalidInput

FALLBACK_KIND = "lainnya"
LEAST_NAME, MOST_NAME = 2, 100
MOST_UNIT = 150
MOST_PLACE = 200
LEAST_DESCRIPTION, MOST_DESCRIPTION = 10, 2000
AHEAD = timedelta(minutes=5)
OLDEST = timedelta(days=30)
BROKEN_CLOCK = timedelta(days=365)
"""An outbox does not live that long: a device that says so has lost its clock (1 January 1970)."""


@dataclass(frozen=True, slots=True)
class FormInput:
    """What was typed. `agency` is a slug; without one, `unit` says where the person works."""

    name: str
    agency: str | None
    unit: str
    place: str
    kind: str
    question: str | None
    description: str
    impact: str
    whatsapp: str
    occurred_at: datetime
    queued_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FiledForm:
    """What is stored: cleaned, the number normalised, times in UTC and never after `now`."""

    name: str
    agency: str | None
    unit: str
    place: str
    kind: str
    question: str | None
    description: str
    impact: Impact
    whatsapp: str
    occurred_at: datetime
    queued_at: datetime | None
    clock_skewed: bool


def check_form(
    form: FormInput, *, now: datetime, known_kinds: frozenset[str], known_agency: bool, device_clock: bool = False
) -> FiledForm:
    """Return the form as it is stored. Raises InvalidInput naming every wrong field.

    `known_agency` says whether `form.agency` is on the list (or, for a queued report, was). A time up to five minutes
    ahead of `now` counts as now; what is further is refused, or with `device_clock` flagged.
    """
    wrong: dict[str, str] = {}

    def keep(field: str, code: str | None) -> None:
        if code:
            wrong[field] = code

    queued = form.queued_at is not None
    name, place, unit = typed.one_line(form.name), typed.one_line(form.place), typed.one_line(form.unit)
    description = typed.lines(form.description)
    agency: str | None = form.agency or None
    if queued and agency and not known_agency:
        unit = unit or agency  # deleted meanwhile: its slug is the best name there is
        agency = None
    kind = form.kind
    if queued and kind not in known_kinds:
        kind = FALLBACK_KIND
    keep("name", _name(name))
    keep("agency", _agency(agency, unit, known_agency))
    keep("unit", "too_long" if len(unit) > MOST_UNIT else None)
    keep("place", _place(place))
    keep("kind", None if kind in known_kinds else "unknown")
    keep("description", _description(description))
    keep("impact", None if form.impact in frozenset(Impact) else "unknown")
    number = _number(form.whatsapp, keep)
    keep("occurred_at", _occurred_at(form.occurred_at, now, lenient=queued or device_clock))
    keep("queued_at", "invalid" if form.queued_at is not None and form.queued_at.tzinfo is None else None)
    if wrong:
        raise InvalidInput(wrong)
    occurred_at, queued_at, skewed = _times(form.occurred_at, form.queued_at, now)
    return FiledForm(
        name=name, agency=agency, unit=unit, place=place, kind=kind, question=form.question,
        description=description, impact=Impact(form.impact), whatsapp=number, occurred_at=occurred_at,
        queued_at=queued_at, clock_skewed=skewed,
    )  # fmt: skip


def is_gibberish(description: str) -> bool:
    """Say whether a text has no word in it, or nothing but one thing over and over (`hghghghghg`)."""
    words = re.findall(r"[^\W\d_]{2,}", description.casefold())
    if all(_repeats(word) for word in words):
        return True
    return _repeats("".join(char for char in description.casefold() if char.isalnum()))


def _name(name: str) -> str | None:
    if not name:
        return "required"
    if sum(char.isalpha() for char in name) < LEAST_NAME:
        return "too_short"
    return "too_long" if len(name) > MOST_NAME else None


def _agency(agency: str | None, unit: str, known: bool) -> str | None:
    if agency is None:
        return None if unit else "required"
    return None if known else "unknown"


def _place(place: str) -> str | None:
    if not place:
        return "required"
    return "too_long" if len(place) > MOST_PLACE else None


def _description(description: str) -> str | None:
    if not description:
        return "required"
    if len(typed.one_line(description)) < LEAST_DESCRIPTION:  # ten spaces say nothing
        return "too_short"
    if len(description) > MOST_DESCRIPTION:
        return "too_long"
    return "gibberish" if is_gibberish(description) else None


def _repeats(word: str) -> bool:
    """Say whether a word is a shorter piece at least three times (`asdasdasda`), or one letter (`aa`)."""
    return len(set(word)) == 1 or any(word.startswith(word[size:]) for size in range(1, len(word) // 3 + 1))


def _number(typed_number: str, keep: Callable[[str, str | None], None]) -> str:
    try:
        return whatsapp.normalise(typed_number)
    except whatsapp.BadNumber as bad:
        keep("whatsapp", bad.code)
        return ""


def _occurred_at(occurred_at: datetime, now: datetime, *, lenient: bool) -> str | None:
    if occurred_at.tzinfo is None:
        return "invalid"
    if lenient:
        return None
    if occurred_at > now + AHEAD:
        return "future"
    return "too_old" if occurred_at < now - OLDEST else None


def _times(
    occurred_at: datetime, queued_at: datetime | None, now: datetime
) -> tuple[datetime, datetime | None, bool]:
    """Return both times in UTC, not after `now`, and whether the device's clock cannot have been right."""
    told = [occurred_at] if queued_at is None else [occurred_at, queued_at]
    first = now - (OLDEST if queued_at is None else BROKEN_CLOCK)
    skewed = any(not first <= time <= now + AHEAD for time in told)
    return _within(occurred_at, first, now), None if queued_at is None else _within(queued_at, first, now), skewed


def _within(time: datetime, first: datetime, now: datetime) -> datetime:
    """Clamp before converting: the year 1 cannot be converted, and no database takes it."""
    return (time if first <= time <= now else now).astimezone(UTC)
