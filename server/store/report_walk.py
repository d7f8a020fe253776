"""Walk what matches in the order that was asked for, from a key on. What comes back are keys; the id is their last."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise.expressions import Case, F, Q, When

from server.domain.listing import Sort
from server.domain.report import Priority

from .report_filter import Reports, beside

Key = tuple[int, ...]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DATED, UNDATED = 0, 1


async def walk(
    queries: Sequence[Reports], sort: str, before: Key | None, limit: int, *, by_status: bool = False
) -> list[Key]:
    """Return up to `limit` keys that come after `before`; `by_status` says that each query walks one status."""
    match Sort(sort):
        case Sort.NEWEST:
            return await _newest(queries, before, limit)
        case Sort.PRIORITY:
            return await _by_priority(queries, before, limit, by_status)
        case Sort.DUE:
            return await _by_due(queries, before, limit)
        case Sort.WAITING:
            return await _oldest(queries, before, limit)


async def count(queries: Sequence[Reports], most: int) -> int:
    """Count what matches, but not beyond `most`."""
    found = 0
    for query in queries:
        found += len(await query.order_by("-id").limit(most - found).values_list("id", flat=True))
        if found >= most:
            break
    return found


async def _newest(queries: Sequence[Reports], before: Key | None, limit: int) -> list[Key]:
    bound = {"id__lt": before[-1]} if before else {}
    found: list[Any] = []
    for query in queries:
        found += await query.filter(**bound).order_by("-id").limit(limit).values_list("id", flat=True)
    return [(each,) for each in sorted(found, reverse=True)[:limit]]


async def _oldest(queries: Sequence[Reports], before: Key | None, limit: int) -> list[Key]:
    bound = {"id__gt": before[-1]} if before else {}
    found: list[Any] = []
    for query in queries:
        found += await query.filter(**bound).order_by("id").limit(limit).values_list("id", flat=True)
    return [(each,) for each in sorted(found)[:limit]]


async def _by_priority(queries: Sequence[Reports], before: Key | None, limit: int, by_status: bool) -> list[Key]:
    """Take one priority after the other: no index has their order, but within one the newest come first."""
    found: list[Key] = []
    for rank, priority in enumerate(Priority):
        if len(found) >= limit:
            break
        if before and rank < before[0]:
            continue
        within = (0, before[1]) if before and rank == before[0] else None
        own = priority.value
        of_it = [beside(each, "priority", (own,)) if by_status else each.filter(priority=own) for each in queries]
        found += [(rank, *key) for key in await _newest(of_it, within, limit - len(found))]
    return found


async def _by_due(queries: Sequence[Reports], before: Key | None, limit: int) -> list[Key]:
    """Sort the open reports by what is due next: they are few, and no index knows which of two times holds."""
    due = Case(When(first_response_at__isnull=True, then=F("response_due_at")), default=F("resolution_due_at"))
    found: list[Key] = []
    if before is None or before[0] == DATED:
        dated: list[Key] = []
        for query in queries:
            asked = query.annotate(due=due).filter(due__isnull=False)
            if before:
                at = EPOCH + timedelta(microseconds=before[1])
                asked = asked.filter(Q(due__gt=at) | Q(due=at, id__gt=before[2]))
            for row in await asked.order_by("due", "id").limit(limit).values("due", "id"):
                dated.append((DATED, _micros(row["due"]), row["id"]))
        found = sorted(dated)[:limit]
    if len(found) < limit:
        undated: list[Key] = []
        after = {"id__gt": before[2]} if before and before[0] == UNDATED else {}
        for query in queries:
            rest = query.annotate(due=due).filter(due__isnull=True, **after).order_by("id").limit(limit - len(found))
            undated += [(UNDATED, 0, row["id"]) for row in await rest.values("id")]
        found += sorted(undated)[: limit - len(found)]
    return found


def _micros(at: Any) -> int:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - EPOCH) // timedelta(microseconds=1)
