"""A report's clock as the pages show it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from quart import g

from server.clock import WIB, now
from server.domain.clock_face import Reading, read, read_resolution, read_response
from server.domain.desk import ReportRow
from server.domain.due_times import Terms
from server.domain.service_clock import add, is_open
from server.services import clock

from . import marks
from .render import say

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def prepare() -> None:
    """Read the desk's terms for this request."""
    g.terms = await clock.terms()


def words() -> dict[str, Any]:
    """Return what templates say of clocks."""
    return {
        "clock_of": clock_of,
        "clocks_of": clocks_of,
        "clock_icon": marks.CLOCK.__getitem__,
        "span_short": span_short,
        "span_long": span_long,
    }


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


def clock_of(row: ReportRow) -> Reading | None:
    """Return the target that matters of a report now."""
    return read(g.terms, row, now())


def clocks_of(row: ReportRow) -> tuple[Reading | None, Reading | None]:
    """Return both targets of a report: the first answer, the solution."""
    return read_response(g.terms, row, now()), read_resolution(g.terms, row, now())


def span_short(span: timedelta) -> str:
    """Return hours and minutes: `0:04`, `40:00`."""
    minutes = span // MINUTE
    return f"{minutes // 60}:{minutes % 60:02}"


def span_long(span: timedelta) -> str:
    """Return hours and minutes in words, for screen readers."""
    return say("desk.clock.span", hours=span // HOUR, minutes=span % HOUR // MINUTE)
