"""What was done outside of a report, and by whom. Rows are added and never changed."""

from datetime import datetime

from . import models


async def add(event: str, *, staff_id: int | None, subject: str, data: dict[str, object], at: datetime) -> None:
    """Add a row, in the transaction of what it tells of."""
    await models.AuditEntry.create(event=event, staff_id=staff_id, subject=subject, data=data, at=at)
