"""What a reporter may do with a report of theirs.

Rules of this file
Rule 1  What moves a report is the transition table's business (`domain/report.py`): here are only the names.
Rule 2  A rating is about finished work: resolved or closed. A later one replaces the earlier one.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from server.domain import typed
from server.domain.report import Actor, Status, allowed_moves
from server.errors import InvalidInput, MoveForbidden


class Deed(StrEnum):
    CONFIRM = "confirm"
    REOPEN = "reopen"
    CANCEL = "cancel"
    RATE = "rate"


LEADS_TO = {
    Status.CLOSED: Deed.CONFIRM,
    Status.IN_PROGRESS: Deed.REOPEN,
    Status.VERIFIED: Deed.REOPEN,
    Status.CANCELLED: Deed.CANCEL,
}
RATED = frozenset({Status.RESOLVED, Status.CLOSED})
STARS = range(1, 6)
MOST_COMMENT = 1000


def deeds(status: Status, *, has_owner: bool, resolved_at: datetime | None, now: datetime) -> tuple[Deed, ...]:
    """Return what the reporter may do now."""
    moves = allowed_moves(status, Actor.REPORTER, has_owner=has_owner, since_resolved=since(resolved_at, now))
    found = tuple(LEADS_TO[move] for move in moves if move in LEADS_TO)
    return (*found, Deed.RATE) if status in RATED else found


def back_to(*, has_owner: bool) -> Status:
    """Return where a reopened report goes: to its owner, or to be given one."""
    return Status.IN_PROGRESS if has_owner else Status.VERIFIED


def check_rating(status: Status, stars: int, comment: str) -> str:
    """Return the comment as it is stored. Raises MoveForbidden before the work is done, else InvalidInput."""
    if status not in RATED:
        raise MoveForbidden(())
    if stars not in STARS:
        raise InvalidInput({"stars": "unknown"})
    words = typed.lines(comment)
    if len(words) > MOST_COMMENT:
        raise InvalidInput({"comment": "too_long"})
    return words


def since(resolved_at: datetime | None, now: datetime) -> timedelta | None:
    """Return how long ago it was resolved; None when it never was, which limits nothing."""
    return now - resolved_at if resolved_at else None
