"""Shapes that several messages share: what stands in a conversation, and a report as its reporter sees it."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Locale, Moment, Number, QuestionKey, Seq, Slug, Token, Wire, text

StatusName = Literal[
    "new", "verified", "in_progress", "waiting_reporter", "waiting_vendor",
    "resolved", "closed", "rejected", "duplicate", "cancelled",
]  # fmt: skip
ImpactName = Literal["stopped", "disturbed", "none"]


PhotoId = Annotated[int, Field(ge=1, le=2**53)]


class Passport(Wire):
    """Say who speaks: sent as Socket.IO `auth`, and around every command that comes by POST."""

    protocol: int
    token: Token
    site: Slug | Literal[""]
    locale: Locale = "id"
    page: Annotated[str, text(500)] = ""


# --- the lines of a conversation. Words come from the phrase file and the catalogue, in the reader's language.
class TextLine(Wire):
    type: Literal["text"] = "text"
    text: Annotated[str, text(2000, 1)]


class PhraseLine(Wire):
    """A sentence of the phrase file, by its dotted key."""

    type: Literal["phrase"] = "phrase"
    key: Annotated[str, text(80, 1)]
    params: dict[str, str] = Field(default_factory=dict)


class ChoiceLine(Wire):
    """A button that the visitor pressed; `label` is what it said then."""

    type: Literal["choice"] = "choice"
    choice: Annotated[str, text(140, 1)]
    label: Annotated[str, text(200)] = ""


class KindsLine(Wire):
    """The menu of kinds of fault, as buttons."""

    type: Literal["kinds"] = "kinds"


class QuestionsLine(Wire):
    """The questions of one kind, as buttons."""

    type: Literal["questions"] = "questions"
    kind: Slug


class SuggestionsLine(Wire):
    """The best questions for what was typed, as buttons, with *not that* and *report straight away*."""

    type: Literal["suggestions"] = "suggestions"
    questions: list[QuestionKey]


class StepsLine(Wire):
    """The numbered steps of one question."""

    type: Literal["steps"] = "steps"
    question: QuestionKey


class AskSolvedLine(Wire):
    """*Apakah masalah teratasi?* with its two buttons."""

    type: Literal["ask_solved"] = "ask_solved"
    question: QuestionKey


class FormLine(Wire):
    """The report form opens, with what is known already filled in."""

    type: Literal["form"] = "form"
    kind: Slug | None = None
    question: QuestionKey | None = None
    description: Annotated[str, text(2000)] = ""


class CitizenLine(Wire):
    """Where a citizen, whom this desk does not serve, can go."""

    type: Literal["citizen"] = "citizen"


class ReceiptLine(Wire):
    """A report was filed; its code and status stand in the `ReportView` of the same number."""

    type: Literal["receipt"] = "receipt"
    number: Number


class PhotoLine(Wire):
    """A photo that the reporter sent; its pixels come by `show_photo`."""

    type: Literal["photo"] = "photo"
    photo: PhotoId


class StatusLine(Wire):
    """The report moved; `note` is what staff wrote for the reporter."""

    type: Literal["status"] = "status"
    number: Number
    status: StatusName
    note: Annotated[str, text(2000)] = ""
    parent: Number | None = None
    """The report that this one was merged into."""


Line = Annotated[
    TextLine | PhraseLine | ChoiceLine | KindsLine | QuestionsLine | SuggestionsLine | StepsLine | AskSolvedLine
    | FormLine | CitizenLine | ReceiptLine | PhotoLine | StatusLine,
    Field(discriminator="type"),
]  # fmt: skip


class ChatMessage(Wire):
    """One entry of a conversation. `seq` has no gaps; `client_id` is the visitor's own, null for others."""

    seq: Seq
    client_id: str | None
    author: Literal["visitor", "bot", "staff"]
    at: Moment
    line: Line
    number: Number | None = None


class TimelineEntry(Wire):
    """A step in a report's life, as its reporter may see it: the unit, never the person."""

    at: Moment
    event: Literal["filed", "moved", "reopened", "said", "merged", "edited", "undone"]
    status: StatusName
    note: str
    by: Literal["reporter", "staff", "system"]


class PhotoView(Wire):
    """A photo of one's own, without its pixels."""

    id: PhotoId
    width: int
    height: int
    at: Moment


class MergedInto(Wire):
    """The report of the same fault that the desk works on, and its status of now."""

    number: Number
    status: StatusName


class ReportView(Wire):
    """A report as its reporter sees it. No name and no telephone number: they never come back."""

    number: Number
    code: Annotated[str, Field(pattern=r"^[2-9A-Z]{4}-[2-9A-Z]{4}$")]
    link: str
    status: StatusName
    agency: str
    place: str
    kind: Slug
    question: QuestionKey | None
    filed_at: Moment
    seen_by_staff: bool
    timeline: list[TimelineEntry]
    photos: list[PhotoView]
    can: list[Literal["confirm", "reopen", "cancel", "rate"]]
    """What its reporter may do with it now."""
    rating: int | None
    merged_into: MergedInto | None = None
    reject_reason: Literal["", "out_of_scope", "test", "spam"] = ""


# --- what a widget loads before anybody speaks (plain GET, cached)
class AgencyOption(Wire):
    slug: Slug
    name: str
    short: str
    aliases: list[str]


class QuestionCard(Wire):
    key: QuestionKey
    label: str
    steps: list[str]
    escalate: bool


class KindCard(Wire):
    key: Slug
    icon: str
    label: str
    hint: str
    questions: list[QuestionCard]


class Catalogue(Wire):
    """`GET /api/widget/catalogue.<locale>.json?v=<revision>`: immutable per revision."""

    revision: int
    locale: Locale
    kinds: list[KindCard]


class AgencyList(Wire):
    """`GET /api/widget/agencies.json?v=<revision>`."""

    revision: int
    agencies: list[AgencyOption]


class SiteInfo(Wire):
    """`GET /api/widget/site.json?opd=<slug>&color=<rrggbb>`: may this page embed the widget, and what it looks like.

    `advice` is for the console of a page that may not; `accent` are CSS declarations of `--accent` and `--on`, empty
    without a color.
    """

    allowed: bool
    advice: str
    accent: str
    protocol: int
    site: Slug | Literal[""]
    agency: AgencyOption | None
    unit: str
    desk_whatsapp: str
    desk_phone: str
    directions: str
    notice_version: str
    retention_months: int
    catalogue_revision: int
    agencies_revision: int
    settings_revision: int
