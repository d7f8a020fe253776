"""*Tugas saya*: what a technician has to do, taken and finished with one thumb."""

from dataclasses import dataclass
from datetime import datetime

from server.content import phrase
from server.domain.desk import ReportRow, SignedIn
from server.domain.particulars import Action, Cause, Particulars
from server.domain.report import Status, allowed_moves
from server.domain.roles import Act, actor_for, require
from server.store import report_file
from server.store import tasks as stored

from .contact import REVEALED_FOR
from .moves import assign_report, move_report
from .sight import check_sight, hidden_from

MOST_FREE = 20


@dataclass(frozen=True, slots=True)
class Tasks:
    """By report: `phones` are the numbers that this person has asked to see a moment ago, `moves` what theirs allow."""

    mine: tuple[ReportRow, ...]
    free: tuple[ReportRow, ...]
    phones: dict[int, str]
    moves: dict[int, tuple[Status, ...]]


async def tasks_of(by: SignedIn, *, now: datetime) -> Tasks:
    """Return a person's open reports and those that wait for somebody to take them."""
    require(by.role, Act.TAKE_REPORTS)
    hidden = await hidden_from(by)
    mine = await stored.of_person(by.staff_id, hidden)
    free = await stored.of_nobody(hidden, most=MOST_FREE)
    between = now - REVEALED_FOR, now + REVEALED_FOR  # not for an hour, when the clock was set back by one
    phones = await stored.phones([row.id for row in mine], staff_id=by.staff_id, between=between)
    actor = actor_for(by.role, staff_id=by.staff_id, assignee_id=by.staff_id)
    moves = {row.id: allowed_moves(Status(row.status), actor) for row in mine}
    return Tasks(mine, free, {phone.report_id: phone.number for phone in phones}, moves)


async def take(report_id: int, *, version: int, client_id: str, by: SignedIn, now: datetime) -> None:
    """Make a report one's own; a new one is in work at once, which stops its response clock.

    Raises StaleEdit when somebody was faster.
    """
    require(by.role, Act.TAKE_REPORTS)
    await check_sight(report_id, by=by)
    if await report_file.status_of(report_id) == Status.NEW:
        await move_report(
            report_id, to=Status.IN_PROGRESS, note="", internal="", version=version, client_id=client_id, by=by,
            now=now,
        )  # fmt: skip
    else:
        await assign_report(report_id, assignee_id=by.staff_id, version=version, by=by, now=now)


async def finish(
    report_id: int, *, cause: str, action: str, note: str, version: int, client_id: str, by: SignedIn, now: datetime
) -> None:
    """Resolve a report. Without a note the reporter reads cause and action, in their language.

    Raises StaleEdit, MoveForbidden, InvalidInput for `cause`, `action` or `note`.
    """
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(report_id, by=by)
    person = await report_file.contact_of(report_id)
    words = note.strip() or _words(cause, action, person.locale if person else "id")
    await move_report(
        report_id, to=Status.RESOLVED, note=words, internal="", version=version, client_id=client_id, by=by, now=now,
        particulars=Particulars(cause=cause, action=action),
    )  # fmt: skip


async def number_of(report_id: int, *, by: SignedIn) -> str:
    """Return the number of a report that may be nobody's task any more. Raises NotFound for one of another team."""
    await check_sight(report_id, by=by)
    return await report_file.number_of(report_id)


def _words(cause: str, action: str, locale: str) -> str:
    if cause not in frozenset(Cause) or action not in frozenset(Action):
        return ""  # the move says what is missing
    return phrase(
        "desk.tasks.resolution", locale, cause=phrase(f"desk.cause.{cause}", locale),
        action=phrase(f"desk.action.{action}", locale),
    )  # fmt: skip
