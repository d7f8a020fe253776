"""Change a report's status or owner. Locks in this order: conversations, report, `ver`."""

from datetime import datetime

from server.domain import typed
from server.domain.desk import SignedIn, StaffMember
from server.domain.events import Fact, ReportTouched
from server.domain.particulars import Particulars, check_particulars
from server.domain.report import MOST_NOTE, Move, Status, check_move, what_a_move_sets
from server.domain.roles import Act, actor_for, may, require, works_on
from server.domain.undoing import BEFORE
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.store import report_file, staff, timeline
from server.store.report_file import LockedReport

from . import clock
from .clicks import click, commit_click
from .commit import commit
from .sight import can_own, check_sight
from .telling import lock_talks, tell_status


async def move_report(
    report_id: int, *, to: str, note: str, internal: str, version: int, client_id: str, by: SignedIn, now: datetime,
    particulars: Particulars | None = None,
) -> None:  # fmt: skip
    """Move a report and tell its reporters. The same client id twice is one move.

    `particulars` is None for a move that is no form's (taking, splitting off): then none are written. Raises StaleEdit
    when it changed since the page was loaded, MoveForbidden with the moves that are open, Forbidden when somebody
    else's work, InvalidInput for `note`, `internal`, `parent`, `status` or a field of the particulars.
    """
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(report_id, by=by)
    private = typed.lines(internal)
    if len(private) > MOST_NOTE:
        raise InvalidInput({"internal": "too_long"})

    press = click(client_id, by=by, report_id=report_id, asks=f"move:{report_id}:{to}:{note}:{private}:{particulars}")

    async def unit() -> tuple[None, list[Fact]]:
        talks = await lock_talks(report_id)
        await report_file.lock(report_id)
        if await press.was_done():
            return None, []
        locked = await lock_current(report_id, version, by)
        move, written = _checked(locked, to, note, particulars, by=by, now=now)
        facts: list[Fact] = [*await tell_status(talks, move.to.value, move.note, by=by, now=now)]
        await press.note(now=now)
        return None, [*facts, *await _write(locked, move, written, private, by=by, now=now)]

    await commit_click(unit)


async def assign_report(report_id: int, *, assignee_id: int | None, version: int, by: SignedIn, now: datetime) -> None:
    """Give a report to somebody, or to nobody; a technician may only take one that is nobody's.

    Whoever takes it has answered it, which stops its response clock; who is given it has not.
    Raises StaleEdit, Forbidden, or InvalidInput for `assignee`: `unknown`, or `required` while it is being worked on.
    """
    if not may(by.role, Act.ASSIGN_REPORTS):
        require(by.role, Act.TAKE_REPORTS)
        if assignee_id != by.staff_id:
            raise Forbidden
    await check_sight(report_id, by=by)
    member = await _worker(assignee_id, report_id) if assignee_id is not None else None

    async def unit() -> tuple[None, list[Fact]]:
        found = await report_file.lock(report_id)
        if found and found.assignee_id == assignee_id:
            return None, []  # also when the page is old: this press was here before, and its answer got lost
        locked = await lock_current(report_id, version, by)
        if member is None and locked.status == Status.IN_PROGRESS:
            raise InvalidInput({"assignee": "required"})
        await report_file.change(locked, assignee_id=assignee_id)
        if assignee_id == by.staff_id:
            await report_file.note_response(locked, at=now)
        ver = await timeline.append(
            report_id=report_id, event="assigned", actor="staff", staff_id=by.staff_id, at=now,
            data=_owner(assignee_id, member.name if member else ""),
        )  # fmt: skip
        return None, [ReportTouched(report_id, ver)]

    await commit(unit)


async def _worker(staff_id: int, report_id: int) -> StaffMember:
    """Return who may own this report: somebody active who may work on it and see it."""
    member = await staff.find_active(staff_id) if 0 < staff_id < 2**31 else None
    if member is None or not await can_own(member, report_id):
        raise InvalidInput({"assignee": "unknown"})
    return member


async def lock_current(report_id: int, version: int, by: SignedIn) -> LockedReport:
    """Lock a report that still is as the page showed it, and that this person may change."""
    locked = await report_file.lock(report_id)
    if locked is None:
        raise NotFound
    if locked.version != version:
        raise StaleEdit(
            {
                "status": locked.status,
                "assignee": locked.assignee,
                "version": locked.version,
                "by": await timeline.last_mover(report_id),
            }
        )
    if not works_on(by.role, staff_id=by.staff_id, assignee_id=locked.assignee_id):
        raise Forbidden
    return locked


def _checked(
    locked: LockedReport, to: str, note: str, particulars: Particulars | None, *, by: SignedIn, now: datetime
) -> tuple[Move, dict[str, object]]:
    """Return the move and the columns of its particulars. Raises InvalidInput naming every wrong field at once."""
    wrong: dict[str, str] = {}
    written: dict[str, object] = {}
    if particulars is not None and to in frozenset(Status):
        try:
            written = check_particulars(Status(to), particulars, now=now)
        except InvalidInput as refused:
            wrong = refused.fields
    try:
        move = check_move(
            Status(locked.status), to, actor_for(by.role, staff_id=by.staff_id, assignee_id=locked.assignee_id),
            note=note, has_owner=locked.assignee_id is not None,
        )  # fmt: skip
    except InvalidInput as refused:
        raise InvalidInput({**refused.fields, **wrong}) from None
    if wrong:
        raise InvalidInput(wrong)
    return move, written


async def _write(
    locked: LockedReport, move: Move, written: dict[str, object], private: str, *, by: SignedIn, now: datetime
) -> list[Fact]:
    columns: dict[str, object] = {"status": move.to.value, **written}
    stamps = what_a_move_sets(move.frm, move.to, now, responded=locked.responded)
    columns |= stamps
    columns |= await clock.after_move(
        locked, move.to.value, reopened=move.reopens, responded="first_response_at" in stamps, now=now
    )
    data: dict[str, object] = {}
    if move.to is Status.IN_PROGRESS and locked.assignee_id is None:  # whoever starts on it has it
        columns["assignee_id"] = by.staff_id
        data = _owner(by.staff_id, by.name)
    if move.reopens:
        columns["reopen_count"] = locked.reopen_count + 1
    if move.frm is Status.DUPLICATE:
        columns["duplicate_of_id"] = None
    data[BEFORE] = await report_file.held(locked.id, columns)
    await report_file.change(locked, **columns)
    ver = await timeline.append(
        report_id=locked.id, event=move.event.value, actor="staff", staff_id=by.staff_id, at=now,
        from_status=move.frm.value, to_status=move.to.value, note=move.note, internal=private, data=data,
    )  # fmt: skip
    left = await note_at_parent(locked.parent_id, "split_off", locked, by=by, now=now) if locked.parent_id else []
    return [ReportTouched(locked.id, ver), *left]


async def note_at_parent(
    parent_id: int, event: str, child: LockedReport, *, by: SignedIn, now: datetime
) -> list[Fact]:
    """Note at a parent that a report joined or left it."""
    ver = await timeline.append(
        report_id=parent_id, event=event, actor="staff", staff_id=by.staff_id, at=now, data={"child": child.number}
    )
    return [ReportTouched(parent_id, ver)]


def _owner(staff_id: int | None, name: str) -> dict[str, object]:
    return {"assignee": name, "assignee_id": staff_id}
