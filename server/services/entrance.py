"""Sign in: a password, then a code where the person has a second factor, then a session."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain.account import address
from server.domain.desk import SignedIn
from server.domain.events import Fact
from server.errors import NotSignedIn
from server.store import session, staff

from . import audit, passwords, second_factor
from .commit import commit
from .seal import Seal
from .staff import token_hash


@dataclass(frozen=True, slots=True)
class Knock:
    """Whose password was right. `proof` changes with the password, so a knock is worth nothing after a new one."""

    staff_id: int
    proof: str
    wants_code: bool


async def knock(email: str, password: str, *, origin: str = "", now: datetime) -> Knock:
    """Check an address and a password. `origin` is a hash of where the request came from, for the audit.

    Raises NotSignedIn, with the same delay, for a wrong password, an unknown address and a disabled person; TooFast
    when too many sign in at once.
    """
    known = await staff.find_login(address(email))
    right = await passwords.is_right(known.password_hash if known else None, password)
    if known is None or not right or not known.active:
        await _note_failure(known.staff_id if known else None, "password", origin, now)
        raise NotSignedIn
    if passwords.is_outdated(known.password_hash):
        known = await _renew(known, await passwords.hash_password(password))
    return Knock(known.staff_id, _proof(known), known.second_factor)


async def check_code(
    seal: Seal, staff_id: int, proof: str, code: str, *, origin: str = "", now: datetime
) -> Knock:
    """Check the second step of a knock. Raises NotSignedIn for a wrong or used code, and for a knock that is stale."""
    known = await staff.login_of(staff_id)
    if known is None or not known.active or not secrets.compare_digest(_proof(known), proof):
        raise NotSignedIn
    factor = await second_factor.is_right(seal, staff_id, code, now=now)
    if factor is None:
        await _note_failure(staff_id, "code", origin, now)
        raise NotSignedIn
    return Knock(staff_id, proof, wants_code=False)


async def enter(knock: Knock, *, user_agent: str, now: datetime) -> tuple[str, SignedIn]:
    """Open a session and return its token and whose it is. Raises NotSignedIn when a code is still wanted."""
    if knock.wants_code:
        raise NotSignedIn
    token, form_token = secrets.token_urlsafe(32), secrets.token_urlsafe(24)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await session.open_session(
            token_hash=token_hash(token), form_token=form_token, staff_id=knock.staff_id, user_agent=user_agent,
            at=now,
        )  # fmt: skip
        await staff.change(knock.staff_id, last_login_at=now)
        opened = await session.find_session(token_hash(token))
        await audit.record("signed_in", opened.signed_in if opened else None, f"staff:{knock.staff_id}", now=now)
        return None, ()

    await commit(unit)
    opened = await session.find_session(token_hash(token))
    if opened is None:  # disabled within this second
        raise NotSignedIn
    return token, opened.signed_in


async def _renew(known: staff.Login, hashed: str) -> staff.Login:
    """Keep a right password as a hash of today's parameters."""

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await staff.change(known.staff_id, password_hash=hashed)
        return None, ()

    await commit(unit)
    return replace(known, password_hash=hashed)


def _proof(known: staff.Login) -> str:
    return token_hash(known.password_hash)[:32]


async def _note_failure(staff_id: int | None, what: str, origin: str, now: datetime) -> None:
    """Write the failure into the audit, for a stranger's address too: both take as long."""

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        subject = f"staff:{staff_id}" if staff_id is not None else ""
        await audit.record("sign_in_failed", None, subject, {"what": what, "origin": origin}, now=now)
        return None, ()

    await commit(unit)
