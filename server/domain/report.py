"""A report's life: which status follows which, who may move it there, and what each move has to bring along.

Rules of this file
Rule 1  `TABLE` is the whole answer to *may this move be made*. What has no row is forbidden, for everybody.
Rule 2  A refused move raises before anything is returned: there is nothing half-moved to clean up.
Rule 3  Reopening is no status. It is the event `reopened` on the way back to `in_progress`, or to `verified`
        when nobody owns the report; it counts.
Rule 4  A report that nobody owns is in nobody's hands: `in_progress` needs an owner, or (straight from `new`)
        makes the mover its owner.
Rule 5  `verified` or later for the first time is the first human act: it stops the response clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain import typed
from server.errors import InvalidInput, MoveForbidden


class Status(StrEnum):
    NEW = "new"
    VERIFIED = "verified"
    IN_PROGRESS = "in_progress"
    WAITING_REPORTER = "waiting_reporter"
    WAITING_VENDOR = "waiting_vendor"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    CANCELLED = "cancelled"


class Priority(StrEnum):
    """Most urgent first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Impact(StrEnum):
    """What the reporter says about the service to the public."""

    STOPPED = "stopped"
    DISTURBED = "disturbed"
    NONE = "none"


class Actor(StrEnum):
    """As whom somebody moves a report; a viewer, and a technician at somebody else's report, is `NOBODY`."""

    REPORTER = "reporter"
    SYSTEM = "system"
    TECHNICIAN = "technician"
    ADMIN = "admin"
    """Admins and operators."""
    NOBODY = "nobody"


class Brings(StrEnum):
    """What a move has to bring along; all but `NOTHING` and `PARENT` are the note that the reporter reads."""

    NOTHING = "nothing"
    QUESTION = "question"
    PARTY = "party"
    """Who is waited for, and until when that is expected."""
    RESOLUTION = "resolution"
    """Cause and action, at least 10 characters."""
    REASON = "reason"
    PARENT = "parent"
    """The report that this one repeats."""


class Event(StrEnum):
    """What the timeline calls a move."""

    MOVED = "moved"
    REOPENED = "reopened"
    MERGED = "merged"


FINAL = frozenset({Status.CLOSED, Status.REJECTED, Status.DUPLICATE, Status.CANCELLED})
OPEN = frozenset(Status) - FINAL - {Status.RESOLVED}

REPORTER_REOPENS_WITHIN = timedelta(days=7)
"""After it was resolved; later a reporter files a new report. The desk reopens at any time."""

