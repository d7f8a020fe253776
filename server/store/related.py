"""Reports that may be about the same fault, and what two reports are compared by."""

from typing import Any

from tortoise.expressions import Q

from server.domain.merging import ARRIVES_WITHIN, Sketch, family_of
from server.domain.report import OPEN

from . import models, report_filter

MOST = 200
"""Candidates that are compared; a city's outage has fewer reports in a day."""


async def sketch(report_id: int) -> Sketch | None:
    """Return what a report is compared by."""
    found = await _sketches(models.Report.filter(id=report_id))
    return found[0] if found else None


async def candidates(of: Sketch, *, hidden: frozenset[str]) -> tuple[Sketch, ...]:
    """Return the open reports of the same days with the same OPD, a kind of the same family, or the same reporter."""
    since, until = of.received_at - ARRIVES_WITHIN, of.received_at + ARRIVES_WITHIN
    alike = Q(kind__in=list(family_of(of.kind)))
    if of.agency_id is not None:
        alike |= Q(agency_id=of.agency_id)
    else:
        alike |= Q(agency_name=of.agency_name)
    if of.whatsapp:
        alike |= Q(reporters__whatsapp__in=list(of.whatsapp))
    query = report_filter.visible(hidden).filter(status__in=[*OPEN], received_at__gte=since, received_at__lte=until)
    return await _sketches(query.filter(alike).exclude(id=of.id).distinct().order_by("-id").limit(MOST))


async def _sketches(query: Any) -> tuple[Sketch, ...]:
    rows = await query
    ids = [row.id for row in rows]
    numbers: dict[int, set[str]] = {}
    for report_id, number in await models.Reporter.filter(report_id__in=ids).values_list("report_id", "whatsapp"):
        numbers.setdefault(report_id, set()).add(number)
    children = models.Report.filter(duplicate_of_id__in=ids)
    parents = set(await children.distinct().values_list("duplicate_of_id", flat=True))
    return tuple(
        Sketch(
            id=row.id, status=row.status, agency_id=row.agency_id, agency_name=row.agency_name, kind=row.kind,
            channel=row.channel, occurred_at=row.occurred_at, received_at=row.received_at,
            queued=row.queued_at is not None, whatsapp=frozenset(numbers.get(row.id, ())),
            has_children=row.id in parents,
        )
        for row in rows
    )  # fmt: skip
