"""Several reports of one fault: which belong together, and which may be merged into which.

Rules of this file
Rule 1  A parent is open, no duplicate itself, and not its own child. A child has no children: so a merge is one level
        deep and there are no cycles.
Rule 2  Nothing is merged by itself: what `kinship` says is a suggestion for people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.report import OPEN, Status
from server.errors import InvalidInput

FAMILIES = (frozenset({"internet-mati", "internet-putus-putus", "internet-lambat"}),)
"""Kinds that are one fault in the words of different people."""

SAME_OFFICE_WITHIN = timedelta(hours=24)
SAME_KIND_WITHIN = timedelta(hours=4)
COPY_WITHIN = timedelta(hours=12)
"""Between the incidents of a report that waited in an outbox and of the copy that somebody told the desk meanwhile."""
ARRIVES_WITHIN = timedelta(days=4)
"""An outbox gives up after 72 hours: a queued original comes no later than this after its copy."""
KEYED_IN = frozenset({"phone", "whatsapp", "walk_in"})
"""Channels by which the desk hears of a report and keys it in itself."""


class Kinship(StrEnum):
    """Why two reports may be one."""

    COPY = "copy"
    """One was told to the desk while the other waited on its reporter's device."""
    SAME = "same"
    """The same OPD and the same kind of fault."""
    OFFICE = "office"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two reports are compared by."""

    id: int
    status: str
    agency_id: int | None
    agency_name: str
    kind: str
    channel: str
    occurred_at: datetime
    received_at: datetime
    queued: bool
    whatsapp: frozenset[str]
    has_children: bool = False


def family_of(kind: str) -> frozenset[str]:
    """Return the kinds that are reported for the same fault, with this one."""
    return next((family for family in FAMILIES if kind in family), frozenset({kind}))


def kinship(one: Sketch, other: Sketch) -> Kinship | None:
    """Return why two open reports may be one, or None."""
    office = _office(one) == _office(other)
    kind = other.kind in family_of(one.kind)
    if _is_copy(one, other, office=office, kind=kind):
        return Kinship.COPY
    apart = abs(one.received_at - other.received_at)
    if office and kind and apart <= SAME_OFFICE_WITHIN:
        return Kinship.SAME
    if office and apart <= SAME_OFFICE_WITHIN:
        return Kinship.OFFICE
    return Kinship.KIND if kind and apart <= SAME_KIND_WITHIN else None


def check_merge(child: Sketch, parent: Sketch | None) -> None:
    """Raise InvalidInput for `parent` unless the child may be merged into it."""
    if parent is None:
        raise InvalidInput({"parent": "unknown"})
    if parent.id == child.id:
        raise InvalidInput({"parent": "itself"})
    if Status(parent.status) not in OPEN:
        raise InvalidInput({"parent": "duplicate" if parent.status == Status.DUPLICATE else "not_open"})
    if child.has_children:
        raise InvalidInput({"parent": "has_children"})


def _is_copy(one: Sketch, other: Sketch, *, office: bool, kind: bool) -> bool:
    if not ((one.queued and other.channel in KEYED_IN) or (other.queued and one.channel in KEYED_IN)):
        return False
    if abs(one.occurred_at - other.occurred_at) > COPY_WITHIN:
        return False
    return (office and kind) or bool(one.whatsapp & other.whatsapp)


def _office(report: Sketch) -> object:
    return report.agency_id if report.agency_id is not None else report.agency_name.casefold()
