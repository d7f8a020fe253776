"""Conversation and history of a report as one stream, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from server.clock import WIB
from server.domain.desk import ChatRow, ReportFile, TimelineRow

TOLD_BY_HISTORY = frozenset({"status", "receipt"})
"""Lines of the chat that repeat what the timeline says with more detail."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the stream: what somebody wrote, what happened, or what the assistant and the reporter went through."""

    at: datetime
    line: ChatRow | None = None
    event: TimelineRow | None = None
    guided: tuple[ChatRow, ...] = ()
    """Consecutive lines of the assistant's dialogue: shown folded, as the desk seldom needs them."""


def by_day(found: ReportFile) -> list[tuple[date, list[Entry]]]:
    """Return the stream in days of Pekanbaru."""
    entries = list(_entries(found))
    return [(day, list(those)) for day, those in groupby(entries, lambda entry: entry.at.astimezone(WIB).date())]


def _entries(found: ReportFile) -> Iterator[Entry]:
    both: list[ChatRow | TimelineRow] = [
        line for line in found.conversation if not _is_told_by_history(line)
    ]
    first_read = next((row for row in found.timeline if row.event == "seen"), None)
    told = [row for row in found.timeline if row.event != "seen" or row is first_read]  # each message is read anew
    both += [row for row in told if not _is_told_by_chat(row)]
    both.sort(key=lambda one: one.at)
    for guided, those in groupby(both, _is_guided):
        run = [*those]
        lines = tuple(one for one in run if isinstance(one, ChatRow))
        if not guided:
            for one in run:
                yield Entry(one.at, line=one) if isinstance(one, ChatRow) else Entry(one.at, event=one)
        elif any(line.author != "bot" for line in lines):  # else it only confirms what the reporter wrote
            yield Entry(run[0].at, guided=lines)


def _is_told_by_history(line: ChatRow) -> bool:
    """A sentence of the phrase file in a staff member's name announces what the timeline tells: `status.undone`."""
    kind = line.line.get("type")
    return kind in TOLD_BY_HISTORY or (kind == "phrase" and line.author == "staff")


def _is_told_by_chat(row: TimelineRow) -> bool:
    """Words and a reporter's photos stand in the chat; the desk's photos never do."""
    return row.event == "said" or (row.event == "photo" and row.actor == "reporter")


def _is_guided(one: ChatRow | TimelineRow) -> bool:
    return isinstance(one, ChatRow) and (one.author == "bot" or one.line.get("type") == "choice")
