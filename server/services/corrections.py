"""Correct what a report says: priority, kind, question, OPD. The old value stays in the timeline's row."""

from dataclasses import dataclass
from datetime import datetime

from server.domain import typed
from server.domain.desk import SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.report import MOST_NOTE, Actor, Move, Priority, Status, check_move
from server.domain.roles import Act, require
from server.domain.team import team_for
from server.errors import InvalidInput, NotFound
from server.store import agency, catalogue, report, report_file, team, timeline
from server.store.report_file import LockedReport

from . import clock
from .clicks import click, commit_click, was_pressed
from .moves import lock_current
from .sight import check_sight, hidden_from, keeps_seeing
from .telling import lock_talks, tell_status


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A report that went to a team which who sent it there does not belong to."""

    number: str
    team: str


async def change_priority(
    report_id: int, *, priority: str, reason: str, version: int, client_id: str, by: SignedIn, now: datetime
) -> None:
    """Give a report another priority; its due times follow. The same client id twice is one change.

    Raises StaleEdit, Forbidden, InvalidInput for `priority` or `reason`.
    """
    await _check_access(report_id, by)
    why = typed.lines(reason)
    wrong = {} if priority in frozenset(Priority) else {"priority": "unknown"}
    if not why or len(why) > MOST_NOTE:
        wrong["reason"] = "too_long" if why else "required"
    if wrong:
        raise InvalidInput(wrong)
    columns: dict[str, object] = {"priority": priority}
    await _correct(report_id, columns, why, version=version, client_id=client_id, by=by, now=now)


async def reclassify(
    report_id: int, *, kind: str, question: str, agency_slug: str, reason: str = "", version: int, client_id: str,
    by: SignedIn, now: datetime,
) -> PassedOn | None:  # fmt: skip
    """Give a report another kind, question or OPD; an empty slug keeps the unit that the reporter typed.

    It goes to the team that its kind belongs to, and from an owner who may not see that team to nobody. Return where
    it went when who asked may not see it any more. Raises StaleEdit, Forbidden, InvalidInput for `kind`, `question`
    or `agency`.
    """
    try:
        await _check_access(report_id, by)
    except NotFound:
        if await was_pressed(client_id, by=by, report_id=report_id):  # it is this press that put it out of sight
            return await _passed_on(report_id, by)
        raise
    known = await catalogue.read_catalogue()
    office = await agency.find_by_slug(agency_slug) if agency_slug else None
    wrong = {} if known.has_kind(kind) else {"kind": "unknown"}
    if question and not (question.startswith(f"{kind}/") and known.has_question(question)):
        wrong["question"] = "unknown"
    if agency_slug and office is None:
        wrong["agency"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    columns: dict[str, object] = {
        "kind": kind, "question": question or None,
        "team": team_for(await team.read_teams(), kind=kind, question=question or None),
    }  # fmt: skip
    if office is not None:
        columns |= {"agency_id": office.id, "agency_name": office.name}
    await _correct(
        report_id, columns, typed.lines(reason)[:MOST_NOTE], version=version, client_id=client_id, by=by, now=now
    )
    return await _passed_on(report_id, by)


async def _passed_on(report_id: int, by: SignedIn) -> PassedOn | None:
    key = await report.team_of(report_id)
    if key is None or key not in await hidden_from(by):
        return None
    return PassedOn(await report_file.number_of(report_id), key)


async def _check_access(report_id: int, by: SignedIn) -> None:
    """Come before every other check: a report that one may not see answers as one that is not there."""
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(report_id, by=by)


async def _correct(
    report_id: int, columns: dict[str, object], why: str, *, version: int, client_id: str, by: SignedIn, now: datetime
) -> None:
    press = click(client_id, by=by, report_id=report_id, asks=f"correct:{report_id}:{columns}:{why}")

    async def unit() -> tuple[None, list[Fact]]:
        talks = await lock_talks(report_id) if "team" in columns else ()
        await report_file.lock(report_id)
        if await press.was_done():
            return None, []
        locked = await lock_current(report_id, version, by)
        changes = _changes(locked, columns)
        if not changes:
            return None, []
        due = await clock.after_priority(locked, str(columns["priority"]), now=now) if "priority" in columns else {}
        released = "team" in changes and await _loses_owner(locked, str(columns["team"]))
        back = _back_in_line(locked) if released else None
        said: list[Fact] = [*await tell_status(talks, back.to.value, "", by=by, now=now)] if back else []
        owner: dict[str, object] = {"assignee_id": None} if released else {}
        if back:
            owner |= {"status": back.to.value, **await clock.after_move(locked, back.to.value, now=now)}
        await report_file.change(locked, **columns, **due, **owner)
        await press.note(now=now)
        ver = await timeline.append(
            report_id=report_id, event="edited", actor="staff", staff_id=by.staff_id, at=now, internal=why,
            data={"changes": changes},
        )  # fmt: skip
        if released:
            ver = await timeline.append(
                report_id=report_id, event="assigned", actor="staff", staff_id=by.staff_id, at=now,
                data={"assignee": "", "assignee_id": None},
            )  # fmt: skip
        if back:
            ver = await timeline.append(
                report_id=report_id, event=back.event.value, actor="staff", staff_id=by.staff_id, at=now,
                from_status=back.frm.value, to_status=back.to.value,
            )  # fmt: skip
        return None, [*said, ReportTouched(report_id, ver)]

    await commit_click(unit)


async def _loses_owner(locked: LockedReport, team_key: str) -> bool:
    return locked.assignee_id is not None and not await keeps_seeing(locked.assignee_id, team_key)


def _back_in_line(locked: LockedReport) -> Move | None:
    """Return the move of a report that was in somebody's hands; what is untouched or finished stays what it is."""
    if locked.status not in {Status.IN_PROGRESS, Status.WAITING_REPORTER, Status.WAITING_VENDOR}:
        return None
    return check_move(Status(locked.status), Status.VERIFIED, Actor.SYSTEM, has_owner=False)


def _changes(locked: LockedReport, columns: dict[str, object]) -> dict[str, object]:
    """Return what was and what is, by field; an OPD by the name it had."""
    had: dict[str, object] = {
        "priority": locked.priority, "kind": locked.kind, "question": locked.question, "agency_id": locked.agency_id,
        "agency_name": locked.agency, "team": locked.team,
    }  # fmt: skip
    changed = {name for name, value in columns.items() if had[name] != value}
    if "agency_id" not in changed:
        changed.discard("agency_name")  # it is the same OPD, under the name that it has now
    return {
        name.removesuffix("_name"): {"from": had[name], "to": columns[name]}
        for name in ("priority", "kind", "question", "agency_name", "team")
        if name in changed
    }
