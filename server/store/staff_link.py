"""Links that let one person set a password. Only the hash of a link's token is kept."""

from dataclasses import dataclass
from datetime import datetime

from . import models


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that nobody has used yet; whether it has expired is not for the store to say."""

    id: int
    staff_id: int
    purpose: str
    created_by: int | None
    expires_at: datetime


async def add(
    staff_id: int, *, token_hash: str, purpose: str, created_by: int | None, at: datetime, expires_at: datetime
) -> None:
    """Insert a link; the person's earlier ones no longer open anything."""
    await void(staff_id, at=at)
    await models.StaffLink.create(
        staff_id=staff_id, token_hash=token_hash, purpose=purpose, created_by=created_by, created_at=at,
        expires_at=expires_at,
    )  # fmt: skip


async def find(token_hash: str) -> OpenLink | None:
    """Return the link of this token, unless it is used or its person no longer works here."""
    row = await models.StaffLink.get_or_none(token_hash=token_hash, used_at__isnull=True, staff__active=True)
    return OpenLink(row.id, row.staff_id, row.purpose, row.created_by, row.expires_at) if row else None


async def use(link_id: int, *, at: datetime) -> bool:
    """Use a link up; False when somebody was faster."""
    return bool(await models.StaffLink.filter(id=link_id, used_at__isnull=True).update(used_at=at))


async def void(staff_id: int, *, at: datetime) -> None:
    """Use up every open link of a person."""
    await models.StaffLink.filter(staff_id=staff_id, used_at__isnull=True).update(used_at=at)
