"""Who works at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from server.domain.desk import StaffMember
from server.domain.team import DEFAULT

from . import models


class EmailTaken(Exception):
    """Somebody with this e-mail address was there first."""


@dataclass(frozen=True, slots=True)
class Login:
    """What a sign-in is checked against."""

    staff_id: int
    password_hash: str
    active: bool


@dataclass(frozen=True, slots=True)
class NewStaff:
    email: str
    name: str
    role: str
    password_hash: str
    team: str = DEFAULT


async def find_login(email: str) -> Login | None:
    """Return what a sign-in with this lower-case address is checked against."""
    row = await models.Staff.get_or_none(email=email)
    # MariaDB's collation finds `á` for `a`: such a hit is nobody.
    return Login(row.id, row.password_hash, row.active) if row and row.email == email else None


async def add_staff(new: NewStaff, *, at: datetime) -> StaffMember:
    """Insert a staff member. Raises EmailTaken."""
    try:
        row = await models.Staff.create(
            email=new.email, name=new.name, role=new.role, password_hash=new.password_hash, team=new.team,
            created_at=at,
        )
    except IntegrityError as error:
        raise EmailTaken from error
    return _member(row)


async def keep_login(staff_id: int, *, at: datetime, password_hash: str | None = None) -> None:
    """Note when somebody signed in, and their password's hash when it was made anew."""
    changes: dict[str, object] = {"last_login_at": at}
    if password_hash:
        changes["password_hash"] = password_hash
    await models.Staff.filter(id=staff_id).update(**changes)


async def has_admin() -> bool:
    """Tell whether somebody who signs in can do everything: a desk of technicians only has nobody to add an admin."""
    return await models.Staff.filter(role="admin", active=True).exists()


async def active_ones() -> tuple[StaffMember, ...]:
    """Return the active staff by name."""
    return tuple(_member(row) for row in await models.Staff.filter(active=True).order_by("name", "id"))


async def find_active(staff_id: int) -> StaffMember | None:
    row = await models.Staff.get_or_none(id=staff_id, active=True)
    return _member(row) if row else None


async def names_of(staff_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of these people by id; None and unknown ids are left out."""
    ids = {staff_id for staff_id in staff_ids if staff_id is not None}
    if not ids:
        return {}
    return dict(await models.Staff.filter(id__in=ids).values_list("id", "name"))


def _member(row: models.Staff) -> StaffMember:
    return StaffMember(row.id, row.name, row.email, row.role, row.active, row.team)
