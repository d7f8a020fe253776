"""The second factor: six digits of an app, or one of ten recovery codes. Each works once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp

from server.domain.account import CODES
from server.domain.desk import SignedIn
from server.domain.events import Fact
from server.errors import InvalidInput
from server.store import second_factor as store

from . import audit, passwords
from .commit import commit
from .seal import Seal

ISSUER = "Sigap"
STEP_SECONDS = 30
EARLIER_AND_LATER = (0, -1, 1)
"""Steps that count as now: a telephone's clock is half a minute wrong."""
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Begun:
    """What a person needs to set up the app: the secret to type, and the address for the QR code."""

    secret: str
    address: str


async def begin(seal: Seal, *, by: SignedIn) -> Begun:
    """Return the secret that waits for its first code: the same one until it is confirmed or dropped.

    Raises InvalidInput for `code` (`on`) when the second factor is in use.
    """
    known = await store.read(by.staff_id)
    if known and known.since:
        raise InvalidInput({"code": "on"})
    secret = seal.open(known.sealed) if known else None
    if secret is None:
        secret = pyotp.random_base32()
        sealed = seal.close(secret)

        async def unit() -> tuple[None, tuple[Fact, ...]]:
            await store.begin(by.staff_id, sealed)
            return None, ()

        await commit(unit)
    return Begun(secret, pyotp.TOTP(secret).provisioning_uri(name=by.email, issuer_name=ISSUER))


async def confirm(seal: Seal, code: str, *, by: SignedIn, now: datetime) -> tuple[str, ...]:
    """Switch the second factor on and return the recovery codes, which nobody can see again.

    Raises InvalidInput for `code` (`wrong on`).
    """
    known = await store.read(by.staff_id)
    if known is None or known.since:
        raise InvalidInput({"code": "on" if known else "wrong"})
    step = _step_of(seal.open(known.sealed), code, now)
    if step is None:
        raise InvalidInput({"code": "wrong"})
    fresh = _codes()

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await store.accept_step(by.staff_id, step)
        await store.confirm(by.staff_id, at=now)
        await store.write_codes(by.staff_id, [seal.hash("recovery", _plain(one)) for one in fresh])
        await audit.record("second_factor_on", by, f"staff:{by.staff_id}", now=now)
        return None, ()

    await commit(unit)
    return fresh


async def new_codes(seal: Seal, password: str, *, by: SignedIn, now: datetime) -> tuple[str, ...]:
    """Replace the recovery codes. Raises InvalidInput for `password` (`wrong`)."""
    await passwords.check_own(by.staff_id, password)
    fresh = _codes()

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await store.write_codes(by.staff_id, [seal.hash("recovery", _plain(one)) for one in fresh])
        await audit.record("recovery_codes", by, f"staff:{by.staff_id}", now=now)
        return None, ()

    await commit(unit)
    return fresh


async def switch_off(password: str, *, by: SignedIn, now: datetime) -> None:
    """Take one's own second factor away. Raises InvalidInput for `password` (`wrong`)."""
    await passwords.check_own(by.staff_id, password)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await store.drop(by.staff_id)
        await audit.record("second_factor_off", by, f"staff:{by.staff_id}", now=now)
        return None, ()

    await commit(unit)


async def codes_left(by: SignedIn) -> int:
    """Return how many recovery codes are unused."""
    return await store.codes_left(by.staff_id)


async def is_right(seal: Seal, staff_id: int, code: str, *, now: datetime) -> str | None:
    """Return which factor a code is (`app`, `recovery`) and use it up; None for a wrong or used one."""
    known = await store.read(staff_id)
    if known is None or known.since is None:
        return None
    step = _step_of(seal.open(known.sealed), code, now)

    async def unit() -> tuple[str | None, tuple[Fact, ...]]:
        if step is not None:
            return ("app" if await store.accept_step(staff_id, step) else None), ()
        used = await store.use_code(staff_id, seal.hash("recovery", _plain(code)), at=now)
        return ("recovery" if used else None), ()

    return await commit(unit)


def _step_of(secret: str | None, code: str, now: datetime) -> int | None:
    """Return the time step that a code is right for."""
    digits = "".join(code.split())
    if secret is None or len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for near in EARLIER_AND_LATER:
        if secrets.compare_digest(totp.generate_otp(present + near), digits):
            return present + near
    return None


def _codes() -> tuple[str, ...]:
    """Return ten codes of 49 bits, written as `ABCDE-FGHJK`."""
    drawn = ("".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH)) for _ in range(CODES))
    return tuple(f"{one[:5]}-{one[5:]}" for one in drawn)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())[:40]
