"""What a visitor does besides filing: press buttons, type, read on."""

from dataclasses import replace
from datetime import datetime

from server.contract.visitor import Choose, Receipt, SendMessage, Sync, Synced
from server.domain.conversation import Chose, Conversation, Heard, Turn, Wrote, step
from server.domain.lines import Line
from server.domain.report import Actor, Status, check_move
from server.domain.script import Place
from server.errors import NotFound
from server.store import conversation, report, report_file
from server.store.conversation import NewLine, OpenConversation

from . import clock, views
from .once import Outcome, TimelineDraft, once
from .world import Visitor, World


async def choose(world: World, visitor: Visitor, command: Choose, now: datetime) -> Receipt:
    """Answer a pressed button."""
    return await _talk(world, visitor, command, now, Chose(command.choice, command.label))


async def send_message(world: World, visitor: Visitor, command: SendMessage, now: datetime) -> Receipt:
    """Answer typed text, or pass it to the desk when a report is filed."""
    return await _talk(world, visitor, command, now, Wrote(command.text))


async def sync(world: World, visitor: Visitor, command: Sync) -> Synced:
    """Read on from where the widget is."""
    return await views.synced(world, await conversation.find_id(visitor.token_hash), command.after)


async def _talk(
    world: World, visitor: Visitor, command: Choose | SendMessage, now: datetime, heard: Heard
) -> Receipt:
    async def work(opened: OpenConversation) -> Outcome:
        number = command.number if isinstance(command, SendMessage) else None
        about = await report.own_by_number(opened.id, number) if number else None
        if number and about is None:
            raise NotFound
        if about is not None:
            turn = _to_desk(opened.dialogue, heard, world)
        else:
            turn = step(opened.dialogue, heard, world.catalogue, world.search)
        report_id = about or (await report.newest_of(opened.id) if turn.to_desk else None)
        last = await say(opened.id, turn, command.client_id, now, report_id=report_id)
        followed = await report.followed_by(report_id) if report_id else None
        return Outcome(last, followed, await noted(followed, now) if followed else ())

    return await once(world, visitor, command, now, work)


def _to_desk(dialogue: Conversation, heard: Heard, world: World) -> Turn:
    """Hand typed text to the desk, whatever the dialogue is about, and leave the dialogue where it is."""
    turn = step(replace(dialogue, place=Place.FILED), heard, world.catalogue, world.search)
    return replace(turn, conversation=replace(dialogue, desk_told=turn.conversation.desk_told))


async def noted(report_id: int, now: datetime) -> tuple[TimelineDraft, ...]:
    """Note that the reporter wrote; the answer that was waited for puts the report back to work."""
    said = TimelineDraft("said", "reporter")
    locked = await report_file.lock(report_id)
    if locked is None or locked.status != Status.WAITING_REPORTER:
        return (said,)
    move = check_move(
        Status.WAITING_REPORTER, Status.IN_PROGRESS, Actor.SYSTEM, has_owner=locked.assignee_id is not None
    )
    resumed = await clock.after_move(locked, move.to.value, now=now)
    await report_file.change(locked, status=move.to.value, **resumed)
    return said, TimelineDraft("moved", "system", from_status=move.frm.value, to_status=move.to.value)


async def say(
    conversation_id: int, turn: Turn, client_id: str | None, now: datetime, *, report_id: int | None = None
) -> int:
    """Store a turn's lines and where the dialogue is now; return the newest `seq`."""
    spoken: list[tuple[str, Line]] = [("bot", line) for line in turn.said]
    if turn.heard is not None:
        spoken.insert(0, ("visitor", turn.heard))
    new = [NewLine(author, line, None if place else client_id) for place, (author, line) in enumerate(spoken)]
    return await conversation.append_lines(
        conversation_id, new, at=now, report_id=report_id, dialogue=turn.conversation
    )
