"""Say something in the conversation of everybody who waits for a report."""

from datetime import datetime

from server.domain.desk import SignedIn
from server.domain.events import LinesSaid
from server.domain.lines import Line
from server.store import conversation, report


async def lock_talks(report_id: int) -> tuple[int, ...]:
    """Lock the reporters' conversations in the order of their ids, and return those: always before the report."""
    talks = tuple(dict.fromkeys(await report.conversations_of(report_id)))
    for conversation_id in talks:
        await conversation.lock(conversation_id)
    return talks


async def tell(talks: tuple[int, ...], line: Line, *, report_id: int, by: SignedIn, now: datetime) -> list[LinesSaid]:
    """Add one line to conversations that are locked."""
    facts: list[LinesSaid] = []
    for conversation_id in talks:
        seq = await conversation.append_line(
            conversation_id, author="staff", line=line, at=now, staff_id=by.staff_id, report_id=report_id
        )
        facts.append(LinesSaid(conversation_id, seq))
    return facts
