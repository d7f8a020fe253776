"""Who works at the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from server.domain.account import Account
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
    second_factor: bool


@dataclass(frozen=True, slots=True)
class NewStaff:
    email: str
    name: str
    role: str
    password_hash: str
    team: str = DEFAULT
    password_set_at: datetime | None = None
    """None: only invited."""


async def find_login(email: str) -> Login | None:
    """Return what a sign-in with this lower-case address is checked against."""
    row = await models.Staff.get_or_none(email=email)
    # MariaDB's collation finds `á` for `a`: such a hit is nobody.
    return _login(row) if row and row.email == email else None


async def login_of(staff_id: int) -> Login | None:
    """Return what this person's password and code are checked against."""
    row = await models.Staff.get_or_none(id=staff_id)
    return _login(row) if row else None


async def add_staff(new: NewStaff, *, at: datetime) -> StaffMember:
    """Insert a staff member. Raises EmailTaken."""
    try:
        row = await models.Staff.create(
            email=new.email, name=new.name, role=new.role, password_hash=new.password_hash, team=new.team,
            password_set_at=new.password_set_at, created_at=at,
        )
    except IntegrityError as error:
        raise EmailTaken from error
    return _member(row)


async def change(staff_id: int, **columns: object) -> None:
    """Write columns of one person."""
    await models.Staff.filter(id=staff_id).update(**columns)


async def read_accounts() -> tuple[Account, ...]:
    """Return everybody: the active first, then by name."""
    return tuple(_account(row) for row in await models.Staff.all().order_by("-active", "name", "id"))


async def find_account(staff_id: int) -> Account | None:
    row = await models.Staff.get_or_none(id=staff_id)
    return _account(row) if row else None


async def count_other_admins(staff_id: int) -> int:
    """Return how many active admins who can sign in there are besides this person."""
    others = models.Staff.filter(active=True, role="admin", password_set_at__not_isnull=True)
    return await others.exclude(id=staff_id).count()


async def has_admin() -> bool:
    """Tell whether somebody who signs in can do everything: a desk of technicians only has nobody to add an admin."""
    return await models.Staff.filter(role="admin", active=True).exists()


async def active_ones() -> tuple[StaffMember, ...]:
    """Return the active staff by name."""
    return tuple(_member(row) for row in await models.Staff.filter(active=True).order_by("name", "id"))


async def on_duty() -> tuple[StaffMember, ...]:
    """Return the active people who are on duty, by name."""
    rows = await models.Staff.filter(active=True, on_duty=True, password_set_at__not_isnull=True).order_by("name", "id")
    return tuple(_member(row) for row in rows)


async def is_on_duty(staff_id: int) -> bool:
    """Say whether somebody is marked as there, whatever else may keep them away."""
    return await models.Staff.filter(id=staff_id, on_duty=True).exists()


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


def _login(row: models.Staff) -> Login:
    return Login(row.id, row.password_hash, row.active, row.totp_since is not None)


def _account(row: models.Staff) -> Account:
    return Account(
        id=row.id, name=row.name, email=row.email, role=row.role, team=row.team, locale=row.locale, active=row.active,
        on_duty=row.on_duty, second_factor=row.totp_since is not None, joined=row.password_set_at,
        last_login_at=row.last_login_at,
    )  # fmt: skip
