"""Do a visitor's write exactly once: the transaction, the ledger and what is told after commit."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from server import bus, failpoints
from server.contract.base import Write
from server.contract.visitor import Receipt
from server.domain.events import Fact, LinesSaid, ReportTouched
from server.errors import ReusedClientId
from server.store import conversation, receipt, timeline
from server.store.conversation import OpenConversation
from server.store.receipt import AlreadyWritten, Done
from server.store.tx import retrying, tx

from . import views
from .world import Visitor, World

NOT_CONTENT = {"client_id", "queued_at", "code", "diagnostics"}
"""`queued_at` is set only by a retry, so it is not part of what makes two deliveries the same; of `diagnostics` each
release keeps what it knows, so a retry that meets another release would be another report; and whoever has only the
database must not be able to try tracking codes against the ledger.
"""


@dataclass(frozen=True, slots=True)
class TimelineDraft:
    """The timeline row that a write ends with; `ver` is taken last of all."""

    event: str
    actor: str
    from_status: str | None = None
    to_status: str | None = None
    note: str = ""
    data: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write left behind: the newest `seq`, and the report it touched with its timeline rows."""

    last_seq: int
    report_id: int | None = None
    timeline: tuple[TimelineDraft, ...] = ()


Work = Callable[[OpenConversation], Awaitable[Outcome]]


async def once(
    world: World, visitor: Visitor, command: Write, now: datetime, work: Work, *, beside: bytes = b""
) -> Receipt:
    """Run `work` under the conversation's lock unless this client id was done before; either way, the same receipt.

    `beside` are bytes that came with the command and belong to what makes two deliveries the same.

    Raises ReusedClientId when the id was used for something else, or in another conversation.
    """
    client_hash, payload_hash = hash_id(command.client_id), _hash_content(command, beside)

    async def unit() -> tuple[int, Done, tuple[Fact, ...]]:
        async with tx():
            opened = await conversation.open_locked(
                token_hash=visitor.token_hash, site=visitor.site, locale=visitor.locale, page=visitor.page,
                user_agent=visitor.user_agent, at=now,
            )  # fmt: skip
            earlier = await receipt.find(client_hash)
            if earlier:
                return opened.id, earlier, ()
            outcome = await work(opened)
            failpoints.reach("after_insert")
            done = Done(payload_hash, opened.id, opened.last_seq + 1, outcome.last_seq, outcome.report_id)
            await receipt.keep(client_hash, done, at=now)
            return opened.id, done, await _record(outcome, done, now)

    try:
        conversation_id, done, facts = await retrying(unit)
    except AlreadyWritten:
        conversation_id, done, facts = await retrying(unit)
    if done.payload_hash != payload_hash or done.conversation_id != conversation_id:
        raise ReusedClientId
    await bus.deliver(*facts)
    answer = await views.receipt(world, command.client_id, done)
    failpoints.reach("before_ack")
    return answer


async def earlier(world: World, visitor: Visitor, client_id: str) -> Receipt | None:
    """Return the receipt of what this conversation did under that client id, if it did."""
    done = await receipt.find(hash_id(client_id))
    if done is None or done.conversation_id != await conversation.find_id(visitor.token_hash):
        return None
    return await views.receipt(world, client_id, done)


async def _record(outcome: Outcome, done: Done, now: datetime) -> tuple[Fact, ...]:
    """Write the timeline rows, the transaction's last statements, and say what to tell after commit."""
    facts: list[Fact] = []
    if done.conversation_id is not None and done.last_seq >= done.first_seq:
        facts.append(LinesSaid(done.conversation_id, done.first_seq))
    for draft in outcome.timeline:
        ver = await timeline.append(
            report_id=outcome.report_id, event=draft.event, actor=draft.actor, at=now,
            from_status=draft.from_status, to_status=draft.to_status, note=draft.note, data=draft.data,
        )  # fmt: skip
        if draft is outcome.timeline[-1] and outcome.report_id is not None:
            facts.append(ReportTouched(outcome.report_id, ver))
    return tuple(facts)


def hash_id(client_id: str) -> str:
    """Return what the ledger keeps of a client id."""
    return hashlib.sha256(f"client:{client_id}".encode()).hexdigest()


def _hash_content(command: Write, beside: bytes) -> str:
    content = command.model_dump(mode="json", exclude=NOT_CONTENT, exclude_unset=True)
    canonical = json.dumps([command.event(), content], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode() + beside).hexdigest()
