"""Rows of who looks at which report."""

from datetime import datetime

from tortoise.exceptions import IntegrityError

from . import models, staff


async def names(report_id: int, *, but: int, since: datetime) -> tuple[str, ...]:
    """Return the names of who was seen at a report since a moment, without one person."""
    rows = models.Viewing.filter(report_id=report_id, seen_at__gte=since).exclude(staff_id=but)
    found = await staff.names_of([row.staff_id for row in await rows])
    return tuple(sorted(found.values()))


async def renew(report_id: int, staff_id: int, *, at: datetime, fresh: datetime) -> bool:
    """Note that somebody is at a report now; return whether that is news, as nothing since `fresh` said so."""
    mine = models.Viewing.filter(report_id=report_id, staff_id=staff_id)
    known = await mine.filter(seen_at__gte=fresh).exists()
    if await mine.update(seen_at=at):
        return not known
    try:
        await models.Viewing.create(report_id=report_id, staff_id=staff_id, seen_at=at)
    except IntegrityError:  # another tab of the same person was faster
        return False
    return True


async def drop(report_id: int, staff_id: int) -> None:
    await models.Viewing.filter(report_id=report_id, staff_id=staff_id).delete()
