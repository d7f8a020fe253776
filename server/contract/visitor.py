"""What a visitor's widget may ask. The union at the foot is the table of contents."""

from typing import Annotated, Literal

from pydantic import Field

from .base import Command, Moment, Number, QuestionKey, Reply, Seq, Slug, Write, text
from .diagnostics import Measured
from .shapes import ChatMessage, ImpactName, ReportView


class Receipt(Reply):
    """Confirm one write: it is committed. Nothing else is a receipt."""

    client_id: str
    seq: Seq
    messages: list[ChatMessage]
    reports: list[ReportView]


class Synced(Reply):
    """Everything after `after`, and the reports of this conversation."""

    seq: Seq
    messages: list[ChatMessage]
    reports: list[ReportView]
    agencies_revision: int
    catalogue_revision: int
    settings_revision: int


class Noticed(Reply):
    """Confirm a passing sign; nothing was stored."""


class Choose(Write):
    """Press a button of the bot.

    `kind:<key>`, `question:<kind>/<key>`, `solved:<kind>/<key>`, `unsolved:<kind>/<key>`, `menu`, `none`, `form`,
    `citizen`.
    """

    reply = Receipt
    choice: Annotated[str, Field(pattern=r"^[a-z_]+(:[a-z0-9-]+(/[a-z0-9-]+)?)?$", max_length=140)]
    label: Annotated[str, text(200)] = ""


class SendMessage(Write):
    """Type something: the bot looks for an answer, or, once a report is filed, the desk reads it.

    With the `number` of a report it is about that one, wherever the dialogue is.
    """

    reply = Receipt
    number: Number | None = None
    text: Annotated[str, text(2000, 1)]


class FileReport(Write):
    """File a report. Either `agency` is a slug of the list, or `unit` says in free text where the person works.

    `whatsapp` is what was typed; the server normalises it. `occurred_at` is the incident, `queued_at` the moment the
    person pressed *Kirim* by the device's clock, set by every try but the first (null when sent at once). `tried` are
    the questions whose steps were read. `diagnostics` are of the moment of *Kirim*; what does not fit is dropped.

    `same_as` says what to do when the same OPD has just reported the same fault: `ask` answers `same_fault` with that
    report instead of filing, unless this one waited on a device (`queued_at`); a number joins it as a further reporter
    (or files after all, when it is no longer open); `none` files.
    """

    reply = Receipt
    name: Annotated[str, text(100)]
    agency: Slug | None
    unit: Annotated[str, text(150)] = ""
    place: Annotated[str, text(200)]
    kind: Slug
    question: QuestionKey | None = None
    description: Annotated[str, text(2000)]
    impact: ImpactName
    whatsapp: Annotated[str, text(60)]
    occurred_at: Moment
    queued_at: Moment | None = None
    tried: Annotated[list[QuestionKey], Field(max_length=20, default_factory=list)]
    notice_version: Annotated[str, text(20, 1)]
    wa_consent: bool
    catalogue_revision: int = 0
    same_as: Literal["ask", "none"] | Number = "none"
    diagnostics: Measured = None


class Sync(Command):
    """Read on from `after`; with `wait` seconds the answer is held until something is there (POST only)."""

    reply = Synced
    after: Seq
    wait: Annotated[int, Field(ge=0, le=25)] = 0


class Typing(Command):
    """Say that the visitor is writing to the desk, every few seconds; told to whoever has the report open."""

    reply = Noticed
