"""The people who wait for a report, looked up by what they hold."""

from dataclasses import dataclass
from datetime import datetime

from . import models


@dataclass(frozen=True, slots=True)
class Holder:
    """A reporter, and the conversation that he writes in; `token_hash` is None when he has none."""

    id: int
    report_id: int
    number: str
    code_hash: str | None
    token_hash: str | None
    locale: str
    site: str


async def by_number(number: str) -> tuple[Holder, ...]:
    """Return the people who wait for the report of this number."""
    query = models.Reporter.filter(report__number=number, device_of_id__isnull=True).order_by("id")
    return tuple(_holder(row) for row in await query.prefetch_related("report", "conversation"))


async def by_link_hash(link_hash: str) -> Holder | None:
    """Return the reporter who holds this link."""
    row = await models.Reporter.get_or_none(link_hash=link_hash).prefetch_related("report", "conversation")
    return _holder(row) if row else None


async def waits_in(conversation_id: int, report_id: int) -> bool:
    """Say whether somebody waits for this report in this conversation."""
    return await models.Reporter.filter(conversation_id=conversation_id, report_id=report_id).exists()


async def add_device(holder: Holder, conversation_id: int, *, at: datetime) -> None:
    """Let a reporter follow from one more conversation. The row holds no personal data."""
    await models.Reporter.create(
        report_id=holder.report_id, conversation_id=conversation_id, name="", whatsapp="", notice_version="",
        device_of_id=holder.id, created_at=at,
    )  # fmt: skip


def _holder(row: models.Reporter) -> Holder:
    talk = row.conversation
    return Holder(
        row.id, row.report_id, row.report.number, row.code_hash, talk.token_hash if talk else None,
        talk.locale if talk else "id", talk.site if talk else "",
    )  # fmt: skip
