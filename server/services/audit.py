"""Write down what people do outside of a report: sign in, export, change a role or a setting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.account import AuditRow
from server.domain.desk import SignedIn
from server.domain.roles import Act, require
from server.store import audit

ROWS = 50


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`more` says that there are older rows; `events` are the kinds of acts that one can filter by."""

    rows: tuple[AuditRow, ...]
    more: bool
    events: tuple[str, ...]


async def record(
    event: str, by: SignedIn | None, subject: str = "", data: Mapping[str, object] | None = None, *, now: datetime
) -> None:
    """Note an act in the caller's transaction: what is not committed was not done. No personal data in `data`.

    `by` is None for the system and for strangers; `subject` says what it was done to (`staff:3`, `setting:hours`).
    """
    await audit.add(event, staff_id=by.staff_id if by else None, subject=subject, data=dict(data or {}), at=now)


async def read_page(*, event: str, before: int | None, by: SignedIn) -> AuditPage:
    """Return a page of the audit, the newest first."""
    require(by.role, Act.READ_AUDIT)
    rows = await audit.read_page(event=event, before=before, limit=ROWS + 1)
    return AuditPage(rows[:ROWS], len(rows) > ROWS, await audit.read_events())
