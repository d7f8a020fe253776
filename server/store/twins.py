"""Open reports that a new one may repeat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from server.domain.report import OPEN

from . import models


@dataclass(frozen=True, slots=True)
class Twin:
    """An open report of the same fault; `own` says that this conversation waits for it already."""

    id: int
    number: str
    kind: str
    place: str
    filed_at: datetime
    own: bool


async def find(
    conversation_id: int, *, agency_id: int, kinds: Collection[str], since: datetime, hidden_teams: Collection[str]
) -> tuple[Twin, ...]:
    """Return the open reports of these kinds that an OPD has filed since then: one's own first, then the newest."""
    if not kinds:
        return ()
    query = models.Report.filter(
        agency_id=agency_id, kind__in=sorted(kinds), status__in=sorted(OPEN), received_at__gte=since
    )
    if hidden_teams:
        query = query.exclude(team__in=sorted(hidden_teams))
    rows = await query.order_by("-id").limit(20)
    mine = await models.Reporter.filter(
        conversation_id=conversation_id, report_id__in=[row.id for row in rows]
    ).values_list("report_id", flat=True)
    twins = [Twin(row.id, row.number, row.kind, row.place, row.received_at, row.id in mine) for row in rows]
    return tuple(sorted(twins, key=lambda one: not one.own))
