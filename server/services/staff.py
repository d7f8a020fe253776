"""Staff and their sessions; signing in is `entrance`, what admins do with people is `members`."""

import hashlib
import secrets
from datetime import datetime, timedelta

from server.config import Config
from server.domain import typed
from server.domain.account import AccountDraft, address, wrong_fields
from server.domain.desk import SignedIn, StaffMember
from server.domain.events import Fact, SessionsRevoked
from server.domain.roles import Act, Role, may
from server.domain.team import DEFAULT
from server.errors import InvalidInput
from server.store import session, staff

from . import passwords
from .commit import commit

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=1)
LONGEST_TOKEN = 100
FIRST_EMAIL = "admin@sigap.local"


async def who(token: str, *, now: datetime, is_use: bool = True) -> SignedIn | None:
    """Return whose session this token opens: None when unknown, revoked, idle for 30 minutes or 12 hours old.

    Asking counts as use, unless a page asks by itself: it may be hidden.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = await session.find_session(token_hash(token))
    if found is None or now - found.created_at >= ABSOLUTE or now - found.seen_at >= IDLE:
        return None
    if is_use and now - found.seen_at >= TOUCH_EVERY:
        await touch(found.signed_in.session_id, now=now)
    return found.signed_in


async def is_alive(token: str, *, now: datetime) -> bool:
    """Say whether a token opens a session, without counting as use."""
    found = await session.find_session(token_hash(token)) if token and len(token) <= LONGEST_TOKEN else None
    return found is not None and now - found.created_at < ABSOLUTE and now - found.seen_at < IDLE


async def touch(session_id: int, *, now: datetime) -> None:
    """Note that a session is in use, at most once a minute. A visible live page counts as use."""
    await session.see_session(session_id, at=now, unseen_since=now - TOUCH_EVERY, alive_since=now - IDLE)


async def sign_out(token: str, *, now: datetime) -> tuple[Fact, ...]:
    """Revoke a session; its sockets go too. Returns the facts that it delivered."""

    async def unit() -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        ended = await session.revoke_session(token_hash(token), at=now)
        facts = (SessionsRevoked((ended,)),) if ended is not None else ()
        return facts, facts

    return await commit(unit) if token else ()


async def create_staff(*, email: str, name: str, role: str, password: str, now: datetime) -> StaffMember:
    """Add a staff member.

    Raises InvalidInput for `email` (`invalid taken`), `name` (`required too_long`), `role` (`unknown`) or `password`
    (`too_short too_long weak`).
    """
    shown, known = typed.one_line(name), address(email)
    wrong = wrong_fields(AccountDraft(known, shown, role, DEFAULT), frozenset({DEFAULT}))
    if weak := await passwords.check_new(password, email=known, name=shown):
        wrong["password"] = weak
    if wrong:
        raise InvalidInput(wrong)
    hashed = await passwords.hash_password(password)
    new = staff.NewStaff(known, shown, role, hashed, password_set_at=now)

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


def token_hash(token: str) -> str:
    """Return what a session's token is known by."""
    return hashlib.sha256(f"session:{token}".encode(errors="replace")).hexdigest()
