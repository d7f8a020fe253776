"""Reports as they are filed, and as their reporters see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from server.domain.photos import PhotoRow

from . import attachment, models


@dataclass(frozen=True, slots=True)
class NewReport:
    number: str
    agency_id: int | None
    agency_name: str
    place: str
    kind: str
    question: str | None
    impact: str
    description: str
    channel: str
    occurred_at: datetime
    queued_at: datetime | None
    received_at: datetime
    clock_skewed: bool
    tried: tuple[str, ...]
    priority: str
    team: str
    response_due_at: datetime | None = None
    resolution_due_at: datetime | None = None
    alarm_at: datetime | None = None
    assignee_id: int | None = None
    diagnostics: dict[str, object] | None = None
    """What was measured on the device, by name; None when nothing was."""


@dataclass(frozen=True, slots=True)
class NewReporter:
    report_id: int
    conversation_id: int | None
    name: str
    whatsapp: str
    whatsapp_typed: str
    notice_version: str
    wa_consent: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation in which somebody waits for a report, and the report that he filed or joined himself."""

    conversation_id: int
    report_id: int
    number: str
    token_hash: str
    """Of the conversation: names its room."""


@dataclass(frozen=True, slots=True)
class Step:
    """One timeline row that a reporter may see."""

    at: datetime
    event: str
    status: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as one of its reporters sees it: no name, no number."""

    id: int
    reporter_id: int
    number: str
    status: str
    agency: str
    place: str
    kind: str
    question: str | None
    filed_at: datetime
    seen_by_staff: bool
    steps: tuple[Step, ...]
    has_owner: bool
    resolved_at: datetime | None
    rating: int | None
    photos: tuple[PhotoRow, ...] = ()
    """Of this reporter only: another one's may show what is not theirs to see."""
    reject_reason: str = ""
    parent: tuple[str, str] | None = None
    """Number and status of the report that this one is merged into."""


PUBLIC_EVENTS = ("filed", "moved", "reopened", "merged", "undone")
"""Timeline rows that a reporter sees; the rest are the desk's own."""


async def add_report(new: NewReport) -> int:
    """Insert a report and return its id."""
    row = await models.Report.create(
        number=new.number, agency_id=new.agency_id, agency_name=new.agency_name, place=new.place, kind=new.kind,
        question=new.question, impact=new.impact, description=new.description, channel=new.channel,
        occurred_at=new.occurred_at, queued_at=new.queued_at, received_at=new.received_at,
        clock_skewed=new.clock_skewed, tried=list(new.tried), priority=new.priority, team=new.team,
        assignee_id=new.assignee_id, diagnostics=new.diagnostics,
        response_due_at=new.response_due_at, resolution_due_at=new.resolution_due_at, alarm_at=new.alarm_at,
    )  # fmt: skip
    return row.id


async def team_of(report_id: int) -> str | None:
    """Return the team that a report belongs to, or None when there is no such report."""
    found = await models.Report.filter(id=report_id).values_list("team", flat=True)
    return str(found[0]) if found else None


async def add_reporter(new: NewReporter, *, at: datetime) -> int:
    """Insert a person who waits for a report and return the row's id."""
    row = await models.Reporter.create(
        report_id=new.report_id, conversation_id=new.conversation_id, name=new.name, whatsapp=new.whatsapp,
        whatsapp_typed=new.whatsapp_typed, notice_version=new.notice_version, wa_consent=new.wa_consent,
        created_at=at,
    )  # fmt: skip
    return row.id


async def keep_hashes(reporter_id: int, *, code_hash: str, link_hash: str) -> None:
    """Store what the tracking code and the link are compared with."""
    await models.Reporter.filter(id=reporter_id).update(code_hash=code_hash, link_hash=link_hash)


async def newest_of(conversation_id: int) -> int | None:
    """Return the id of the report this conversation filed last."""
    row = await models.Reporter.filter(conversation_id=conversation_id).order_by("-report_id").first()
    return row.report_id if row else None


async def keyed(report_id: int, channels: Collection[str]) -> str | None:
    """Return the number of a report that came by one of these channels."""
    row = await models.Report.get_or_none(id=report_id, channel__in=list(channels)).only("number")
    return row.number if row else None


