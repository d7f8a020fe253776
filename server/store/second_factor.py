"""The second factor: its sealed secret, the newest step that was accepted, and the recovery codes' hashes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from . import models


@dataclass(frozen=True, slots=True)
class Factor:
    """`sealed` is the secret under the installation's key; `since` None means begun, not confirmed."""

    sealed: str
    since: datetime | None
    step: int


async def read(staff_id: int) -> Factor | None:
    row = await models.Staff.get_or_none(id=staff_id)
    return Factor(row.totp_secret, row.totp_since, row.totp_step) if row and row.totp_secret else None


async def begin(staff_id: int, sealed: str) -> None:
    """Keep a secret that is not confirmed yet."""
    await models.Staff.filter(id=staff_id).update(totp_secret=sealed, totp_since=None, totp_step=0)


async def confirm(staff_id: int, *, at: datetime) -> None:
    await models.Staff.filter(id=staff_id).update(totp_since=at)


async def drop(staff_id: int) -> None:
    """Take the second factor away, with its recovery codes."""
    await models.Staff.filter(id=staff_id).update(totp_secret=None, totp_since=None, totp_step=0)
    await models.RecoveryCode.filter(staff_id=staff_id).delete()


async def accept_step(staff_id: int, step: int) -> bool:
    """Note the time step of a right code; False when this step, or a later one, was accepted before."""
    return bool(await models.Staff.filter(id=staff_id, totp_step__lt=step).update(totp_step=step))


async def write_codes(staff_id: int, hashes: Iterable[str]) -> None:
    """Replace the recovery codes."""
    await models.RecoveryCode.filter(staff_id=staff_id).delete()
    await models.RecoveryCode.bulk_create(models.RecoveryCode(staff_id=staff_id, code_hash=one) for one in hashes)


async def use_code(staff_id: int, code_hash: str, *, at: datetime) -> bool:
    """Use a recovery code up; False when there is none like it."""
    unused = models.RecoveryCode.filter(staff_id=staff_id, code_hash=code_hash, used_at__isnull=True)
    return bool(await unused.update(used_at=at))


async def codes_left(staff_id: int) -> int:
    return await models.RecoveryCode.filter(staff_id=staff_id, used_at__isnull=True).count()
