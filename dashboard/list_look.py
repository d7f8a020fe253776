"""How a person has the list: which columns, how dense. Kept in a cookie, so that the first paint is right."""

import re
from dataclasses import dataclass

from quart import request

COOKIE = "sigap-list"
COLUMNS = ("age", "place", "problem", "person", "state", "assignee")
"""Those that one may leave out; the number and the actions always stand."""
USUAL = frozenset(COLUMNS)
"""All; the reporter gives way on narrow screens, unless the column was asked for."""
DENSITIES = ("compact", "roomy")
FLAT = "flat"
"""Every report has a line of its own, also those of one outage."""
WRITTEN = re.compile(r"[a-z_.]{1,100}")


@dataclass(frozen=True, slots=True)
class Look:
    columns: frozenset[str]
    density: str
    is_usual: bool = False
    folds: bool = True


def look() -> Look:
    """Return what this browser's cookie asks for: `density.column.column.flat`, or the usual look."""
    kept = request.cookies.get(COOKIE, "")
    if not WRITTEN.fullmatch(kept):
        return Look(USUAL, DENSITIES[0], is_usual=True)
    density, *columns = kept.split(".")
    chosen = frozenset(columns) & frozenset(COLUMNS)
    return Look(chosen, density if density in DENSITIES else DENSITIES[0], folds=FLAT not in columns)
