"""How often a password or a code may be guessed: by account, by address, and for a known device by itself.

A stranger who guesses locks an account for strangers only: from a device where its owner signed in before, the right
password works.
"""

from limits.aio.strategies import FixedWindowRateLimiter

from server.services.pace import Bucket, Pace

PER_ACCOUNT = "5/15 minutes"
PER_ADDRESS = "20/10 minutes"
"""An office signs in from one address: what was right is given back."""

PER_LINK = "30/10 minutes"
RULES = {
    "guess:account": PER_ACCOUNT, "guess:device": PER_ACCOUNT, "guess:code": PER_ACCOUNT, "guess:own": PER_ACCOUNT,
    "guess:address": PER_ADDRESS, "guess:link": PER_LINK,
}  # fmt: skip


class Guesses:
    """Count before the password is looked at, so that a crowd at once is counted too."""

    def __init__(self, secret: bytes, *, active: bool = True) -> None:
        self.pace = Pace(RULES, FixedWindowRateLimiter, secret, active=active)

    async def count(self, buckets: list[Bucket]) -> None:
        """Count one guess. Raises TooFast with the seconds to wait."""
        await self.pace.count(buckets)

    async def forgive(self, buckets: list[Bucket]) -> None:
        """Give a right guess back; an account starts anew."""
        for what, whose in buckets:
            if what == "guess:address":
                await self.pace.give_back(what, whose)
            else:
                await self.pace.start_anew(what, whose)


def of_password(email: str, address: str, device: str) -> list[Bucket]:
    """Return where a sign-in counts; `device` is the name of a known one."""
    if device:
        return [("guess:device", f"{device}:{email}")]
    return [("guess:address", address), ("guess:account", email)]


def of_code(staff_id: int) -> list[Bucket]:
    """Return where the second step counts: wherever it comes from, as whoever is there knows the password."""
    return [("guess:code", str(staff_id))]


def of_link(address: str) -> list[Bucket]:
    """Return where a press of an invitation's form counts: each hashes a password."""
    return [("guess:link", address)]


def of_own_password(staff_id: int) -> list[Bucket]:
    """Return where a signed-in person's own password counts."""
    return [("guess:own", str(staff_id))]
