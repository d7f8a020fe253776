"""Notes that staff write for staff. They live in the timeline's `internal` column, which no reporter's view reads."""

from datetime import datetime

from server.domain import typed
from server.domain.desk import SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.report import MOST_NOTE
from server.domain.roles import Act, require
from server.errors import InvalidInput, NotFound
from server.store import report_file, timeline

from .clicks import click, commit_click
from .sight import check_sight


async def write_note(report_id: int, *, text: str, client_id: str, by: SignedIn, now: datetime) -> None:
    """Add an internal note. The same client id twice is one note. Raises InvalidInput for `private`."""
    require(by.role, Act.REPLY)
    await check_sight(report_id, by=by)
    words = typed.lines(text)
    if not words or len(words) > MOST_NOTE:
        raise InvalidInput({"private": "too_long" if words else "required"})
    press = click(client_id, by=by, report_id=report_id, asks=f"note:{report_id}:{words}")

    async def unit() -> tuple[None, list[Fact]]:
        if await report_file.lock(report_id) is None:
            raise NotFound
        if await press.was_done():
            return None, []
        await press.note(now=now)
        ver = await timeline.append(
            report_id=report_id, event="noted", actor="staff", staff_id=by.staff_id, at=now, internal=words
        )
        return None, [ReportTouched(report_id, ver)]

    await commit_click(unit)
