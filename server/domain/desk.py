"""What the desk works with: plain values that `services` hand to the dashboard. Times are aware UTC."""

from dataclasses import dataclass, field
from datetime import datetime

from server.domain.photos import PhotoRow
from server.domain.team import DEFAULT


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A staff member with a live session."""

    session_id: int
    staff_id: int
    name: str
    email: str
    role: str
    locale: str
    form_token: str
    team: str = DEFAULT
    opened_at: datetime | None = None
    """When the session began: it ends 12 hours later, however much it is used."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: int
    name: str
    email: str
    role: str
    active: bool
    team: str = DEFAULT


@dataclass(frozen=True, slots=True)
class AgencyDraft:
    """What an admin typed for an OPD; `origins` are exact `https://host[:port]`."""

    name: str
    short: str
    slug: str
    kind: str
    aliases: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Agency:
    id: int
    slug: str
    name: str
    short: str
    kind: str
    active: bool
    aliases: tuple[str, ...]
    origins: tuple[str, ...]
    version: int
    reports: int = 0


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What the list shows and in which order; empty means everything. `listing.normalised` says what really holds."""

    statuses: tuple[str, ...] = ()
    agency: str = ""
    kind: str = ""
    text: str = ""
    before: tuple[int, ...] | None = None
    """The keyset cursor: what comes after the line with this key (see `listing.Sort`)."""
    limit: int = 50
    priorities: tuple[str, ...] = ()
    assignee_id: int | None = None
    """0 is nobody."""
    team: str = ""
    since: datetime | None = None
    until: datetime | None = None
    """Received from `since` on, before `until`."""
    overdue_at: datetime | None = None
    """Only what is past a target at this moment."""
    unanswered: bool = False
    """Only what no person of the desk has reacted to."""
    sort: str = "newest"
    upto: int | None = None
    """Only reports with this id or an older one: what came in later waits until somebody asks for it."""
    folded: bool = False
    """Show the reports of one outage as one line, if the order is the newest first."""
    opened: tuple[int, ...] = ()
    """Bursts whose reports are shown all the same."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter that somebody keeps under a name, as the query of its address."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class ReportClock:
    """Where a report stands against its targets; a due time is None where no clock runs."""

    response_due_at: datetime | None = None
    resolution_due_at: datetime | None = None
    resolution_left: int | None = None
    """Seconds of service time that remain, while the clock is paused."""
    response_late_at: datetime | None = None
    resolution_late_at: datetime | None = None
    response_escalated_at: datetime | None = None
    resolution_escalated_at: datetime | None = None
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    reopen_count: int = 0


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the report list. `whatsapp` is masked unless the page asks for the report itself."""

    id: int
    number: str
    reporter: str
    agency: str
    place: str
    kind: str
    question: str | None
    description: str
    whatsapp_masked: str
    received_at: datetime
    status: str
    priority: str
    impact: str
    assignee: str | None
    version: int
    seen: bool
    assignee_id: int | None = None
    clock: ReportClock = ReportClock()


@dataclass(frozen=True, slots=True)
class Burst:
    """Many reports of one outage as one line. It is named after its oldest report."""

    id: int
    members: tuple[tuple[int, int], ...]
    """Id and version of each, newest first."""
    kinds: tuple[str, ...]
    agencies: int
    first_at: datetime
    last_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report, or a burst with the reports in it that are shown."""

    rows: tuple[ReportRow, ...]
    burst: Burst | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`ver` is the timeline's newest, read before the rows; `total` stops counting at 1,000 (`capped`)."""

    lines: tuple[ReportLine, ...]
    ver: int
    total: int
    capped: bool
    next_before: tuple[int, ...] | None
    newest_id: int = 0
    """Of everything that matches, whatever the order and the page."""
    searched: int | None = None
    """How many of the newest reports the text was looked for in; None when in all that match."""

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """Return the reports that are shown, in order."""
        return tuple(row for line in self.lines for row in line.rows)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    ver: int
    event: str
    actor: str
    staff: str | None
    from_status: str | None
    to_status: str | None
    note: str
    internal: str
    data: dict[str, object]
    at: datetime
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChatRow:
    """One line of the conversations about the report; `line` is a `contract.shapes.Line` as a dict."""

    seq: int
    author: str
    staff: str | None
    line: dict[str, object]
    at: datetime
    talk: int = 0
    reporter: str = ""
    """Whose conversation it is."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another report that this one is merged into, or that is merged into this one."""

    id: int
    number: str
    status: str
    agency: str
    version: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person who waits for the report: who filed it, who joined, who filed a report that was merged into it."""

    id: int
    name: str
    whatsapp: str
    whatsapp_masked: str
    number: str
    """Of the report that this person filed."""
    has_chat: bool
    wa_consent: bool


@dataclass(frozen=True, slots=True)
class Related:
    """An open report that may be about the same fault; `why` is a `merging.Kinship`."""

    row: ReportRow
    why: str
    mine_to_do: bool


@dataclass(frozen=True, slots=True)
class ReportFile:
    """Everything about one report."""

    row: ReportRow
    whatsapp: str
    whatsapp_typed: str
    wa_consent: bool
    notice_version: str
    agency_id: int | None
    channel: str
    occurred_at: datetime
    queued_at: datetime | None
    clock_skewed: bool
    tried: tuple[str, ...]
    assignee_id: int | None
    reopen_count: int
    first_response_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    page: str
    timeline: tuple[TimelineRow, ...]
    conversation: tuple[ChatRow, ...]
    photos: tuple[PhotoRow, ...] = field(default=())
    moves: tuple[str, ...] = field(default=())
    """Statuses that the person who looks may move it to."""
    cause: str = ""
    action: str = ""
    reject_reason: str = ""
    vendor: str = ""
    vendor_ticket: str = ""
    vendor_due_at: datetime | None = None
    diagnostics: dict[str, object] | None = None
    parent: Linked | None = None
    children: tuple[Linked, ...] = ()
    team: str = DEFAULT
    rating: int | None = None
    """Stars, from 1 to 5."""
    rating_note: str = ""
    people: tuple[Waiting, ...] = ()
    revealed: bool = False
    """The person who looks has asked for the whole number a moment ago."""
