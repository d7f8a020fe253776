"""A report's clock as the pages show it."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from quart import g

from server.clock import WIB, now
from server.content import phrase
from server.domain.clock_face import LATE, TWICE, Reading, read, read_resolution, read_response
from server.domain.desk import ReportRow
from server.domain.due_times import Terms
from server.domain.service_clock import add, is_open
from server.services import clock
from server.web.wib import short_time

from . import marks
from .render import locale

MINUTE = timedelta(minutes=1)
KEPT = 4096
"""So many clocks' words are kept: those of a page are asked for again and again within their minute."""


async def prepare() -> None:
    """Read the desk's terms for this request."""
    g.terms = await clock.terms()


def words() -> dict[str, Any]:
    """Return what templates say of clocks."""
    return {"clock_of": clock_of, "clocks_of": clocks_of}


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the desk works now, and until or from when."""

    is_open: bool
    changes_at: datetime


def opening(terms: Terms, moment: datetime) -> Opening:
    """Return whether the desk is open, and when that changes."""
    calendar = terms.service
    if not is_open(calendar, moment):
        return Opening(False, add(calendar, moment, timedelta()))
    hours = calendar.hours_on(moment.astimezone(WIB).date())
    midnight = datetime.combine(moment.astimezone(WIB).date(), time(), WIB)
    return Opening(True, midnight + timedelta(minutes=hours.closes if hours else 0))


@dataclass(frozen=True, slots=True)
class Face:
    """One target of a report as it is shown; the words are in the reader's language, empty where there is none."""

    state: str
    icon: str
    share: int
    """The used part in percent, at most 100."""
    what: str
    stands: str
    due: str
    late: str
    used: str
    """`0:04 / 2:00`, for the eye."""
    spoken: str
    """The same, for screen readers."""


def clock_of(row: ReportRow) -> Face | None:
    """Return the target that matters of a report now."""
    return _face(read(g.terms, row, now()))


def clocks_of(row: ReportRow) -> tuple[Face | None, Face | None]:
    """Return both targets of a report: the first answer, the solution."""
    return _face(read_response(g.terms, row, now())), _face(read_resolution(g.terms, row, now()))


def _face(found: Reading | None) -> Face | None:
    if found is None:
        return None
    return _in_words(replace(found, used=found.used // MINUTE * MINUTE), locale())


@lru_cache(KEPT)
def _in_words(found: Reading, reader: str) -> Face:
    state, used, target = found.state, found.used // MINUTE, found.target // MINUTE
    spans = {"used": _span_in_words(used, reader), "target": _span_in_words(target, reader)}
    named = phrase(f"desk.clock.what.{found.what}", reader)
    return Face(
        state=state,
        icon=marks.CLOCK[state],
        share=found.share,
        what=named,
        stands=phrase(f"desk.clock.state.{state}", reader),
        due=phrase("desk.clock.due", reader, time=short_time(found.due_at)) if found.due_at else "",
        late=phrase(f"desk.clock.{state}_short", reader) if state in {LATE, TWICE} else "",
        used=f"{_span(used)} / {_span(target)}",
        spoken=phrase("desk.clock.aria", reader, what=named, **spans),
    )


def _span(minutes: int) -> str:
    """Return hours and minutes: `0:04`, `40:00`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def _span_in_words(minutes: int, reader: str) -> str:
    return phrase("desk.clock.span", reader, hours=minutes // 60, minutes=minutes % 60)
