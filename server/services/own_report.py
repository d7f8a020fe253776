"""What a reporter does with a report of theirs: confirm, reopen, cancel, rate.

Through the conversation's lock and the ledger as every visitor's write, whether it comes from the widget or from the
page behind the secret link. Nobody of the desk is in it, so nobody's work can be overwritten: the table decides.
"""

from datetime import datetime

from server.contract.reports import CancelReport, ConfirmSolved, RateReport, ReopenReport
from server.contract.visitor import Receipt
from server.domain import lines
from server.domain.own_report import back_to, check_rating, since
from server.domain.report import Actor, Status, check_move, what_a_move_sets
from server.errors import NotFound
from server.store import conversation, report, report_file
from server.store.conversation import OpenConversation
from server.store.report_file import LockedReport

from . import clock
from .once import Outcome, TimelineDraft, once
from .world import Visitor, World


async def confirm(world: World, visitor: Visitor, command: ConfirmSolved, now: datetime) -> Receipt:
    """Close a resolved report. Raises NotFound, or MoveForbidden when it is not (or no longer) resolved."""

    async def work(opened: OpenConversation) -> Outcome:
        locked = await _lock(opened, command.number)
        return await _move(opened, locked, Status.CLOSED, client_id=command.client_id, now=now)

    return await once(world, visitor, command, now, work)


async def reopen(world: World, visitor: Visitor, command: ReopenReport, now: datetime) -> Receipt:
    """Put a resolved or closed report back to work. Raises NotFound, or MoveForbidden after seven days."""

    async def work(opened: OpenConversation) -> Outcome:
        locked = await _lock(opened, command.number)
        to = back_to(has_owner=locked.assignee_id is not None)
        return await _move(opened, locked, to, client_id=command.client_id, now=now, note=command.reason)

    return await once(world, visitor, command, now, work)


async def cancel(world: World, visitor: Visitor, command: CancelReport, now: datetime) -> Receipt:
    """Take back a report that nobody works on yet. Raises NotFound or MoveForbidden."""

    async def work(opened: OpenConversation) -> Outcome:
        locked = await _lock(opened, command.number)
        return await _move(opened, locked, Status.CANCELLED, client_id=command.client_id, now=now)

    return await once(world, visitor, command, now, work)


async def rate(world: World, visitor: Visitor, command: RateReport, now: datetime) -> Receipt:
    """Keep a rating of finished work. Raises NotFound, MoveForbidden or InvalidInput."""

    async def work(opened: OpenConversation) -> Outcome:
        locked = await _lock(opened, command.number)
        words = check_rating(Status(locked.status), command.stars, command.comment)
        await report_file.change(locked, rating=command.stars, rating_note=words, rated_at=now)
        rated = TimelineDraft("rated", "reporter", data={"stars": command.stars})
        return Outcome(opened.last_seq, locked.id, (rated,))

    return await once(world, visitor, command, now, work)


async def _lock(opened: OpenConversation, number: str) -> LockedReport:
    report_id = await report.own_by_number(opened.id, number)
    locked = await report_file.lock(report_id) if report_id is not None else None
    if locked is None:
        raise NotFound
    return locked


async def _move(
    opened: OpenConversation, locked: LockedReport, to: Status, *, client_id: str, now: datetime, note: str = ""
) -> Outcome:
    move = check_move(
        Status(locked.status), to.value, Actor.REPORTER, note=note, has_owner=locked.assignee_id is not None,
        since_resolved=since(locked.resolved_at, now),
    )  # fmt: skip
    stamps = what_a_move_sets(move.frm, move.to, now, responded=locked.responded)
    stamps.pop("first_response_at", None)  # the desk has done nothing yet
    timed = await clock.after_move(locked, move.to.value, reopened=move.reopens, now=now)
    reopened = locked.reopen_count + move.reopens
    await report_file.change(locked, status=move.to.value, reopen_count=reopened, **stamps, **timed)
    last = await conversation.append_line(
        opened.id, author="bot", line=lines.status(locked.number, move.to.value, move.note), at=now,
        report_id=locked.id, client_id=client_id,
    )  # fmt: skip
    drafted = TimelineDraft(
        move.event.value, "reporter", from_status=move.frm.value, to_status=move.to.value, note=move.note
    )
    return Outcome(last, locked.id, (drafted,))
