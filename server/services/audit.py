"""Write down what people do outside of a report: sign in, export, change a role or a setting."""

from collections.abc import Mapping
from datetime import datetime

from server.domain.desk import SignedIn
from server.store import audit


async def record(
    event: str, by: SignedIn | None, subject: str = "", data: Mapping[str, object] | None = None, *, now: datetime
) -> None:
    """Note an act in the caller's transaction: what is not committed was not done. No personal data in `data`.

    `by` is None for the system and for strangers; `subject` says what it was done to (`staff:3`, `setting:hours`).
    """
    await audit.add(event, staff_id=by.staff_id if by else None, subject=subject, data=dict(data or {}), at=now)
