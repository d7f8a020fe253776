"""Take a move back within a few seconds, and tell its reporters that it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain import lines
from server.domain.desk import SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.report import Event
from server.domain.roles import Act, require
from server.domain.undoing import BEFORE, GRACE, OFFERED, can_undo, newest_change
from server.errors import Conflict, NotFound
from server.store import report_file, timeline

from .clicks import click, commit_click
from .moves import note_at_parent
from .sight import check_sight
from .telling import lock_talks, tell, tell_status


class TooLate(Conflict):
    """The seconds are over, or something else happened since."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that can be taken back for `left` more time."""

    report_id: int
    number: str
    ver: int
    status: str
    left: timedelta


async def offer(by: SignedIn, *, now: datetime) -> Offer | None:
    """Return the move that this person has just made and may still take back."""
    newest = await timeline.newest_move_of(by.staff_id, since=now - OFFERED)
    if newest is None:
        return None
    report_id, ver = newest
    row = newest_change(await timeline.read_timeline(report_id))
    if row is None or row.ver != ver or not can_undo(row, staff_id=by.staff_id, now=now):
        return None
    number = await report_file.number_of(report_id)
    return Offer(report_id, number, ver, str(row.to_status), OFFERED - (now - row.at))


async def offers(report_ids: Sequence[int], *, by: SignedIn, now: datetime) -> dict[int, int]:
    """Return by report the `ver` of the move that this person has just made of it, to be named by the undo."""
    return await timeline.newest_moves(report_ids, staff_id=by.staff_id, since=now - OFFERED)


async def undo_move(report_id: int, *, ver: int, client_id: str, by: SignedIn, now: datetime) -> None:
    """Give a report back what it was before the move at `ver`. The same client id twice is one undo.

    Raises TooLate when it can be no more.
    """
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(report_id, by=by)
    press = click(client_id, by=by, report_id=report_id, asks=f"undo:{report_id}:{ver}")

    async def unit() -> tuple[None, list[Fact]]:
        talks = await lock_talks(report_id)
        locked = await report_file.lock(report_id)
        if locked is None:
            raise NotFound
        if await press.was_done():
            return None, []
        row = newest_change(await timeline.read_timeline(report_id))
        if row is None or row.ver != ver:
            raise TooLate("something happened since")
        if not can_undo(row, staff_id=by.staff_id, now=now, within=OFFERED + GRACE):
            raise TooLate("the seconds are over")
        before = row.data[BEFORE]
        assert isinstance(before, dict)  # noqa: S101 - `can_undo` has found it, and only moves write it
        said: list[Fact] = [*await tell(talks, lines.phrase("status.undone"), by=by, now=now)]
        said += await tell_status(talks, str(row.from_status), "", by=by, now=now)
        await report_file.give_back(locked, before)
        await press.note(now=now)
        back = await timeline.append(
            report_id=report_id, event="undone", actor="staff", staff_id=by.staff_id, at=now,
            from_status=row.to_status, to_status=row.from_status,
        )  # fmt: skip
        left: list[Fact] = []
        if row.event == Event.MERGED and locked.parent_id is not None:
            left = await note_at_parent(locked.parent_id, "split_off", locked, by=by, now=now)
        return None, [*said, ReportTouched(report_id, back), *left]

    await commit_click(unit)
