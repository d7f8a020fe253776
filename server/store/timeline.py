"""The append-only timeline: audit log, the reporter's status list, the feed dashboards catch up from."""

from datetime import datetime

from server.domain.desk import TimelineRow

from . import counters, models


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
    """Add a row and return its `ver`. The transaction's last statement: `ver` is taken under one locked counter."""
    ver = await counters.next_ver()
    await models.Timeline.create(
        ver=ver, report_id=report_id, event=event, actor=actor, staff_id=staff_id, from_status=from_status,
        to_status=to_status, note=note, internal=internal, data=data or {}, at=at,
    )  # fmt: skip
    return ver


async def newest_ver() -> int:
    """Return the newest committed `ver`; a reader that has it has everything before it."""
    return await counters.read("ver")


async def read_timeline(report_id: int) -> tuple[TimelineRow, ...]:
    """Return a report's rows, oldest first, with the names of the staff who acted."""
    rows = await models.Timeline.filter(report_id=report_id).order_by("ver")
    ids = {row.staff_id for row in rows if row.staff_id is not None}
    names = {row.id: row.name for row in await models.Staff.filter(id__in=list(ids))} if ids else {}
    return tuple(
        TimelineRow(
            ver=row.ver, event=row.event, actor=row.actor, staff=names.get(row.staff_id) if row.staff_id else None,
            from_status=row.from_status, to_status=row.to_status, note=row.note, internal=row.internal,
            data=row.data, at=row.at,
        )
        for row in rows
    )  # fmt: skip
