"""Conversations and their lines. `seq` has no gaps: it is taken under the conversation's row lock."""

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
        await _touch(token_hash, locale=locale, at=at)
    row = await models.Conversation.get(token_hash=token_hash)
    return OpenConversation(row.id, row.site, _dialogue(row.state), row.last_seq)


async def _touch(token_hash: str, *, locale: str, at: datetime) -> bool:
    """Take the row lock by writing to the row."""
    return bool(await models.Conversation.filter(token_hash=token_hash).update(updated_at=at, locale=locale))


async def lock(conversation_id: int) -> int:
    """Lock a conversation and return its last `seq`. Lock several in the order of their ids."""
    await models.Conversation.filter(id=conversation_id).update(last_seq=F("last_seq"))
    row = await models.Conversation.get(id=conversation_id)
    return row.last_seq


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
    await models.Conversation.filter(id=conversation_id).update(last_seq=F("last_seq") + 1)
    seq = (await models.Conversation.get(id=conversation_id)).last_seq
    await models.ChatEntry.create(
        conversation_id=conversation_id, seq=seq, client_id=client_id, report_id=report_id, author=author,
        staff_id=staff_id, line=line, at=at,
    )  # fmt: skip
    return seq


async def keep_dialogue(conversation_id: int, dialogue: Dialogue) -> None:
    """Store where the dialogue is now."""
    state: dict[str, object] = {
        "place": dialogue.place.value,
        "kind": dialogue.kind,
        "question": dialogue.question,
        "misses": dialogue.misses,
        "desk_told": dialogue.desk_told,
    }
    await models.Conversation.filter(id=conversation_id).update(state=state)


async def find_id(token_hash: str) -> int | None:
    """Return the conversation's id, or None when nobody has written with this token yet."""
    row = await models.Conversation.get_or_none(token_hash=token_hash)
    return row.id if row else None


async def token_hash_of(conversation_id: int) -> str:
    """Return the hash that names the conversation's socket room."""
    return (await models.Conversation.get(id=conversation_id)).token_hash


async def last_seq(conversation_id: int) -> int:
    """Return the newest `seq`."""
    return (await models.Conversation.get(id=conversation_id)).last_seq


async def read_lines(conversation_id: int, *, after: int, until: int | None = None) -> tuple[StoredLine, ...]:
    """Return the lines with `after < seq <= until`, oldest first, at most 500."""
    query = models.ChatEntry.filter(conversation_id=conversation_id, seq__gt=after)
    if until is not None:
        query = query.filter(seq__lte=until)
    rows = await query.order_by("seq").limit(500).prefetch_related("report")
    return tuple(
        StoredLine(row.seq, row.client_id, row.author, row.at, row.line, row.report.number if row.report else None)
        for row in rows
    )


async def first_seq_since(conversation_id: int, at: datetime) -> int | None:
    """Return the first `seq` that was said at or after a moment; None when nothing was."""
    row = await models.ChatEntry.filter(conversation_id=conversation_id, at__gte=at).order_by("seq").first()
    return row.seq if row else None


def _dialogue(state: dict[str, object]) -> Dialogue:
    if not state:
        return Dialogue()
    kind, question = state.get("kind"), state.get("question")
    return Dialogue(
        place=Place(str(state.get("place", "menu"))),
        kind=str(kind) if kind else None,
        question=str(question) if question else None,
        misses=int(str(state.get("misses", 0))),
        desk_told=bool(state.get("desk_told")),
    )