async def followed_by(report_id: int) -> int:
    """Return the report that the desk works on for this one: its parent when it is merged, else itself."""
    row = await models.Report.get_or_none(id=report_id).only("duplicate_of_id")
    return row.duplicate_of_id if row and row.duplicate_of_id is not None else report_id


async def with_copies(report_id: int) -> list[int]:
    """Return the ids of a report and of those that are merged into it.

    Asked for by itself: an OR over two tables finds no index, and every write would read all reporters there ever were.
    """
    copies = await models.Report.filter(duplicate_of_id=report_id).order_by("id").only("id")
    return [report_id, *(copy.id for copy in copies)]


async def talks_of(report_id: int) -> tuple[Talk, ...]:
    """Return the conversations of all who wait for a report, its own first, then by their id.

    With the reporters of reports that are merged into it. One conversation may stand here with two reports.
    """
    people = models.Reporter.filter(report_id__in=await with_copies(report_id), conversation_id__not_isnull=True)
    rows = await people.values(
        "conversation_id", "report_id", "report__number", "conversation__token_hash"
    )
    talks = {Talk(*row.values()) for row in rows}
    return tuple(sorted(talks, key=lambda one: (one.report_id != report_id, one.conversation_id, one.report_id)))


async def own_by_number(conversation_id: int, number: str) -> int | None:
    """Return the id of a report that this conversation waits for."""
    row = await models.Reporter.filter(conversation_id=conversation_id, report__number=number).first()
    return row.report_id if row else None


async def own_reports(conversation_id: int, *, report_id: int | None = None) -> tuple[OwnReport, ...]:
    """Return the reports of a conversation, newest first, at most 50; or one of them."""
    query = models.Reporter.filter(conversation_id=conversation_id)
    if report_id is not None:
        query = query.filter(report_id=report_id)
    reporters = await query.order_by("-report_id").limit(50).select_related(*WITH)
    rows = await _history(reporters)
    ids = [reporter.report_id for reporter in reporters]
    photos = await attachment.of_conversation(conversation_id, ids) if ids else {}
    return tuple(_own(reporter, rows, photos.get(reporter.report_id, ())) for reporter in reporters)


async def by_link_hash(link_hash: str) -> OwnReport | None:
    """Return the report of the reporter who holds this link."""
    reporter = await models.Reporter.get_or_none(link_hash=link_hash).select_related(*WITH)
    return _own(reporter, await _history([reporter])) if reporter else None


WITH = ("report", "report__agency", "report__duplicate_of")


async def _history(reporters: list[models.Reporter]) -> list[models.Timeline]:
    """Return the rows of these people's reports and of the reports that those are merged into."""
    ids = {one.report_id for one in reporters} | {one.report.duplicate_of_id for one in reporters}
    ids.discard(None)
    return await models.Timeline.filter(report_id__in=ids).order_by("ver") if ids else []


def _own(
    reporter: models.Reporter, history: list[models.Timeline], photos: tuple[PhotoRow, ...] = ()
) -> OwnReport:
    report = reporter.report
    assert isinstance(report, models.Report)  # noqa: S101 - narrowed for the type checker: it is selected
    rows = [row for row in history if row.report_id == report.id]
    parent = report.duplicate_of
    if parent is not None:  # since then what happens to the parent is what happens to this one
        merged = max((row.ver for row in rows if row.event == "merged"), default=0)
        rows = rows + [row for row in history if row.report_id == parent.id and row.ver > merged]
    return OwnReport(
        id=report.id,
        reporter_id=reporter.device_of_id or reporter.id,
        number=report.number,
        status=report.status,
        agency=report.agency.name if report.agency else report.agency_name,
        place=report.place,
        kind=report.kind,
        question=report.question,
        filed_at=report.received_at,
        seen_by_staff=any(row.event == "seen" or row.actor == "staff" for row in rows),
        steps=tuple(
            Step(row.at, row.event, row.to_status or report.status, row.note, row.actor)
            for row in rows
            if row.event in PUBLIC_EVENTS
        ),
        has_owner=report.assignee_id is not None,
        resolved_at=report.resolved_at,
        rating=report.rating,
        photos=photos,
        reject_reason=report.reject_reason,
        parent=(parent.number, parent.status) if parent else None,
    )
