"""A staff member's press of a button, done once: a note typed without network is sent again until it is answered."""

import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from server.domain.desk import SignedIn
from server.domain.events import Fact
from server.errors import InvalidInput, ReusedClientId
from server.store import receipt

from .commit import commit

CLIENT_ID = re.compile(r"[0-9a-z-]{8,36}")  # the page mints a UUID; an empty one would swallow the second press


@dataclass(frozen=True, slots=True)
class Click:
    """What the ledger knows a press by, and what it asked for."""

    key: str
    payload: str
    report_id: int

    async def was_done(self) -> bool:
        """Say whether this press is committed already. Raises ReusedClientId when it asked for something else."""
        earlier = await receipt.find(self.key)
        if earlier and earlier.payload_hash != self.payload:
            raise ReusedClientId
        return earlier is not None

    async def note(self, *, conversation_id: int | None = None, seq: int = 0, now: datetime) -> None:
        """Write the press into the ledger, in the transaction that does what it asks for."""
        await receipt.keep(self.key, receipt.Done(self.payload, conversation_id, seq, seq, self.report_id), at=now)


def click(client_id: str, *, by: SignedIn, report_id: int, asks: str) -> Click:
    """Describe a press. Raises InvalidInput for a `client_id` that is none."""
    if not CLIENT_ID.fullmatch(client_id.lower()):
        raise InvalidInput({"client_id": "invalid"})
    return Click(_key(client_id, by), _sha256(asks), report_id)


async def was_pressed(client_id: str, *, by: SignedIn, report_id: int) -> bool:
    """Say whether this person's press has changed this report already, whatever it asked for."""
    earlier = await receipt.find(_key(client_id, by))
    return earlier is not None and earlier.report_id == report_id


async def commit_click(unit: Callable[[], Awaitable[tuple[None, Iterable[Fact]]]]) -> None:
    """Commit a unit that notes its click; when the same click was faster in another transaction, it is read there."""
    try:
        await commit(unit)
    except receipt.AlreadyWritten:
        await commit(unit)


def _key(client_id: str, by: SignedIn) -> str:
    return _sha256(f"staff:{by.staff_id}:{client_id.lower()}")


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
