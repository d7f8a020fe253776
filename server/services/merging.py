"""Merge reports of one fault, and find those that may be. Taking one out again is a move: `duplicate` to `verified`."""

from datetime import datetime

from server.domain.desk import Related, SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.identity import parse_number
from server.domain.merging import Kinship, check_merge, kinship
from server.domain.report import OPEN, Status, check_move, what_a_move_sets
from server.domain.roles import Act, actor_for, require, works_on
from server.domain.undoing import BEFORE
from server.errors import InvalidInput, NotFound
from server.store import related, report_file, report_list, timeline

from . import clock
from .clicks import click, commit_click
from .moves import lock_current, note_at_parent
from .sight import check_sight, hidden_from, shares_readers
from .telling import lock_talks, tell_status

MOST_SHOWN = 8
BEST_FIRST = tuple(Kinship)


async def merge_report(
    child_id: int, *, parent_id: int, version: int, client_id: str, by: SignedIn, now: datetime
) -> None:
    """Merge a report into another one; its reporters are told, and from then on with the parent's.

    `version` is the child's. Raises InvalidInput for `parent`, MoveForbidden, StaleEdit, Forbidden.
    """
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(child_id, by=by)
    await _check_parent(child_id, parent_id, by)
    press = click(client_id, by=by, report_id=child_id, asks=f"merge:{child_id}:{parent_id}")

    async def unit() -> tuple[None, list[Fact]]:
        talks = await lock_talks(child_id)
        for report_id in sorted({child_id, parent_id}):
            await report_file.lock(report_id)
        if await press.was_done():
            return None, []
        child = await lock_current(child_id, version, by)
        one, other = await related.sketch(child_id), await related.sketch(parent_id)
        if one is None:
            raise NotFound
        check_merge(one, other)
        move = check_move(
            Status(child.status), Status.DUPLICATE, parent=parent_id, has_owner=child.assignee_id is not None,
            actor=actor_for(by.role, staff_id=by.staff_id, assignee_id=child.assignee_id),
        )  # fmt: skip
        parent = await report_file.lock(parent_id)
        assert parent is not None  # noqa: S101 - `check_merge` has refused one that is not there
        said = await tell_status(talks, move.to.value, "", by=by, now=now, parent=parent.number)
        columns: dict[str, object] = {"status": move.to.value, "duplicate_of_id": parent_id}
        stamps = what_a_move_sets(move.frm, move.to, now, responded=child.responded)
        columns |= stamps
        columns |= await clock.after_move(child, move.to.value, responded="first_response_at" in stamps, now=now)
        before = await report_file.held(child_id, columns)
        await report_file.change(child, **columns)
        await press.note(now=now)
        ver = await timeline.append(
            report_id=child_id, event=move.event.value, actor="staff", staff_id=by.staff_id, at=now,
            from_status=move.frm.value, to_status=move.to.value,
            data={"parent": parent.number, "parent_id": parent_id, BEFORE: before},
        )  # fmt: skip
        joined = await note_at_parent(parent_id, "merged_in", child, by=by, now=now)
        return None, [*said, ReportTouched(child_id, ver), *joined]

    await commit_click(unit)


async def _check_parent(child_id: int, parent_id: int, by: SignedIn) -> None:
    """Refuse a parent that this person does not see, or whose readers are others: its page shows the child's talk."""
    try:
        await check_sight(parent_id, by=by)
    except NotFound:
        raise InvalidInput({"parent": "unknown"}) from None
    if not await shares_readers(child_id, parent_id):
        raise InvalidInput({"parent": "other_team"})


async def find_parent(child_id: int, typed: str, *, by: SignedIn) -> int:
    """Return the report that a typed number names. Raises InvalidInput for `parent`, NotFound for the child."""
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(child_id, by=by)
    number = parse_number(typed)
    found = await report_file.find_id(number) if number else None
    if found is None:
        raise InvalidInput({"parent": "unknown" if typed.strip() else "required"})
    return found


async def related_to(report_id: int, *, by: SignedIn) -> tuple[Related, ...]:
    """Return the open reports that may be about the same fault, the likeliest first, at most 8."""
    require(by.role, Act.SEE_REPORTS)
    mine = await related.sketch(report_id)
    if mine is None or mine.status not in OPEN:
        return ()
    hidden = await hidden_from(by)
    others = await related.candidates(mine, hidden=hidden)
    why = {other.id: found for other in others if (found := kinship(mine, other))}
    best = sorted(why, key=lambda one: (BEST_FIRST.index(why[one]), abs(one - report_id)))[:MOST_SHOWN]
    rows = {row.id: row for row in await report_list.read_rows(best)}
    return tuple(
        Related(
            rows[one], why[one].value, works_on(by.role, staff_id=by.staff_id, assignee_id=rows[one].assignee_id)
        )
        for one in best
        if one in rows
    )
