"""The ledger of writes that were done: the same `client_id` gets the same answer for ever."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from . import models


@dataclass(frozen=True, slots=True)
class Done:
    """A write that was committed earlier."""

    payload_hash: str
    conversation_id: int | None
    first_seq: int
    last_seq: int
    report_id: int | None


class AlreadyWritten(Exception):
    """Somebody committed this client id since we looked."""


async def find(client_hash: str) -> Done | None:
    """Return what was done under this client id."""
    row = await models.ReceiptRow.get_or_none(client_hash=client_hash)
    return Done(row.payload_hash, row.conversation_id, row.first_seq, row.last_seq, row.report_id) if row else None


async def keep(client_hash: str, done: Done, *, at: datetime) -> None:
    """Write the ledger's row. Raises AlreadyWritten when another transaction was first: roll back and read."""
    try:
        await models.ReceiptRow.create(
            client_hash=client_hash, payload_hash=done.payload_hash, conversation_id=done.conversation_id,
            first_seq=done.first_seq, last_seq=done.last_seq, report_id=done.report_id, at=at,
        )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyWritten from error