LEAST_RESOLUTION = 10
MOST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: whoever is in `who` may move a report from any of `frm` to `to`."""

    frm: tuple[Status, ...]
    to: Status
    who: frozenset[Actor]
    brings: Brings = Brings.NOTHING
    event: Event = Event.MOVED
    owned: bool | None = None
    """True: only a report with an owner. False: only one without. None: either."""
    takes: bool = False
    """The mover becomes its owner when it has none."""


_DESK = frozenset({Actor.TECHNICIAN, Actor.ADMIN})
_ADMIN = frozenset({Actor.ADMIN})
_REPORTER = frozenset({Actor.REPORTER})
_SYSTEM = frozenset({Actor.SYSTEM})

_S = Status
_WAITING = (_S.WAITING_REPORTER, _S.WAITING_VENDOR)
_UNTOUCHED = (_S.NEW, _S.VERIFIED)
_DONE = (_S.RESOLVED, _S.CLOSED)

TABLE: tuple[Row, ...] = (
    Row((_S.NEW,), _S.VERIFIED, _DESK),
    Row((_S.NEW,), _S.IN_PROGRESS, _DESK, takes=True),
    Row((_S.VERIFIED,), _S.IN_PROGRESS, _DESK, owned=True),
    Row((_S.IN_PROGRESS, *_WAITING), _S.VERIFIED, _SYSTEM, owned=False),  # its owner may not see it any more
    Row((_S.IN_PROGRESS,), _S.WAITING_REPORTER, _DESK, Brings.QUESTION),
    Row((_S.IN_PROGRESS,), _S.WAITING_VENDOR, _DESK, Brings.PARTY),
    Row((_S.WAITING_REPORTER,), _S.IN_PROGRESS, _DESK | _SYSTEM),  # the system: the reporter answered
    Row((_S.WAITING_VENDOR,), _S.IN_PROGRESS, _DESK),
    Row((_S.VERIFIED, _S.IN_PROGRESS, *_WAITING), _S.RESOLVED, _DESK, Brings.RESOLUTION),
    Row((_S.RESOLVED,), _S.CLOSED, _ADMIN | _REPORTER | _SYSTEM),
    Row((_S.WAITING_REPORTER,), _S.CLOSED, _SYSTEM),  # nobody did
    Row(_UNTOUCHED, _S.REJECTED, _ADMIN, Brings.REASON),
    Row((*_UNTOUCHED, _S.IN_PROGRESS, *_WAITING), _S.DUPLICATE, _DESK, Brings.PARENT, Event.MERGED),
    Row(_UNTOUCHED, _S.CANCELLED, _ADMIN | _REPORTER),
    Row(_DONE, _S.IN_PROGRESS, _DESK | _REPORTER, Brings.REASON, Event.REOPENED, owned=True),
    Row(_DONE, _S.VERIFIED, _DESK | _REPORTER, Brings.REASON, Event.REOPENED, owned=False),
    Row((_S.REJECTED,), _S.NEW, _ADMIN, Brings.REASON),
    Row((_S.DUPLICATE,), _S.VERIFIED, _ADMIN),
)


@dataclass(frozen=True, slots=True)
class Move:
    """A move that the table allows and that brings what it has to; `note` is cleaned."""

    frm: Status
    to: Status
    event: Event
    note: str
    parent: int | None
    takes: bool
    """Make the mover the owner if the report has none."""

    @property
    def reopens(self) -> bool:
        return self.event is Event.REOPENED


def allowed_moves(
    status: Status, actor: Actor, *, has_owner: bool = True, since_resolved: timedelta | None = None
) -> tuple[Status, ...]:
    """Return where this actor may move a report to, in the table's order.

    `since_resolved` limits only a reporter's reopening; None leaves that unlimited.
    """
    return tuple(row.to for row in _open_rows(status, actor, has_owner, since_resolved))


def what_it_brings(status: Status, to: Status) -> Brings:
    """Return what the move has to bring along, so that a page can ask. Raises MoveForbidden without a row."""
    for row in TABLE:
        if status in row.frm and row.to is to:
            return row.brings
    raise MoveForbidden(())


def check_move(
    status: Status,
    to: str,
    actor: Actor,
    *,
    note: str = "",
    parent: int | None = None,
    has_owner: bool = True,
    since_resolved: timedelta | None = None,
) -> Move:
    """Return the move if the table allows it and it brings what it has to.

    Raises MoveForbidden with the moves that are open, else InvalidInput for `status`, `note` or `parent`.
    """
    if to not in frozenset(Status):
        raise InvalidInput({"status": "unknown"})
    rows = _open_rows(status, actor, has_owner, since_resolved)
    row = next((row for row in rows if row.to == to), None)
    if row is None:
        raise MoveForbidden(tuple(row.to.value for row in rows))
    note = typed.lines(note)
    wrong = _missing(row.brings, note, parent)
    if wrong:
        raise InvalidInput(wrong)
    merged_into = parent if row.brings is Brings.PARENT else None
    return Move(status, row.to, row.event, note, merged_into, takes=row.takes and not has_owner)


def what_a_move_sets(
    frm: Status, to: Status, now: datetime, *, responded: bool = False
) -> dict[str, datetime | None]:
    """Return the time stamps that a move sets (or, going back, clears), by column.

    `responded` says that somebody has acted before: the first response is not moved by a second one.
    """
    stamps: dict[str, datetime | None] = {}
    if frm is Status.NEW and to is not Status.CANCELLED and not responded:
        stamps["first_response_at"] = now
    if to is Status.RESOLVED:
        stamps["resolved_at"] = now
    if to in FINAL:
        stamps["closed_at"] = now
    if frm in FINAL:
        stamps["closed_at"] = None
    if frm in _DONE and to not in _DONE:
        stamps["resolved_at"] = None
    return stamps


def raise_priority(base: Priority, impact: str) -> Priority:
    """Return one level more when a service to the public has stopped; critical stays critical."""
    if impact != Impact.STOPPED:
        return base
    levels = tuple(Priority)
    return levels[max(levels.index(base) - 1, 0)]


def priority_for(kind: Priority, question: Priority | None, impact: str) -> Priority:
    """Return a new report's priority: the question's own before its kind's, raised by the impact."""
    return raise_priority(question or kind, impact)


def _open_rows(
    status: Status, actor: Actor, has_owner: bool, since_resolved: timedelta | None
) -> tuple[Row, ...]:
    too_late = (
        actor is Actor.REPORTER and since_resolved is not None and since_resolved > REPORTER_REOPENS_WITHIN
    )
    return tuple(
        row
        for row in TABLE
        if status in row.frm
        and actor in row.who
        and row.owned in {None, has_owner}
        and not (row.event is Event.REOPENED and too_late)
    )


def _missing(brings: Brings, note: str, parent: int | None) -> dict[str, str]:
    if brings is Brings.PARENT and parent is None:
        return {"parent": "required"}
    if brings not in {Brings.NOTHING, Brings.PARENT} and not note:
        return {"note": "required"}
    if brings is Brings.RESOLUTION and len(note) < LEAST_RESOLUTION:
        return {"note": "too_short"}
    return {"note": "too_long"} if len(note) > MOST_NOTE else {}
