"""Passwords: argon2, off the event loop, a few at a time, and a queue that ends."""

import asyncio
import secrets
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.errors import InvalidInput, TooFast
from server.store import staff

LEAST_LENGTH = 12
LONGEST = 200
FEWEST_DISTINCT = 5
LEAST_SCORE = 3
"""Of zxcvbn's 0 to 4: more than 10^8 guesses by somebody who knows common passwords, names and keyboards."""
MOST_SCORED = 72
"""What zxcvbn looks at: its time grows with the square of the length."""
HERE = (
    "sigap", "pekanbaru", "diskominfo", "diskominfotik", "kominfo", "riau", "indonesia", "merdeka", "bismillah",
    "alhamdulillah", "sayang", "cinta", "rahasia", "katasandi", "sandi", "admin", "petugas", "teknisi", "jaringan",
    "internet", "kantor", "dinas", "garuda", "pancasila", "bandung", "jakarta", "surabaya", "anakku", "keluarga",
)  # fmt: skip
"""Words that are in the passwords of this country and office, and in no English list."""
AT_ONCE = 2
"""Each hash keeps a core busy for 20 ms and takes 19 MB."""
MOST_WAITING = 100
"""A second of hashing. Whoever comes later is told to try again: guessing never takes the server along."""

T = TypeVar("T")
_hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)  # OWASP's first choice
_nobodys = _hasher.hash(secrets.token_hex(16))
_places = asyncio.Semaphore(AT_ONCE)
_waiting = 0


async def check_new(password: str, *, email: str, name: str) -> str | None:
    """Say what is wrong with a new password (`too_short too_long weak`), or None; off the event loop."""
    return await asyncio.to_thread(weakness, password, email=email, name=name)


async def check_own(staff_id: int, password: str) -> None:
    """Raise InvalidInput for `password` (`wrong`) unless it is this person's."""
    known = await staff.login_of(staff_id)
    if not await is_right(known.password_hash if known else None, password):
        raise InvalidInput({"password": "wrong"})


def weakness(password: str, *, email: str, name: str) -> str | None:
    """Say what is wrong with a new password (`too_short too_long weak`), or None."""
    if len(password) < LEAST_LENGTH:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    low = password.casefold()
    known = [word for word in (email.partition("@")[0], *name.split()) if len(word) > 3]
    rest = low
    for word in (*known, "password", "sigap", "pekanbaru", "123456", "qwerty"):
        rest = rest.replace(word.casefold(), "")
    if len(set(low)) < FEWEST_DISTINCT or len(rest) < LEAST_LENGTH // 2:
        return "weak"
    from zxcvbn import zxcvbn  # its lists take a moment to load, and only a new password needs them

    scored = zxcvbn(password[:MOST_SCORED], user_inputs=[*known, *HERE])
    return "weak" if scored["score"] < LEAST_SCORE else None


async def hash_password(password: str) -> str:
    """Return what is stored of a password. Raises TooFast when too many wait."""
    return await _in_turn(lambda: _hasher.hash(_bytes(password)))


async def is_right(stored: str | None, password: str) -> bool:
    """Compare; None, for somebody who does not exist, takes as long as a wrong password. Raises TooFast."""
    return await _in_turn(lambda: _matches(stored or _nobodys, password)) and stored is not None


def is_outdated(stored: str) -> bool:
    """Say whether a stored hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


async def _in_turn(work: Callable[[], T]) -> T:
    global _waiting  # noqa: PLW0603 - one queue a process, as there is one processor
    if _waiting >= MOST_WAITING:
        raise TooFast(2)
    _waiting += 1
    try:
        async with _places:
            return await asyncio.to_thread(work)
    finally:
        _waiting -= 1


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    """Write the same characters as the same bytes, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1]).encode("utf-8", "surrogatepass")
