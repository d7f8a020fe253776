"""Photos. Their bytes are read by `read` only: no list carries them along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from server.domain.photos import PhotoRow

from . import models


@dataclass(frozen=True, slots=True)
class NewPhoto:
    client_hash: str
    conversation_id: int | None
    report_id: int
    mime: str
    width: int
    height: int
    data: bytes
    staff_id: int | None = None
    """Who of the desk took it; None for a reporter's."""


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo with its bytes, and what may be asked before they are given out."""

    id: int
    conversation_id: int | None
    report_id: int | None
    mime: str
    data: bytes


async def add(new: NewPhoto, *, at: datetime) -> int:
    """Insert a photo and return its id."""
    row = await models.Attachment.create(
        client_hash=new.client_hash, conversation_id=new.conversation_id, report_id=new.report_id,
        author="reporter" if new.staff_id is None else "staff", staff_id=new.staff_id,
        mime=new.mime, width=new.width, height=new.height, size=len(new.data), data=new.data, created_at=at,
    )  # fmt: skip
    return row.id


async def count(report_id: int, conversation_id: int) -> int:
    """Return how many photos one conversation has added to a report."""
    return await models.Attachment.filter(report_id=report_id, conversation_id=conversation_id).count()


async def count_of_staff(report_id: int) -> int:
    """Return how many photos the desk has added to a report."""
    return await models.Attachment.filter(report_id=report_id, author="staff").count()


async def of_conversation(conversation_id: int, report_ids: Iterable[int]) -> dict[int, tuple[PhotoRow, ...]]:
    """Return the photos that one conversation has added to these reports, oldest first, by report."""
    rows = models.Attachment.filter(conversation_id=conversation_id, report_id__in=list(report_ids))
    found: dict[int, tuple[PhotoRow, ...]] = {}
    for row in await rows.order_by("id").only(*COLUMNS):
        if row.report_id is not None:
            found[row.report_id] = (*found.get(row.report_id, ()), _shown(row))
    return found


async def of_report(report_id: int) -> tuple[PhotoRow, ...]:
    """Return all photos of a report, oldest first."""
    rows = await models.Attachment.filter(report_id=report_id).order_by("id").only(*COLUMNS)
    return tuple(_shown(row) for row in rows)


async def report_of(photo_id: int) -> int | None:
    """Return the report that a photo belongs to, without reading the photo."""
    row = await models.Attachment.filter(id=photo_id).only("id", "report_id").first()
    return row.report_id if row else None


async def read(photo_id: int) -> StoredPhoto | None:
    """Return one photo with its bytes."""
    row = await models.Attachment.get_or_none(id=photo_id)
    return StoredPhoto(row.id, row.conversation_id, row.report_id, row.mime, bytes(row.data)) if row else None


COLUMNS = ("id", "report_id", "width", "height", "size", "author", "created_at")


def _shown(row: models.Attachment) -> PhotoRow:
    return PhotoRow(row.id, row.width, row.height, row.size, row.author, row.created_at)
