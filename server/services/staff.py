"""Sign-in, sessions and staff."""

import asyncio
import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server import bus
from server.config import Config
from server.domain.desk import SignedIn, StaffMember
from server.domain.events import Fact, SessionsRevoked
from server.domain.roles import Role
from server.errors import InvalidInput, NotSignedIn
from server.store import session, staff
from server.store.tx import tx

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
LEAST_PASSWORD = 12
LONGEST_TOKEN = 100

_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)  # 20 ms here; OWASP's first choice
_DUMMY = _hasher.hash(secrets.token_hex(16))  # an unknown address takes as long as a wrong password
_at_once = asyncio.Semaphore(2)  # each hash keeps a core busy


async def sign_in(email: str, password: str, *, user_agent: str, now: datetime) -> tuple[str, SignedIn]:
    """Return a new session's token and who it belongs to.

    Raises NotSignedIn, with the same delay, for a wrong password, an unknown address and a disabled person.
    """
    known = await staff.find_login(email.strip().lower())
    right = await _verify(known.password_hash if known else _DUMMY, password)
    if known is None or not right or not known.active:
        raise NotSignedIn
    token = secrets.token_urlsafe(32)
    async with tx():
        await session.open_session(
            token_hash=_hash(token), form_token=secrets.token_urlsafe(24), staff_id=known.staff_id,
            user_agent=user_agent, at=now,
        )  # fmt: skip
        await staff.keep_login(known.staff_id, at=now)
    opened = await session.find_session(_hash(token))
    if opened is None:
        raise NotSignedIn
    return token, opened.signed_in


async def who(token: str, *, now: datetime) -> SignedIn | None:
    """Return whose session this token opens: None when it is unknown, revoked, idle for 30 minutes or 12 hours old."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = await session.find_session(_hash(token))
    if found is None or now - found.created_at >= ABSOLUTE or now - found.seen_at >= IDLE:
        return None
    if now - found.seen_at >= TOUCH_EVERY:
        await touch(found.signed_in.session_id, now=now)
    return found.signed_in


async def touch(session_id: int, *, now: datetime) -> None:
    """Note that a session is in use, at most once a minute. A visible live page counts as use."""
    await session.see_session(session_id, at=now, unseen_since=now - TOUCH_EVERY, alive_since=now - IDLE)


async def sign_out(token: str, *, now: datetime) -> tuple[Fact, ...]:
    """Revoke a session; its sockets go too."""
    ended = await session.revoke_session(_hash(token), at=now) if token else None
    facts: tuple[Fact, ...] = (SessionsRevoked((ended,)),) if ended is not None else ()
    await bus.deliver(*facts)
    return facts


async def create_staff(*, email: str, name: str, role: str, password: str, now: datetime) -> StaffMember:
    """Add a staff member. Raises InvalidInput for `email`, `name`, `role` or `password`."""
    address = email.strip().lower()
    wrong = {
        field: code
        for field, code, is_wrong in (
            ("email", "invalid", "@" not in address or len(address) > 200),
            ("name", "required", not name.strip()),
            ("role", "unknown", role not in frozenset(Role)),
            ("password", "too_short", len(password) < LEAST_PASSWORD),
        )
        if is_wrong
    }
    if wrong:
        raise InvalidInput(wrong)
    hashed = await asyncio.to_thread(_hasher.hash, password)
    try:
        async with tx():
            new = staff.NewStaff(email=address, name=name.strip()[:100], role=role, password_hash=hashed)
            return await staff.add_staff(new, at=now)
    except staff.EmailTaken:
        raise InvalidInput({"email": "taken"}) from None


async def ensure_first_admin(config: Config, *, now: datetime) -> str | None:
    """Make the first admin where there is no staff; return the password if it was made up, to be printed once."""
    if not await staff.is_empty():
        return None
    given = config.admin_password.get_secret_value()
    password = given or secrets.token_urlsafe(12)
    email = config.admin_email or "admin@sigap.local"
    try:
        await create_staff(email=email, name="Admin", role=Role.ADMIN, password=password, now=now)
    except InvalidInput as error:
        if error.fields == {"email": "taken"}:
            return None  # another process was first
        raise ValueError(f"SIGAP_ADMIN_EMAIL or SIGAP_ADMIN_PASSWORD: {error}") from None
    return None if given else password


async def list_staff() -> tuple[StaffMember, ...]:
    """Return the active staff, for assigning."""
    return await staff.active_ones()


async def _verify(hashed: str, password: str) -> bool:
    async with _at_once:
        try:
            return await asyncio.to_thread(_hasher.verify, hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _hash(token: str) -> str:
    return hashlib.sha256(f"session:{token}".encode(errors="replace")).hexdigest()
