"""Holidays as admins correct them: what the calendars of the library and of `content/holidays.json` do not know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from server.domain import typed
from server.errors import InvalidInput

MOST_DAYS = 400
MOST_NAME = 80
OLDEST, NEWEST = 2020, 2099


@dataclass(frozen=True, slots=True)
class HolidayEdits:
    """`added` by day; `removed` days are working days; `confirmed` years are complete, says an admin."""

    added: Mapping[date, str] = field(default_factory=dict)
    removed: frozenset[date] = frozenset()
    confirmed: frozenset[int] = frozenset()


def read(form: Mapping[str, str]) -> HolidayEdits:
    """Return the edits: `added` and `removed` have a line for each day, `confirmed` has years. Raises InvalidInput."""
    wrong: dict[str, str] = {}
    added: dict[date, str] = {}
    for line in form.get("added", "").splitlines():
        day, _, name = line.strip().partition(" ")
        added[_day(day, "added", wrong)] = _name(name, wrong)
    removed = frozenset(_day(line.strip(), "removed", wrong) for line in form.get("removed", "").splitlines())
    years = form.get("confirmed", "").split()
    if not all(year.isdecimal() and OLDEST <= int(year) <= NEWEST for year in years):
        wrong["confirmed"] = "invalid"
    if len(added) + len(removed) > MOST_DAYS:
        wrong["added"] = "too_many"
    if wrong:
        raise InvalidInput(wrong)
    return HolidayEdits(added, removed, frozenset(int(year) for year in years))


def show(edits: HolidayEdits) -> dict[str, str]:
    """Return the form that `read` reads."""
    return {
        "added": "\n".join(f"{day.isoformat()} {name}" for day, name in sorted(edits.added.items())),
        "removed": "\n".join(day.isoformat() for day in sorted(edits.removed)),
        "confirmed": " ".join(str(year) for year in sorted(edits.confirmed)),
    }


def added_to(edits: HolidayEdits, day: date, name: str) -> HolidayEdits:
    """Return the edits with one more holiday."""
    return HolidayEdits({**edits.added, day: name}, edits.removed - {day}, edits.confirmed)


def removed_from(edits: HolidayEdits, day: date) -> HolidayEdits:
    """Return the edits with this day as a working day."""
    kept = {one: name for one, name in edits.added.items() if one != day}
    removed = edits.removed if day in edits.added else edits.removed | {day}
    return HolidayEdits(kept, removed, edits.confirmed)


def restored(edits: HolidayEdits, day: date) -> HolidayEdits:
    """Return the edits with this removed day a holiday again."""
    return HolidayEdits(edits.added, edits.removed - {day}, edits.confirmed)


def confirmed_for(edits: HolidayEdits, year: int) -> HolidayEdits:
    """Return the edits with a year that is complete."""
    return HolidayEdits(edits.added, edits.removed, edits.confirmed | {year})


def _day(words: str, field: str, wrong: dict[str, str]) -> date:
    try:
        found = date.fromisoformat(words)
    except ValueError:
        found = date.min
    if not OLDEST <= found.year <= NEWEST:
        wrong[field] = "invalid"
    return found


def _name(words: str, wrong: dict[str, str]) -> str:
    name = typed.one_line(words)
    if not name:
        wrong["name"] = "required"
    if len(name) > MOST_NAME:
        wrong["name"] = "too_long"
    return name
