"""The timeline: what happened, in the one order that every reader sees. Rows are added and never changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q
from tortoise.functions import Max

from server.domain.desk import TimelineRow
from server.domain.news import ADDED, FILED
from server.domain.undoing import MOVES

from . import counters, models, staff

NEWS = frozenset({FILED, "joined", *ADDED})
"""What a reporter does that the desk has to read."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A row as those who only follow see it."""

    ver: int
    report_id: int | None
    at: datetime
    event: str


async def append(
    *,
    report_id: int | None,
    event: str,
    actor: str,
    at: datetime,
    staff_id: int | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
    note: str = "",
    internal: str = "",
    data: dict[str, object] | None = None,
) -> int:
    """Add a row, as the transaction's last statement (every writer waits for its lock), and return its `ver`.

    `report_id` is None for what happens to the desk's own lists.
    """
    ver = await counters.next_ver()
    await models.Timeline.create(
        ver=ver, report_id=report_id, event=event, actor=actor, staff_id=staff_id, from_status=from_status,
        to_status=to_status, note=note, internal=internal, data=data or {}, at=at,
    )  # fmt: skip
    return ver


async def newest_ver() -> int:
    """Return the `ver` of the newest row, 0 when there is none."""
    return await counters.read("ver")


async def read_after(ver: int, *, limit: int) -> tuple[Happened, ...]:
    """Return the rows after `ver`, oldest first. Gap-free: `ver` becomes visible in its own order."""
    rows = models.Timeline.filter(ver__gt=ver).order_by("ver").limit(limit)
    found = await rows.only("ver", "report_id", "at", "event")
    return tuple(Happened(row.ver, row.report_id, row.at, row.event) for row in found)


async def read_timeline(report_id: int) -> tuple[TimelineRow, ...]:
    """Return everything that happened to a report, oldest first."""
    rows = await models.Timeline.filter(report_id=report_id).order_by("ver")
    names = await staff.names_of(row.staff_id for row in rows)
    return tuple(
        TimelineRow(
            ver=row.ver,
            event=row.event,
            actor=row.actor,
            staff=names.get(row.staff_id),
            from_status=row.from_status,
            to_status=row.to_status,
            note=row.note,
            internal=row.internal,
            data=row.data,
            at=row.at,
            staff_id=row.staff_id,
        )
        for row in rows
    )


async def read_ones(report_ids: Collection[int]) -> set[int]:
    """Return which of these reports somebody of the desk has opened or worked on since their reporter's last news."""
    either = models.Timeline.filter(Q(actor="staff") | Q(actor="reporter", event__in=NEWS), report_id__in=report_ids)
    rows = await either.group_by("report_id", "actor").annotate(last=Max("ver")).values("report_id", "actor", "last")
    newest = {(row["report_id"], row["actor"]): row["last"] for row in rows}
    staff_last = {one: last for (one, actor), last in newest.items() if actor == "staff"}
    return {one for one, last in staff_last.items() if last > newest.get((one, "reporter"), 0)}


async def last_mover(report_id: int) -> str | None:
    """Return the name of who changed the report last; None for its reporter or nobody."""
    changes = ("moved", "reopened", "merged", "assigned", "edited", "undone")
    row = await models.Timeline.filter(report_id=report_id, event__in=changes).order_by("-ver").first()
    return (await staff.names_of([row.staff_id])).get(row.staff_id) if row else None


async def newest_moves(report_ids: Collection[int], *, staff_id: int, since: datetime) -> dict[int, int]:
    """Return by report the `ver` of this person's newest move of it since a moment."""
    own = models.Timeline.filter(report_id__in=report_ids, staff_id=staff_id, at__gte=since, event__in=MOVES)
    rows = await own.group_by("report_id").annotate(last=Max("ver")).values("report_id", "last")
    return {row["report_id"]: row["last"] for row in rows}


async def newest_move_of(staff_id: int, *, since: datetime) -> tuple[int, int] | None:
    """Return report and `ver` of a person's newest row since a moment, out of the newest 500 rows of the desk."""
    recent = models.Timeline.filter(ver__gt=await newest_ver() - 500, staff_id=staff_id, at__gte=since)
    row = await recent.filter(event__in=MOVES).order_by("-ver").first()
    return (row.report_id, row.ver) if row and row.report_id is not None else None
