"""What everybody does with their own account."""

import secrets
from datetime import datetime

from server.content import LOCALES
from server.domain.account import Account
from server.domain.desk import SignedIn
from server.domain.events import Fact, SessionsRevoked
from server.errors import InvalidInput, NotSignedIn
from server.store import session, staff, staff_link

from . import audit, passwords
from .commit import commit
from .staff import token_hash


async def own(by: SignedIn) -> Account:
    """Return one's own account."""
    found = await staff.find_account(by.staff_id)
    if found is None:
        raise NotSignedIn
    return found


async def change_password(
    old: str, new: str, again: str, *, by: SignedIn, user_agent: str, now: datetime
) -> str:  # fmt: skip
    """Set another password. Every session ends, this one too; return the token of the one that follows it.

    Raises InvalidInput for `password` (`wrong`), `new` (`too_short too_long weak`) or `again` (`differs`).
    """
    await passwords.check_own(by.staff_id, old)
    checks = {
        "new": await passwords.check_new(new, email=by.email, name=by.name),
        "again": None if new == again else "differs",
    }
    wrong = {field: code for field, code in checks.items() if code}
    if wrong:
        raise InvalidInput(wrong)
    hashed = await passwords.hash_password(new)
    token, form_token = secrets.token_urlsafe(32), secrets.token_urlsafe(24)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await staff.change(by.staff_id, password_hash=hashed, password_set_at=now)
        await staff_link.void(by.staff_id, at=now)
        ended = await session.revoke(by.staff_id, at=now)
        await session.open_session(
            token_hash=token_hash(token), form_token=form_token, staff_id=by.staff_id, user_agent=user_agent, at=now
        )
        await audit.record("password_changed", by, f"staff:{by.staff_id}", now=now)
        return None, (SessionsRevoked(ended),)

    await commit(unit)
    return token


async def speak(locale: str, *, by: SignedIn) -> None:
    """Choose the desk's language for oneself. Raises InvalidInput for `locale` (`unknown`)."""
    if locale not in LOCALES:
        raise InvalidInput({"locale": "unknown"})

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await staff.change(by.staff_id, locale=locale)
        return None, ()

    await commit(unit)
