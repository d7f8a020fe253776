"""Who looks at a report now. Rows that are renewed while the page is open, and mean nothing once they are old."""

from datetime import datetime, timedelta

from server import bus
from server.domain.desk import SignedIn
from server.domain.events import ViewersChanged
from server.store import viewing
from server.store.tx import retrying, shielded, tx

from .sight import check_sight

FRESH = timedelta(seconds=40)


async def who_else(report_id: int, *, by: SignedIn, now: datetime) -> tuple[str, ...]:
    """Return the names of the others who have this report open."""
    return await viewing.names(report_id, but=by.staff_id, since=now - FRESH)


async def look(report_id: int, *, by: SignedIn, now: datetime) -> None:
    """Note that this person has the report open; whoever else has it open hears of a newcomer."""
    await check_sight(report_id, by=by)

    async def unit() -> bool:
        async with tx():
            return await viewing.renew(report_id, by.staff_id, at=now, fresh=now - FRESH)

    if await shielded(retrying(unit)):
        await bus.deliver(ViewersChanged(report_id))


async def leave(report_id: int, *, by: SignedIn) -> None:
    """Note that this person has closed the report."""
    await check_sight(report_id, by=by)

    async def unit() -> None:
        async with tx():
            await viewing.drop(report_id, by.staff_id)

    await shielded(retrying(unit))
    await bus.deliver(ViewersChanged(report_id))
