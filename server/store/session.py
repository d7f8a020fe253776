"""Sessions of the desk. Only the hash of a token is kept: who reads the table can sign in as nobody."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.account import Visit
from server.domain.desk import SignedIn

from . import models


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session that nobody has revoked; whether its times are still good is not for the store to say."""

    signed_in: SignedIn
    created_at: datetime
    seen_at: datetime


async def open_session(*, token_hash: str, form_token: str, staff_id: int, user_agent: str, at: datetime) -> int:
    """Insert a session and return its id."""
    row = await models.StaffSession.create(
        token_hash=token_hash, form_token=form_token, staff_id=staff_id, user_agent=user_agent[:300],
        created_at=at, seen_at=at,
    )  # fmt: skip
    return int(row.id)


async def find_session(token_hash: str) -> StoredSession | None:
    """Return the session of this token, unless it is revoked or its person no longer works here."""
    row = await models.StaffSession.get_or_none(
        token_hash=token_hash, revoked_at__isnull=True, staff__active=True
    ).select_related("staff")
    if row is None:
        return None
    who = row.staff
    return StoredSession(
        SignedIn(
            session_id=row.id,
            staff_id=who.id,
            name=who.name,
            email=who.email,
            role=who.role,
            locale=who.locale,
            form_token=row.form_token,
            team=who.team,
            opened_at=row.created_at,
        ),
        created_at=row.created_at,
        seen_at=row.seen_at,
    )


async def see_session(session_id: int, *, at: datetime, unseen_since: datetime, alive_since: datetime) -> None:
    """Move the last use to `at` if it was before `unseen_since`, but not before `alive_since`."""
    await models.StaffSession.filter(
        id=session_id, revoked_at__isnull=True, seen_at__lt=unseen_since, seen_at__gte=alive_since
    ).update(seen_at=at)


async def revoke_session(token_hash: str, *, at: datetime) -> int | None:
    """End the session of this token and return its id; None when there is none to end."""
    row = await models.StaffSession.get_or_none(token_hash=token_hash, revoked_at__isnull=True)
    if row is None:
        return None
    await models.StaffSession.filter(id=row.id).update(revoked_at=at)
    return int(row.id)


async def live_ones(staff_id: int, *, seen_since: datetime, opened_since: datetime, here: int) -> tuple[Visit, ...]:
    """Return a person's sessions that still open something, the newest use first."""
    rows = await models.StaffSession.filter(
        staff_id=staff_id, revoked_at__isnull=True, seen_at__gt=seen_since, created_at__gt=opened_since
    ).order_by("-seen_at", "-id")
    return tuple(Visit(row.id, row.user_agent, row.created_at, row.seen_at, row.id == here) for row in rows)


async def revoke(staff_id: int, *, only: int | None = None, but: int | None = None, at: datetime) -> tuple[int, ...]:
    """End a person's sessions: all, `only` one, or all `but` one. Return the ids of those that ended."""
    query = models.StaffSession.filter(staff_id=staff_id, revoked_at__isnull=True)
    if only is not None:
        query = query.filter(id=only)
    if but is not None:
        query = query.exclude(id=but)
    ended = [row.id for row in await query.only("id")]
    if ended:
        await models.StaffSession.filter(id__in=ended).update(revoked_at=at)
    return tuple(ended)
