"""What waits for one technician: reports that are theirs, and reports that are nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.desk import ReportRow
from server.domain.report import OPEN, Status

from . import models, report_filter, report_list

MOST = 60
UNTOUCHED = (Status.NEW.value, Status.VERIFIED.value)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that somebody has asked to see."""

    report_id: int
    number: str


async def of_person(staff_id: int, hidden: frozenset[str]) -> tuple[ReportRow, ...]:
    """Return the open reports in sight that a person owns, what is due first on top."""
    mine = report_filter.visible(hidden).filter(assignee_id=staff_id, status__in=sorted(OPEN))
    return await _by_due([row.id for row in await mine.order_by("-id").limit(MOST).only("id")])


async def of_nobody(hidden: frozenset[str], *, most: int) -> tuple[ReportRow, ...]:
    """Return untouched reports without an owner that are in sight, what is due first on top."""
    free = report_filter.visible(hidden).filter(assignee_id__isnull=True, status__in=UNTOUCHED)
    return (await _by_due([row.id for row in await free.order_by("-id").limit(MOST).only("id")]))[:most]


async def phones(
    report_ids: Sequence[int], *, staff_id: int, between: tuple[datetime, datetime]
) -> tuple[Phone, ...]:  # fmt: skip
    """Return the numbers of those reports that this person has asked to see between two moments."""
    if not report_ids:
        return ()
    asked = models.Timeline.filter(
        report_id__in=list(report_ids), event="revealed", staff_id=staff_id, at__range=between
    )
    shown = {int(row.report_id) for row in await asked if row.report_id is not None}
    people = models.Reporter.filter(report_id__in=list(shown), device_of_id__isnull=True).order_by("-id")
    first = {person.report_id: person.whatsapp for person in await people} if shown else {}
    return tuple(Phone(report_id, number) for report_id, number in first.items())


async def _by_due(report_ids: Sequence[int]) -> tuple[ReportRow, ...]:
    """What has no due time (its clock is paused) comes last."""
    rows = await report_list.read_rows(report_ids)
    return tuple(sorted(rows, key=lambda row: (_due(row) is None, _due(row) or row.received_at, row.id)))


def _due(row: ReportRow) -> datetime | None:
    return row.clock.resolution_due_at
