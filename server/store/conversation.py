"""Conversations and their lines. `seq` has no gaps: it is taken under the conversation's row lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F

from server.domain.conversation import Conversation as Dialogue
from server.domain.lines import Line
from server.domain.script import Place

from . import models


@dataclass(frozen=True, slots=True)
class OpenConversation:
    """A conversation whose row is locked until the transaction ends."""

    id: int
    site: str
    dialogue: Dialogue
    last_seq: int


@dataclass(frozen=True, slots=True)
class StoredLine:
    seq: int
    client_id: str | None
    author: str
    at: datetime
    line: Line
    number: str | None


async def open_locked(
    *, token_hash: str, site: str, locale: str, page: str, user_agent: str, at: datetime
) -> OpenConversation:
    """Lock the conversation of this token, making it when the token is new. Call it first in the transaction."""
    if not await _touch(token_hash, locale=locale, at=at):
        fresh = models.Conversation(
            token_hash=token_hash, site=site, locale=locale, page=page, user_agent=user_agent[:300],
            created_at=at, updated_at=at,
        )  # fmt: skip
        await models.Conversation.bulk_create([fresh], ignore_conflicts=True)
    # For update: where another transaction was faster, nothing was inserted and so nothing is locked yet.
    row = await models.Conversation.select_for_update().get(token_hash=token_hash)
    return OpenConversation(row.id, row.site, _dialogue(row.state), row.last_seq)


async def _touch(token_hash: str, *, locale: str, at: datetime) -> bool:
    """Take the row lock by writing to the row."""
    return bool(await models.Conversation.filter(token_hash=token_hash).update(updated_at=at, locale=locale))


async def lock(conversation_id: int) -> int:
    """Lock a conversation and return its last `seq`. Lock several in the order of their ids."""
    await models.Conversation.filter(id=conversation_id).update(last_seq=F("last_seq"))
    return await last_seq(conversation_id)


@dataclass(frozen=True, slots=True)
class NewLine:
    author: str
    line: Line
    client_id: str | None = None
    staff_id: int | None = None


async def append_line(
    conversation_id: int,
    *,
    author: str,
    line: Line,
    at: datetime,
    staff_id: int | None = None,
    report_id: int | None = None,
    client_id: str | None = None,
) -> int:
    """Add one line and return its `seq`. Takes the conversation's row lock, so call it before any other lock."""
    return await append_lines(
        conversation_id, [NewLine(author, line, client_id, staff_id)], at=at, report_id=report_id
    )


async def append_lines(
    conversation_id: int, new: Sequence[NewLine], *, at: datetime, report_id: int | None = None,
    dialogue: Dialogue | None = None,
) -> int:  # fmt: skip
    """Add lines, store where the dialogue is then, and return the newest `seq`: three statements, however many lines.

    Takes the conversation's row lock, so call it before any other lock.
    """
    state = {} if dialogue is None else {"state": _state(dialogue)}
    await models.Conversation.filter(id=conversation_id).update(last_seq=F("last_seq") + len(new), **state)
    last = await last_seq(conversation_id)
    rows = [
        models.ChatEntry(
            conversation_id=conversation_id, seq=seq, client_id=one.client_id, report_id=report_id,
            author=one.author, staff_id=one.staff_id, line=one.line, at=at,
        )
        for seq, one in enumerate(new, start=last - len(new) + 1)
    ]  # fmt: skip
    if rows:
        await models.ChatEntry.bulk_create(rows)
    return last


async def find_id(token_hash: str) -> int | None:
    """Return the conversation's id, or None when nobody has written with this token yet."""
    row = await models.Conversation.get_or_none(token_hash=token_hash)
    return row.id if row else None


async def token_hash_of(conversation_id: int) -> str:
    """Return the hash that names the conversation's socket room."""
    return str(await _column("token_hash", conversation_id))


async def last_seq(conversation_id: int) -> int:
    """Return the newest `seq`."""
    return int(str(await _column("last_seq", conversation_id)))


async def read_lines(conversation_id: int, *, after: int, until: int | None = None) -> tuple[StoredLine, ...]:
    """Return the lines with `after < seq <= until`, oldest first, at most 500."""
    query = models.ChatEntry.filter(conversation_id=conversation_id, seq__gt=after)
    if until is not None:
        query = query.filter(seq__lte=until)
    rows = query.order_by("seq").limit(500).values_list("seq", "client_id", "author", "at", "line", "report__number")
    return tuple(StoredLine(*row) for row in await rows)


async def first_seq_since(conversation_id: int, at: datetime) -> int | None:
    """Return the first `seq` that was said at or after a moment; None when nothing was."""
    row = await models.ChatEntry.filter(conversation_id=conversation_id, at__gte=at).order_by("seq").first()
    return row.seq if row else None


async def _column(name: str, conversation_id: int) -> object:
    (found,) = await models.Conversation.filter(id=conversation_id).values_list(name, flat=True)
    return found


def _state(dialogue: Dialogue) -> dict[str, object]:
    return {
        "place": dialogue.place.value,
        "kind": dialogue.kind,
        "question": dialogue.question,
        "misses": dialogue.misses,
        "desk_told": dialogue.desk_told,
    }


def _dialogue(state: dict[str, object]) -> Dialogue:
    if not state:
        return Dialogue()
    kind, question = state.get("kind"), state.get("question")
    return Dialogue(
        place=_place(str(state.get("place"))),
        kind=str(kind) if kind else None,
        question=str(question) if question else None,
        misses=int(str(state.get("misses", 0))),
        desk_told=bool(state.get("desk_told")),
    )


def _place(stored: str) -> Place:
    """Begin again at the menu where this release does not know the step: a newer one stored it, and was rolled back."""
    return Place(stored) if stored in frozenset(Place) else Place.MENU
