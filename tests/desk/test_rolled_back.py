"""What a newer release has stored is read by an older one: beside it in a rolling restart, or after a rollback."""

import uuid

import pytest

from server.content import load_phrases
from server.contract.shapes import PhraseLine, StatusLine, TextLine
from server.contract.visitor import Choose, SendMessage, Sync
from server.services import visitor
from server.store import conversation, models

from .people import LATER, NOON, report


async def test_a_conversation_at_a_step_that_this_release_does_not_know_goes_on_from_the_menu(world):
    person = await report(world)
    state = {"place": "video_call", "kind": "wifi", "misses": 0, "desk_told": False, "camera": "front"}
    await models.Conversation.filter(token_hash=person.who.token_hash).update(state=state)
    typed = SendMessage(client_id=str(uuid.uuid4()), text="wifi tidak bisa konek")
    said = await visitor.send_message(world, person.who, typed, NOON)
    assert "suggestions" in {entry.line.type for entry in said.messages}  # as from the menu, not sent to the desk
    pressed = await visitor.choose(world, person.who, Choose(client_id=str(uuid.uuid4()), choice="kind:wifi"), NOON)
    assert [entry.line.type for entry in pressed.messages] == ["choice", "phrase", "questions"]


@pytest.mark.parametrize(
    "unknown",
    [
        {"type": "video", "call": 7},
        {"type": "status", "number": "NET-20261125-0001", "status": "asleep"},
        {"words": "no type at all"},
    ],
)
async def test_a_line_that_this_release_does_not_know_shows_as_nothing_and_leaves_no_gap(world, unknown):
    """A widget that sees a gap in `seq` waits for what is missing, and shows nothing that comes after it."""
    person = await report(world)
    before = (await person.reads()).seq
    talk = await conversation.find_id(person.who.token_hash)
    await conversation.append_line(talk, author="bot", line=unknown, at=LATER)
    await conversation.append_line(talk, author="staff", line={"type": "text", "text": "Kami datang"}, at=LATER)
    read = await visitor.sync(world, person.who, Sync(after=before))
    assert [entry.seq for entry in read.messages] == [before + 1, before + 2]
    unsaid = read.messages[0].line
    assert isinstance(unsaid, PhraseLine) and f"widget.{unsaid.key}" not in load_phrases()["id"]
    assert read.messages[1].line == TextLine(text="Kami datang")


async def test_of_a_line_with_a_field_that_this_release_does_not_know_the_rest_is_shown(world):
    person = await report(world)
    before = (await person.reads()).seq
    talk = await conversation.find_id(person.who.token_hash)
    line = {"type": "status", "number": person.number, "status": "verified", "note": "Sudah dicek", "stars": 3}
    await conversation.append_line(talk, author="bot", line=line, at=LATER)
    read = await visitor.sync(world, person.who, Sync(after=before))
    assert read.messages[0].line == StatusLine(number=person.number, status="verified", note="Sudah dicek")
