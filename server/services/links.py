"""Links that let one person set a password: an invitation or a reset. Each works once, for 72 hours."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from server.domain import typed
from server.domain.account import LINK_LASTS, LONGEST_NAME, Account
from server.domain.desk import SignedIn
from server.domain.events import Fact, SessionsRevoked
from server.errors import InvalidInput, NotFound
from server.store import session, staff, staff_link

from . import audit, passwords
from .commit import commit

LONGEST_TOKEN = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom a link is for and what it does."""

    id: int
    purpose: str
    person: Account
    expires_at: datetime


def new_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(32)


async def give(staff_id: int, purpose: str, *, by: SignedIn | None, now: datetime) -> str:
    """Write a link in the caller's transaction and return its token; only its hash is kept."""
    token = new_token()
    await staff_link.add(
        staff_id, token_hash=_hash(token), purpose=purpose, created_by=by.staff_id if by else None, at=now,
        expires_at=now + LINK_LASTS,
    )  # fmt: skip
    return token


async def open_link(token: str, *, now: datetime) -> Opened:
    """Return what a link does. Raises NotFound for one that is used, void, expired or never was."""
    found = await staff_link.find(_hash(token)) if len(token) <= LONGEST_TOKEN else None
    if found is None or found.expires_at <= now:
        raise NotFound
    person = await staff.find_account(found.staff_id)
    if person is None:
        raise NotFound
    return Opened(found.id, found.purpose, person, found.expires_at)


async def use_link(token: str, *, name: str, password: str, again: str, now: datetime) -> Account:
    """Set the password (and, for somebody new, the name); the link is used up and every session ends.

    Raises NotFound, or InvalidInput for `name`, `password` (`too_short too_long weak`) or `again` (`differs`).
    """
    link = await open_link(token, now=now)
    shown = typed.one_line(name) if link.purpose == "invite" else link.person.name
    checks = {
        "name": "required" if not shown else "too_long" if len(shown) > LONGEST_NAME else None,
        "password": await passwords.check_new(password, email=link.person.email, name=shown),
        "again": None if password == again else "differs",
    }
    wrong = {field: code for field, code in checks.items() if code}
    if wrong:
        raise InvalidInput(wrong)
    hashed = await passwords.hash_password(password)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        if not await staff_link.use(link.id, at=now):
            raise NotFound
        await staff.change(link.person.id, name=shown, password_hash=hashed, password_set_at=now)
        ended = await session.revoke(link.person.id, at=now)
        await audit.record("link_used", None, f"staff:{link.person.id}", {"purpose": link.purpose}, now=now)
        return None, (SessionsRevoked(ended),) if ended else ()

    await commit(unit)
    return link.person


def _hash(token: str) -> str:
    return hashlib.sha256(f"staff link:{token}".encode(errors="replace")).hexdigest()
