"""Walk what matches in the order that was asked for, from a key on. What comes back are keys; the id is their last."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise.expressions import Case, F, Q, When

from server.domain.listing import Sort
from server.domain.report import Priority

from . import together
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
    return (await count_and_newest(queries, most))[0]


async def count_and_newest(queries: Sequence[Reports], most: int) -> tuple[int, int]:
    """Count what matches, but not beyond `most`, and return the largest id; 0 where there is none."""
    found, largest = await together.count_and_newest(_ids(queries, most))
    return min(found, most), largest


async def first_page(queries: Sequence[Reports], limit: int, most: int) -> tuple[list[Key], int]:
    """Return the newest `limit` keys, and how many reports match, but not beyond `most`: in one walk."""
    ids, found = await together.newest(_ids(queries, most), limit)
    return [(each,) for each in ids], min(found, most)


def _ids(queries: Sequence[Reports], most: int) -> together.Asked:
    return [query.order_by("-id").limit(most).values("id") for query in queries]


async def _newest(queries: Sequence[Reports], before: Key | None, limit: int) -> list[Key]:
    bound = {"id__lt": before[-1]} if before else {}
    asked = [query.filter(**bound).order_by("-id").limit(limit).values("id") for query in queries]
    return _keys(await together.rows(asked), limit, newest=True)


async def _oldest(queries: Sequence[Reports], before: Key | None, limit: int) -> list[Key]:
    bound = {"id__gt": before[-1]} if before else {}
    asked = [query.filter(**bound).order_by("id").limit(limit).values("id") for query in queries]
    return _keys(await together.rows(asked), limit, newest=False)


def _keys(rows: list[dict[str, Any]], limit: int, *, newest: bool) -> list[Key]:
    return [(each,) for each in sorted((row["id"] for row in rows), reverse=newest)[:limit]]


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
        dated = [query.annotate(due=due).filter(due__isnull=False) for query in queries]
        if before:
            at = EPOCH + timedelta(microseconds=before[1])
            dated = [query.filter(Q(due__gt=at) | Q(due=at, id__gt=before[2])) for query in dated]
        rows = await together.rows([each.order_by("due", "id").limit(limit).values("due", "id") for each in dated])
        found += sorted((DATED, _micros(row["due"]), row["id"]) for row in rows)[:limit]
    if len(found) < limit:
        after = {"id__gt": before[2]} if before and before[0] == UNDATED else {}
        rest = [query.annotate(due=due).filter(due__isnull=True, **after) for query in queries]
        rows = await together.rows([each.order_by("id").limit(limit - len(found)).values("id") for each in rest])
        found += [(UNDATED, 0, report_id) for report_id in sorted(row["id"] for row in rows)][: limit - len(found)]
    return found


def _micros(at: Any) -> int:
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - EPOCH) // timedelta(microseconds=1)
