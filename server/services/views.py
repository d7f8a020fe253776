"""Turn stored values into what the wire carries."""

import structlog
from pydantic import TypeAdapter, ValidationError

from server import clock
from server.contract.shapes import ChatMessage, Line, PhraseLine, ReportView
from server.contract.visitor import Receipt, Synced
from server.domain import identity
from server.domain.own_report import deeds
from server.domain.report import Status
from server.store import conversation, counters, report
from server.store.conversation import StoredLine
from server.store.receipt import Done
from server.store.report import OwnReport

from . import lists, settings
from .world import World

log = structlog.get_logger("sigap.views")
LINE: TypeAdapter[Line] = TypeAdapter(Line)
UNSAID = PhraseLine(key="unsaid")
"""No phrase has this key, so a widget shows nothing; without any line at all it would wait for what is missing."""


async def receipt(world: World, client_id: str, done: Done) -> Receipt:
    """Answer a write that is committed, now or earlier."""
    assert done.conversation_id is not None  # noqa: S101 - a visitor's write always has one
    lines = await conversation.read_lines(done.conversation_id, after=done.first_seq - 1, until=done.last_seq)
    own = await report.own_reports(done.conversation_id, report_id=done.report_id) if done.report_id else ()
    return Receipt(
        client_id=client_id,
        seq=done.last_seq,
        messages=[chat_message(line) for line in lines],
        reports=[report_view(world, one) for one in own],
    )


async def synced(world: World, conversation_id: int | None, after: int) -> Synced:
    """Answer with everything after `after`; an unknown conversation is empty, not an error."""
    lines = await conversation.read_lines(conversation_id, after=after) if conversation_id else ()
    own = await report.own_reports(conversation_id) if conversation_id else ()
    return Synced(
        seq=lines[-1].seq if lines else after,
        messages=[chat_message(line) for line in lines],
        reports=[report_view(world, one) for one in own],
        agencies_revision=await counters.read("agencies"),
        catalogue_revision=await lists.catalogue_revision(world),
        settings_revision=await settings.revision(),
    )


def chat_message(stored: StoredLine) -> ChatMessage:
    return ChatMessage.model_validate(
        {
            "seq": stored.seq,
            "client_id": stored.client_id,
            "author": stored.author,
            "at": stored.at,
            "line": _line(stored),
            "number": stored.number,
        }
    )


def _line(stored: StoredLine) -> Line:
    """Read a stored line; of what a newer release wrote, beside this one or before a rollback, what this one knows."""
    try:
        return LINE.validate_python(stored.line)
    except ValidationError:
        log.info("a line of another release", line=stored.line.get("type"), seq=stored.seq)
    try:
        return LINE.validate_python(stored.line, extra="ignore")
    except ValidationError:
        return UNSAID


def report_view(world: World, own: OwnReport) -> ReportView:
    """Recompute the code and the link, of which only hashes are stored."""
    return ReportView.model_validate(
        {
            "number": own.number,
            "code": identity.tracking_code(world.secret, own.reporter_id),
            "link": f"{world.config.public_url}/l/{identity.link_token(world.secret, own.reporter_id)}",
            "status": own.status,
            "agency": own.agency,
            "place": own.place,
            "kind": own.kind,
            "question": own.question,
            "filed_at": own.filed_at,
            "seen_by_staff": own.seen_by_staff,
            "timeline": [
                {"at": step.at, "event": step.event, "status": step.status, "note": step.note, "by": step.by}
                for step in own.steps
            ],
            "can": deeds(
                Status(own.status), has_owner=own.has_owner, resolved_at=own.resolved_at, now=clock.now()
            ),
            "rating": own.rating,
            "photos": [
                {"id": photo.id, "width": photo.width, "height": photo.height, "at": photo.at} for photo in own.photos
            ],
            "merged_into": {"number": own.parent[0], "status": own.parent[1]} if own.parent else None,
            "reject_reason": own.reject_reason,
        }
    )
