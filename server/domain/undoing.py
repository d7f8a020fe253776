"""Taking a move back: for a few seconds, by who made it, and only while nothing else has happened.

Rules of this file
Rule 1  A move's timeline row keeps what the report's columns held before it (`BEFORE`); an undo writes that back.
Rule 2  An undo is a row of its own, `undone`. Nothing is taken out of the history.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from server.domain.desk import TimelineRow
from server.domain.report import Event

OFFERED = timedelta(seconds=10)
GRACE = timedelta(seconds=5)
"""What a slow line may add to it."""

BEFORE = "before"
MOVES = frozenset(Event)
NO_CHANGE = frozenset({"seen", "revealed", "merged_in", "split_off"})
"""Rows that leave the report itself as it is."""


def newest_change(timeline: Iterable[TimelineRow]) -> TimelineRow | None:
    """Return the newest row that changed the report; rows are oldest first."""
    changes = [row for row in timeline if row.event not in NO_CHANGE]
    return changes[-1] if changes else None


def can_undo(row: TimelineRow | None, *, staff_id: int, now: datetime, within: timedelta = OFFERED) -> bool:
    """Say whether this newest change is a move that this person may take back now."""
    if row is None or row.event not in MOVES or row.staff_id != staff_id or BEFORE not in row.data:
        return False
    return abs(now - row.at) <= within  # a clock that was set back must not offer it for an hour
