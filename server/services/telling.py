"""Say something in the conversation of everybody who waits for a report."""

from datetime import datetime

from server.domain import lines
from server.domain.desk import SignedIn
from server.domain.events import LinesSaid
from server.domain.lines import Line
from server.store import conversation, report
from server.store.report import Talk


async def lock_talks(report_id: int) -> tuple[Talk, ...]:
    """Lock the conversations of all who wait, in the order of their ids, and return those: always before the report.

    Reads them again under the locks: somebody may have merged a report into this one meanwhile. A conversation that
    stands there with two reports is told once, about this one.
    """
    locked: set[int] = set()
    while True:
        talks = {talk.conversation_id: talk for talk in reversed(await report.talks_of(report_id))}
        missing = sorted(set(talks) - locked)
        if not missing:
            return tuple(talks[conversation_id] for conversation_id in sorted(talks))
        for conversation_id in missing:
            await conversation.lock(conversation_id)
        locked |= set(missing)


async def tell(talks: tuple[Talk, ...], line: Line, *, by: SignedIn, now: datetime) -> list[LinesSaid]:
    """Add one line to conversations that are locked, in each about the report that was filed there."""
    return [await _say(talk, line, by, now) for talk in talks]


async def tell_status(
    talks: tuple[Talk, ...], status: str, note: str, *, by: SignedIn | None, now: datetime, parent: str | None = None
) -> list[LinesSaid]:
    """Add a status line, to each under the number that its reporter knows; `by` is None for the system."""
    return [await _say(talk, lines.status(talk.number, status, note, parent), by, now) for talk in talks]


async def _say(talk: Talk, line: Line, by: SignedIn | None, now: datetime) -> LinesSaid:
    seq = await conversation.append_line(
        talk.conversation_id, author="staff" if by else "bot", line=line, at=now,
        staff_id=by.staff_id if by else None, report_id=talk.report_id,
    )  # fmt: skip
    return LinesSaid(talk.conversation_id, seq)
