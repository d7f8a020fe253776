"""Who is signed in where, and how that ends: the sockets of an ended session go in every process."""

from datetime import datetime

from server.domain.account import Visit
from server.domain.desk import SignedIn
from server.domain.events import Fact, SessionsRevoked
from server.domain.roles import Act, require
from server.errors import NotFound
from server.store import session

from . import audit
from .commit import check_id, commit
from .staff import ABSOLUTE, IDLE


async def of_person(staff_id: int, *, by: SignedIn, now: datetime) -> tuple[Visit, ...]:
    """Return a person's sessions that are alive. Only admins see those of others."""
    _check(staff_id, by)
    return await session.live_ones(
        staff_id, seen_since=now - IDLE, opened_since=now - ABSOLUTE, here=by.session_id
    )


async def end_one(session_id: int, *, of: int, by: SignedIn, now: datetime) -> None:
    """End one session of a person. Raises NotFound when it is not theirs or over."""
    check_id(session_id)
    if not await _end(of, by, now, only=session_id):
        raise NotFound


async def end_others(*, by: SignedIn, now: datetime) -> int:
    """End all of one's own sessions but this one; return how many there were."""
    return len(await _end(by.staff_id, by, now, but=by.session_id))


async def end_all(*, of: int, by: SignedIn, now: datetime) -> int:
    """End all sessions of a person; return how many there were."""
    return len(await _end(of, by, now))


async def _end(
    of: int, by: SignedIn, now: datetime, *, only: int | None = None, but: int | None = None
) -> tuple[int, ...]:  # fmt: skip
    _check(of, by)

    async def unit() -> tuple[tuple[int, ...], tuple[Fact, ...]]:
        ended = await session.revoke(of, only=only, but=but, at=now)
        if not ended:
            return (), ()
        await audit.record("sessions_ended", by, f"staff:{of}", {"count": len(ended)}, now=now)
        return ended, (SessionsRevoked(ended),)

    return await commit(unit)


def _check(staff_id: int, by: SignedIn) -> None:
    check_id(staff_id)
    if staff_id != by.staff_id:
        require(by.role, Act.MANAGE_STAFF)
