"""One report as the desk works on it."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F, Q

from server.domain.desk import ChatRow, ReportClock, ReportFile

from . import attachment, models, report_list, staff, timeline

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class LockedReport:
    """What a change is judged by; its row is locked until the transaction ends."""

    id: int
    number: str
    status: str
    version: int
    assignee_id: int | None
    assignee: str | None
    responded: bool
    resolved_at: datetime | None
    priority: str
    received_at: datetime
    clock: ReportClock
    alarm_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about a report, and what about."""

    name: str
    whatsapp: str
    locale: str
    number: str
    status: str
    kind: str
    agency: str


async def lock(report_id: int) -> LockedReport | None:
    """Lock a report's row. Conversations are locked before it."""
    await models.Report.filter(id=report_id).update(version=F("version"))
    row = await models.Report.get_or_none(id=report_id).prefetch_related("assignee")
    if row is None:
        return None
    return LockedReport(
        row.id, row.number, row.status, row.version, row.assignee_id, row.assignee.name if row.assignee else None,
        row.first_response_at is not None, row.resolved_at, row.priority, row.received_at,
        ReportClock(**{name: getattr(row, name) for name in report_list.CLOCK}), row.alarm_at,
    )  # fmt: skip


async def change(report: LockedReport, **columns: object) -> None:
    """Write columns of a locked report and count its version up."""
    await models.Report.filter(id=report.id).update(**columns, version=report.version + 1)


async def count_reopening(report_id: int) -> None:
    await models.Report.filter(id=report_id).update(reopen_count=F("reopen_count") + 1)


async def note_response(report: LockedReport, *, at: datetime) -> None:
    """Stop the response clock, if nobody has. It is no edit: the version stays."""
    await models.Report.filter(id=report.id, first_response_at__isnull=True).update(first_response_at=at)


async def contact_of(report_id: int) -> Contact | None:
    """Return who filed a report, or None when there is no such report or nobody to reach."""
    person = (
        await models.Reporter.filter(report_id=report_id)
        .order_by("id")
        .first()
        .prefetch_related("conversation", "report__agency")
    )
    if person is None or not person.whatsapp:
        return None
    report = person.report
    return Contact(
        name=person.name, whatsapp=person.whatsapp,
        locale=person.conversation.locale if person.conversation else "id", number=report.number,
        status=report.status, kind=report.kind, agency=report.agency.name if report.agency else report.agency_name,
    )  # fmt: skip


async def read_file(report_id: int) -> ReportFile | None:
    """Return everything about one report."""
    row = await models.Report.get_or_none(id=report_id)
    shown = await report_list.read_rows([report_id])
    if row is None or not shown:
        return None
    person = await models.Reporter.filter(report_id=report_id).order_by("id").first().prefetch_related("conversation")
    talk = person.conversation if person else None
    return ReportFile(
        row=shown[0], whatsapp=person.whatsapp if person else "",
        whatsapp_typed=person.whatsapp_typed if person else "",
        wa_consent=person.wa_consent if person else False, notice_version=person.notice_version if person else "",
        agency_id=row.agency_id, channel=row.channel, occurred_at=row.occurred_at, queued_at=row.queued_at,
        clock_skewed=row.clock_skewed, tried=tuple(row.tried), assignee_id=row.assignee_id,
        reopen_count=row.reopen_count, first_response_at=row.first_response_at, resolved_at=row.resolved_at,
        closed_at=row.closed_at, page=talk.page if talk else "",
        timeline=await timeline.read_timeline(report_id),
        conversation=await _conversation(talk.id, report_id) if talk else (),
        photos=await attachment.of_report(report_id),
    )  # fmt: skip


async def _conversation(conversation_id: int, report_id: int) -> tuple[ChatRow, ...]:
    """Return the newest lines of this report, and those that belong to none: they led to it. Oldest first.

    What its other reporters wrote stands with them; what they were told stands once.
    """
    here = Q(report_id=report_id) | Q(report_id__isnull=True)
    ours = Q(here, conversation_id=conversation_id) | Q(report_id=report_id, author="visitor")
    found = await models.ChatEntry.filter(ours).order_by("-at", "-id").limit(MOST_LINES)
    names = await staff.names_of(row.staff_id for row in found)
    return tuple(ChatRow(row.seq, row.author, names.get(row.staff_id), row.line, row.at) for row in reversed(found))
