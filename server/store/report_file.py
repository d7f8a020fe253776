"""One report as the desk works on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import F, Q
from tortoise.fields import DatetimeField

from server.domain.desk import ChatRow, Linked, ReportClock, ReportFile, Waiting
from server.domain.whatsapp import mask

from . import attachment, models, report_list, staff, timeline
from .report import with_copies

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
    reopen_count: int
    parent_id: int | None
    kind: str
    question: str | None
    agency_id: int | None
    agency: str
    team: str


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
    place: str


async def find_id(number: str) -> int | None:
    """Return the report with this number."""
    row = await models.Report.get_or_none(number=number).only("id")
    return row.id if row else None


async def number_of(report_id: int) -> str:
    return (await models.Report.get(id=report_id).only("number")).number


async def status_of(report_id: int) -> str | None:
    row = await models.Report.get_or_none(id=report_id).only("status")
    return row.status if row else None


async def lock(report_id: int) -> LockedReport | None:
    """Lock a report's row. Conversations are locked before it."""
    await models.Report.filter(id=report_id).update(version=F("version"))
    row = await models.Report.get_or_none(id=report_id).prefetch_related("assignee")
    if row is None:
        return None
    return LockedReport(
        row.id, row.number, row.status, row.version, row.assignee_id, row.assignee.name if row.assignee else None,
        row.first_response_at is not None, row.resolved_at, row.priority, row.received_at,
        ReportClock(**{name: getattr(row, name) for name in report_list.CLOCK}), row.alarm_at, row.reopen_count,
        row.duplicate_of_id, row.kind, row.question, row.agency_id, row.agency_name, row.team,
    )  # fmt: skip


async def change(report: LockedReport, **columns: object) -> None:
    """Write columns of a locked report and count its version up."""
    await models.Report.filter(id=report.id).update(**columns, version=report.version + 1)


async def held(report_id: int, columns: Iterable[str]) -> dict[str, object]:
    """Return what these columns hold now, as JSON can keep it, so that `give_back` can write it again."""
    row = await models.Report.get(id=report_id)
    values = {column: getattr(row, column) for column in columns}
    return {column: value.isoformat() if isinstance(value, datetime) else value for column, value in values.items()}


async def give_back(report: LockedReport, columns: dict[str, object]) -> None:
    """Write what `held` returned. Raises ValueError for a column that a report does not have."""
    times = {name for name, kind in models.Report._meta.fields_map.items() if isinstance(kind, DatetimeField)}
    await change(
        report,
        **{
            column: datetime.fromisoformat(str(value)) if value is not None and column in times else value
            for column, value in columns.items()
        },
    )


async def note_response(report: LockedReport, *, at: datetime) -> None:
    """Stop the response clock, if nobody has. It is no edit: the version stays."""
    await models.Report.filter(id=report.id, first_response_at__isnull=True).update(first_response_at=at)


async def contact_of(report_id: int, reporter_id: int | None = None) -> Contact | None:
    """Return one who waits for a report, or who filed it; None when there is nobody to reach."""
    waiting = await with_copies(report_id)
    people = models.Reporter.filter(report_id__in=waiting, device_of_id__isnull=True)
    if reporter_id is not None:
        people = people.filter(id=reporter_id)
    person = await people.order_by("report_id", "id").first().prefetch_related("conversation", "report__agency")
    if person is None or not person.whatsapp:
        return None
    report = person.report
    return Contact(
        name=person.name, whatsapp=person.whatsapp,
        locale=person.conversation.locale if person.conversation else "id", number=report.number,
        status=report.status, kind=report.kind, agency=report.agency.name if report.agency else report.agency_name,
        place=report.place,
    )  # fmt: skip


async def read_file(report_id: int) -> ReportFile | None:
    """Return everything about one report."""
    row = await models.Report.get_or_none(id=report_id).prefetch_related("duplicate_of__agency")
    shown = await report_list.read_rows([report_id])
    if row is None or not shown:
        return None
    children = await models.Report.filter(duplicate_of_id=report_id).order_by("id").prefetch_related("agency")
    waiting = [report_id, *(child.id for child in children)]
    people = await models.Reporter.filter(report_id__in=waiting).prefetch_related("conversation", "report")
    people.sort(key=lambda one: (one.report_id != report_id, one.id))  # who filed it comes first
    person = people[0] if people else None
    own = [one for one in people if one.device_of_id is None]
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
        photos=await attachment.of_report(report_id),
        conversation=await _conversation(people, report_id, waiting),
        cause=row.cause, action=row.action, reject_reason=row.reject_reason, vendor=row.vendor,
        vendor_ticket=row.vendor_ticket, vendor_due_at=row.vendor_due_at, diagnostics=row.diagnostics,
        team=row.team, rating=row.rating, rating_note=row.rating_note,
        parent=_linked(row.duplicate_of) if row.duplicate_of else None,
        children=tuple(_linked(child) for child in children), people=tuple(_waiting(one, people) for one in own),
    )  # fmt: skip


async def _conversation(
    people: list[models.Reporter], report_id: int, waiting: list[int]
) -> tuple[ChatRow, ...]:
    """Return the newest lines about this report in the conversations of all who wait for it, oldest first.

    Of who filed it also the lines that belong to no report: they led to it. What the desk told several stands once.
    """
    called = {one.id: one.name for one in people}
    names = {
        one.conversation_id: one.name or called.get(one.device_of_id or 0, "")
        for one in reversed(people)
        if one.conversation_id is not None
    }
    if not names:
        return ()
    ours = Q(report_id__in=waiting)
    if people[0].conversation_id is not None and people[0].report_id == report_id:
        ours |= Q(report_id__isnull=True, conversation_id=people[0].conversation_id)
    found = (
        await models.ChatEntry.filter(ours, conversation_id__in=list(names)).order_by("-at", "-seq").limit(MOST_LINES)
    )
    staff_names = await staff.names_of(row.staff_id for row in found)
    told: set[tuple[int, datetime, str]] = set()
    rows = []
    for row in reversed(found):
        if row.staff_id is not None:
            key = (row.staff_id, row.at, str(row.line.get("text", "")))
            if key in told:
                continue
            told.add(key)
        rows.append(
            ChatRow(
                row.seq, row.author, staff_names.get(row.staff_id), row.line, row.at, row.conversation_id,
                names[row.conversation_id],
            )
        )  # fmt: skip
    return tuple(rows)


def _linked(row: models.Report) -> Linked:
    return Linked(row.id, row.number, row.status, row.agency.name if row.agency else row.agency_name, row.version)


def _waiting(person: models.Reporter, people: list[models.Reporter]) -> Waiting:
    talks = [one for one in people if person.id in {one.id, one.device_of_id} and one.conversation_id is not None]
    return Waiting(
        person.id, person.name, person.whatsapp, mask(person.whatsapp), person.report.number,
        bool(talks), person.wa_consent,
    )  # fmt: skip
