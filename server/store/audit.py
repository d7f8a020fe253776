"""What was done outside of a report, and by whom. Rows are added and never changed."""

from datetime import datetime

from server.domain.account import AuditRow

from . import models, staff


async def add(event: str, *, staff_id: int | None, subject: str, data: dict[str, object], at: datetime) -> None:
    """Add a row, in the transaction of what it tells of."""
    await models.AuditEntry.create(event=event, staff_id=staff_id, subject=subject, data=data, at=at)


async def read_page(*, event: str = "", before: int | None = None, limit: int) -> tuple[AuditRow, ...]:
    """Return rows, the newest first; `before` is the keyset cursor."""
    query = models.AuditEntry.all()
    if event:
        query = query.filter(event=event)
    if before is not None:
        query = query.filter(id__lt=before)
    rows = await query.order_by("-id").limit(limit)
    about = {row.id: _person(row.subject) for row in rows}
    names = await staff.names_of([*(row.staff_id for row in rows), *about.values()])
    return tuple(
        AuditRow(row.id, row.at, names.get(row.staff_id), row.event, row.subject, row.data, names.get(about[row.id]))
        for row in rows
    )


def _person(subject: str) -> int | None:
    kind, _, key = subject.partition(":")
    return int(key) if kind == "staff" and key.isdecimal() else None


async def read_events() -> tuple[str, ...]:
    """Return which kinds of acts there are."""
    found = await models.AuditEntry.all().distinct().order_by("event").values_list("event", flat=True)
    return tuple(str(event) for event in found)
