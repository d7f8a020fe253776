"""Counts for the overview. Each walks one index within bounds: the open statuses, or a stretch of time."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pypika_tortoise.terms import Function as SqlFunction
from tortoise.expressions import Case, Function, Q, When
from tortoise.functions import Count, Sum

from server.domain.overview import OpenWork
from server.domain.report import OPEN

from . import models
from .report_filter import visible

BY_TIME = "idx_report_received"


class _Substring(SqlFunction):
    def __init__(self, column: Any, start: int, length: int) -> None:
        super().__init__("SUBSTR", column, start, length)


class Hour(Function):
    """`2026-11-25 03`: the UTC hour of a moment, as both databases write one."""

    database_func = _Substring


async def open_work(now: datetime, hidden: frozenset[str]) -> OpenWork:
    """Count what is not finished, in one walk over it."""
    unanswered = Q(first_response_at__isnull=True)
    late = Q(resolution_due_at__lt=now) | Q(unanswered, response_due_at__lt=now)
    twice = Q(resolution_escalated_at__isnull=False) | Q(unanswered, response_escalated_at__isnull=False)
    rows = (
        await visible(hidden)
        .filter(status__in=[status.value for status in OPEN])
        .force_index("idx_report_status")
        .annotate(
            n=Count("id"),
            unanswered=_number_of(Q(unanswered, status="new")),
            overdue=_number_of(late),
            escalated=_number_of(twice),
        )
        .group_by("status", "priority")
        .values("status", "priority", "n", "unanswered", "overdue", "escalated")
    )
    by_status, by_priority = Counter[str](), Counter[str]()
    for row in rows:
        by_status[row["status"]] += row["n"]
        by_priority[row["priority"]] += row["n"]
    sums = [sum(int(row[name]) for row in rows) for name in ("unanswered", "overdue", "escalated")]
    return OpenWork(by_status, by_priority, *sums)


async def by_hour(since: datetime, until: datetime, hidden: frozenset[str]) -> dict[datetime, int]:
    """Count the reports that came in, by the hour."""
    rows = (
        await _received(since, until, hidden)
        .annotate(hour=Hour("received_at", 1, 13), n=Count("id"))
        .group_by("hour")
        .values("hour", "n")
    )
    return {datetime.strptime(row["hour"], "%Y-%m-%d %H").replace(tzinfo=UTC): row["n"] for row in rows}


async def first_at(hidden: frozenset[str]) -> datetime | None:
    """Return when the first report of all came in."""
    row = await visible(hidden).force_index(BY_TIME).order_by("received_at").only("id", "received_at").first()
    return row.received_at if row else None


async def by_kind(since: datetime, until: datetime, hidden: frozenset[str]) -> Mapping[str, int]:
    """Count the reports that came in, by the key of their kind."""
    rows = await _received(since, until, hidden).annotate(n=Count("id")).group_by("kind").values("kind", "n")
    return {row["kind"]: row["n"] for row in rows}


async def by_agency(since: datetime, until: datetime, hidden: frozenset[str]) -> Mapping[str, int]:
    """Count the reports that came in, by the name of their OPD; those of no OPD under an empty name."""
    rows = await _received(since, until, hidden).annotate(n=Count("id")).group_by("agency_id").values("agency_id", "n")
    named = await models.Agency.all().values("id", "name", "short")
    names = {row["id"]: row["short"] or row["name"] for row in named}
    counts = Counter[str]()
    for row in rows:
        counts[names.get(row["agency_id"], "")] += row["n"]
    return counts


def _number_of(condition: Q) -> Sum:
    one: Any = 1  # the ORM takes numbers, its types do not
    nothing: Any = 0
    each: Any = Case(When(condition, then=one), default=nothing)
    return Sum(each)


def _received(since: datetime, until: datetime, hidden: frozenset[str]) -> Any:
    return visible(hidden).filter(received_at__gte=since, received_at__lt=until).force_index(BY_TIME)
