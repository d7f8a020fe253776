"""Sign-in, sessions and staff."""

import hashlib
import secrets
from datetime import datetime, timedelta

from server.config import Config
from server.domain import typed
from server.domain.desk import SignedIn, StaffMember
from server.domain.events import Fact, SessionsRevoked
from server.domain.roles import Act, Role, may
from server.errors import InvalidInput, NotSignedIn
from server.store import session, staff

from . import passwords
from .commit import commit

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
LONGEST_TOKEN = 100
LONGEST_EMAIL = 200
LONGEST_NAME = 100
FIRST_EMAIL = "admin@sigap.local"


async def sign_in(email: str, password: str, *, user_agent: str, now: datetime) -> tuple[str, SignedIn]:
    """Return a new session's token and who it belongs to.

    Raises NotSignedIn, with the same delay, for a wrong password, an unknown address and a disabled person;
    TooFast when too many sign in at once.
    """
    known = await staff.find_login(_address(email))
    right = await passwords.is_right(known.password_hash if known else None, password)
    if known is None or not right or not known.active:
        raise NotSignedIn
    renewed = None
    if passwords.is_outdated(known.password_hash):
        renewed = await passwords.hash_password(password)
    token = secrets.token_urlsafe(32)
    form_token = secrets.token_urlsafe(24)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await session.open_session(
            token_hash=_hash(token), form_token=form_token, staff_id=known.staff_id, user_agent=user_agent, at=now
        )
        await staff.keep_login(known.staff_id, at=now, password_hash=renewed)
        return None, ()

    await commit(unit)
    opened = await session.find_session(_hash(token))
    if opened is None:  # disabled within this second
        raise NotSignedIn
    return token, opened.signed_in


async def who(token: str, *, now: datetime) -> SignedIn | None:
    """Return whose session this token opens: None when unknown, revoked, idle for 30 minutes or 12 hours old.

    Asking counts as use.
    """
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
    """Revoke a session; its sockets go too. Returns the facts that it delivered."""

    async def unit() -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        ended = await session.revoke_session(_hash(token), at=now)
        facts = (SessionsRevoked((ended,)),) if ended is not None else ()
        return facts, facts

    return await commit(unit) if token else ()


async def create_staff(*, email: str, name: str, role: str, password: str, now: datetime) -> StaffMember:
    """Add a staff member.

    Raises InvalidInput for `email` (`invalid taken`), `name` (`required too_long`), `role` (`unknown`) or `password`
    (`too_short too_long weak`).
    """
    address, shown = _address(email), typed.one_line(name)
    checks = {
        "email": None if _is_address(address) else "invalid",
        "name": "required" if not shown else "too_long" if len(shown) > LONGEST_NAME else None,
        "role": None if role in frozenset(Role) else "unknown",
        "password": passwords.weakness(password, email=address, name=shown),
    }
    wrong = {field: code for field, code in checks.items() if code}
    if wrong:
        raise InvalidInput(wrong)
    new = staff.NewStaff(address, shown, role, await passwords.hash_password(password))

    async def unit() -> tuple[StaffMember, tuple[Fact, ...]]:
        return await staff.add_staff(new, at=now), ()

    try:
        return await commit(unit)
    except staff.EmailTaken:
        raise InvalidInput({"email": "taken"}) from None


async def ensure_first_admin(config: Config, *, now: datetime) -> str | None:
    """Make the first admin where there is none; return the password if it was made up, to be printed once.

    Raises ValueError when the configured address or password cannot be used.
    """
    if await staff.has_admin():
        return None
    given = config.admin_password.get_secret_value()
    password = given or secrets.token_urlsafe(12)
    email = config.admin_email or FIRST_EMAIL
    try:
        await create_staff(email=email, name="Admin", role=Role.ADMIN, password=password, now=now)
    except InvalidInput as error:
        if error.fields == {"email": "taken"}:
            return None  # another process was first
        raise ValueError(f"SIGAP_ADMIN_EMAIL or SIGAP_ADMIN_PASSWORD: {error}") from None
    return None if given else password


async def list_staff() -> tuple[StaffMember, ...]:
    """Return the active staff that a report can be given to, by name."""
    return tuple(member for member in await staff.active_ones() if may(member.role, Act.MOVE_REPORTS))


def _address(email: str) -> str:
    return typed.one_line(email).lower()


def _is_address(address: str) -> bool:
    local, at, host = address.rpartition("@")
    return bool(local and at and host) and " " not in address and len(address) <= LONGEST_EMAIL


def _hash(token: str) -> str:
    return hashlib.sha256(f"session:{token}".encode(errors="replace")).hexdigest()
