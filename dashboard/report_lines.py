"""The lines of the report list as HTML, kept while they stay as they are.

When a report comes in, everybody's list is fetched again: fifty lines each, of which one is new. A line is written from
a `Line` and from nothing else, so equal ones are the same HTML, whoever looks.
"""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from quart import current_app

from server.domain.desk import ReportRow
from server.domain.report import OPEN

from . import render
from .faces import Face, clock_of

KEPT = 500
"""Lines of some 3 kB; four times that where somebody wrote an emoji."""


@dataclass(frozen=True, slots=True)
class Line:
    """All that a line shows; the words are in the reader's language."""

    row: ReportRow
    age: str
    kind: str
    question: str
    short: str
    """What the OPD is called for short, or nothing."""
    clock: Face | None
    columns: frozenset[str]
    reader: str
    takes: bool
    contacts: bool
    in_burst: bool

    @property
    def is_open(self) -> bool:
        return self.row.status in OPEN


class Lines:
    """Writes the lines of one page: what they have in common is given once."""

    def __init__(
        self, kinds: dict[str, str], shorts: dict[str, str], columns: frozenset[str], *, takes: bool, contacts: bool
    ) -> None:  # fmt: skip
        self._kinds, self._shorts, self._columns = kinds, shorts, columns
        self._takes, self._contacts, self._reader = takes, contacts, render.locale()

    def write(self, row: ReportRow, *, in_burst: bool = False) -> Markup:
        """Return a report's line."""
        return _written(
            Line(
                row,
                age=render.soon(row.received_at),
                kind=self._kinds.get(row.kind, row.kind),
                question=self._kinds.get(row.question or "", ""),
                short=self._shorts.get(row.agency, ""),
                clock=clock_of(row),
                columns=self._columns,
                reader=self._reader,
                takes=self._takes,
                contacts=self._contacts,
                in_burst=in_burst,
            )
        )


@lru_cache(KEPT)
def _written(line: Line) -> Markup:
    template = current_app.jinja_env.get_template("parts/report_line.html")
    return Markup(template.render(line=line, **render.vocabulary(line.reader)))  # noqa: S704 - escaped
