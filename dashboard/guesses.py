"""How often a password or a code may be guessed: by account, by address, and for a known device by itself.

A stranger who guesses locks an account for strangers only: from a device where its owner signed in before, the right
password works. Counted in this process's memory; each of N processes counts for itself.
"""

import hashlib
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from server.errors import TooFast

PER_ACCOUNT = parse("5/15 minutes")
PER_ADDRESS = parse("20/10 minutes")
"""An office signs in from one address: what was right is given back."""

PER_LINK = parse("30/10 minutes")

Bucket = tuple[RateLimitItem, str, str]


class Guesses:
    """Count before the password is looked at, so that a crowd at once is counted too."""

    def __init__(self, *, active: bool) -> None:
        self._active = active
        self._storage = MemoryStorage()
        self._limiter = FixedWindowRateLimiter(self._storage)

    async def count(self, buckets: list[Bucket]) -> None:
        """Count one guess. Raises TooFast with the seconds to wait."""
        for limit, what, whose in buckets if self._active else ():
            if not await self._limiter.hit(limit, what, whose):
                window = await self._limiter.get_window_stats(limit, what, whose)
                raise TooFast(retry_after=max(1, round(window.reset_time - time.time())))

    async def forgive(self, buckets: list[Bucket]) -> None:
        """Give a right guess back; an account starts anew."""
        for limit, what, whose in buckets if self._active else ():
            if limit is PER_ADDRESS:
                await self._storage.decr(limit.key_for(what, whose))
            else:
                await self._storage.clear(limit.key_for(what, whose))


def of_password(email: str, address: str, device: str) -> list[Bucket]:
    """Return where a sign-in counts; `device` is the name of a known one."""
    account = hashlib.sha256(email.encode(errors="replace")).hexdigest()
    if device:
        return [(PER_ACCOUNT, "device", f"{device}:{account}")]
    return [(PER_ADDRESS, "address", address), (PER_ACCOUNT, "account", account)]


def of_code(staff_id: int) -> list[Bucket]:
    """Return where the second step counts: wherever it comes from, as whoever is there knows the password."""
    return [(PER_ACCOUNT, "code", str(staff_id))]


def of_link(address: str) -> list[Bucket]:
    """Return where a press of an invitation's form counts: each hashes a password."""
    return [(PER_LINK, "link", address)]


def of_own_password(staff_id: int) -> list[Bucket]:
    """Return where a signed-in person's own password counts."""
    return [(PER_ACCOUNT, "own", str(staff_id))]
