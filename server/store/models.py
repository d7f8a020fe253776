"""The tables. Nobody outside `server/store` sees these classes: queries return plain domain values.

Statuses, kinds and events are stored as short codes. Times are aware UTC, made in Python, never by the database.
"""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Counter(Model):
    """Named numbers under a row lock: `ver` (order of the timeline), `day:<YYYYMMDD>`, `agencies`, `catalogue`."""

    name = fields.CharField(max_length=40, primary_key=True)
    value = fields.BigIntField(default=0)

    class Meta:
        table = "counter"


class Agency(Model):
    id = fields.IntField(primary_key=True)
    slug = fields.CharField(max_length=64, unique=True)
    name = fields.CharField(max_length=150)
    short = fields.CharField(max_length=60, default="")
    kind = fields.CharField(max_length=30, default="dinas")
    active = fields.BooleanField(default=True)
    aliases: list[str] = fields.JSONField(default=list)
    origins: list[str] = fields.JSONField(default=list)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "agency"


class FaultKind(Model):
    key = fields.CharField(max_length=64, primary_key=True)
    position = fields.IntField()
    icon = fields.CharField(max_length=40)
    priority = fields.CharField(max_length=10)
    label: dict[str, str] = fields.JSONField()
    hint: dict[str, str] = fields.JSONField()
    keywords: list[str] = fields.JSONField(default=list)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "fault_kind"


class Question(Model):
    key = fields.CharField(max_length=129, primary_key=True)  # kind/question
    kind: fields.ForeignKeyRelation[FaultKind] = fields.ForeignKeyField("sigap.FaultKind", related_name="questions")
    kind_id: str
    position = fields.IntField()
    priority = fields.CharField(max_length=10, null=True)
    escalate = fields.BooleanField(default=False)
    label: dict[str, str] = fields.JSONField()
    steps: dict[str, list[str]] = fields.JSONField()
    keywords: list[str] = fields.JSONField(default=list)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "question"


class Conversation(Model):
    id = fields.BigIntField(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    site = fields.CharField(max_length=64, default="")
    locale = fields.CharField(max_length=2, default="id")
    state: dict[str, object] = fields.JSONField(default=dict)
    last_seq = fields.BigIntField(default=0)
    page = fields.CharField(max_length=500, default="")
    user_agent = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "conversation"


class Report(Model):
    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=24, unique=True)
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "sigap.Agency", null=True, on_delete=fields.RESTRICT
    )
    agency_id: int | None
    agency_name = fields.CharField(max_length=150)  # as it was when filed, or the free text of an unlisted unit
    place = fields.CharField(max_length=200)
    kind = fields.CharField(max_length=64)
    question = fields.CharField(max_length=129, null=True)
    impact = fields.CharField(max_length=10)
    description = fields.TextField()
    channel = fields.CharField(max_length=10, default="widget")
    occurred_at = fields.DatetimeField()
    queued_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField()
    clock_skewed = fields.BooleanField(default=False)
    tried: list[str] = fields.JSONField(default=list)
    status = fields.CharField(max_length=20, default="new")
    priority = fields.CharField(max_length=10)
    assignee: fields.ForeignKeyNullableRelation["Staff"] = fields.ForeignKeyField(
        "sigap.Staff", null=True, on_delete=fields.SET_NULL, related_name="reports"
    )
    assignee_id: int | None
    reopen_count = fields.IntField(default=0)
    version = fields.IntField(default=1)
    first_response_at = fields.DatetimeField(null=True)
    resolved_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "report"
        indexes = (
            Index(fields=["status", "agency_id", "id"], name="idx_report_status_agency"),
            Index(fields=["status", "id"], name="idx_report_status"),
            Index(fields=["agency_id", "id"], name="idx_report_agency"),
            Index(fields=["kind", "id"], name="idx_report_kind"),
        )


class Reporter(Model):
    """A person who waits for a report: one or more. Personal data lives here and nowhere else."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation[Report] = fields.ForeignKeyField("sigap.Report", related_name="reporters")
    report_id: int
    conversation: fields.ForeignKeyNullableRelation[Conversation] = fields.ForeignKeyField(
        "sigap.Conversation", null=True, related_name="reporters"
    )
    conversation_id: int | None
    name = fields.CharField(max_length=100)
    whatsapp = fields.CharField(max_length=20)  # E.164 digits without plus
    whatsapp_typed = fields.CharField(max_length=60, default="")
    notice_version = fields.CharField(max_length=20)
    wa_consent = fields.BooleanField(default=False)
    code_hash = fields.CharField(max_length=64, null=True)  # derived from the row's id, so set right after the insert
    link_hash = fields.CharField(max_length=64, unique=True, null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "reporter"
        indexes = (  # SQLite makes none for foreign keys
            Index(fields=["report_id", "id"], name="idx_reporter_report"),
            Index(fields=["conversation_id", "report_id"], name="idx_reporter_conversation"),
        )


class ChatEntry(Model):
    """One line of a conversation."""

    id = fields.BigIntField(primary_key=True)
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField("sigap.Conversation")
    conversation_id: int
    seq = fields.BigIntField()
    client_id = fields.CharField(max_length=36, null=True)
    report: fields.ForeignKeyNullableRelation[Report] = fields.ForeignKeyField(
        "sigap.Report", null=True, related_name="entries"
    )
    report_id: int | None
    author = fields.CharField(max_length=8)
    staff_id = fields.IntField(null=True)
    line: dict[str, object] = fields.JSONField()
    at = fields.DatetimeField()

    class Meta:
        table = "message"
        unique_together = (("conversation", "seq"),)


class ReceiptRow(Model):
    """One write that was done: what makes its repetition harmless. Holds no personal data, so it is kept for ever."""

    client_hash = fields.CharField(max_length=64, primary_key=True)
    payload_hash = fields.CharField(max_length=64)
    conversation_id = fields.BigIntField(null=True)
    first_seq = fields.BigIntField(default=0)
    last_seq = fields.BigIntField(default=0)
    report_id = fields.BigIntField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "receipt"


class Timeline(Model):
    """Append-only: nothing about a report changes without a row here, in the same transaction."""

    ver = fields.BigIntField(primary_key=True, generated=False)
    report: fields.ForeignKeyNullableRelation[Report] = fields.ForeignKeyField(
        "sigap.Report", null=True, related_name="timeline"
    )
    report_id: int | None
    event = fields.CharField(max_length=20)
    actor = fields.CharField(max_length=10)  # reporter, staff, system
    staff_id = fields.IntField(null=True)
    from_status = fields.CharField(max_length=20, null=True)
    to_status = fields.CharField(max_length=20, null=True)
    note = fields.TextField(default="")  # public: the reporter reads it
    internal = fields.TextField(default="")
    data: dict[str, object] = fields.JSONField(default=dict)
    at = fields.DatetimeField()

    class Meta:
        table = "timeline"
        indexes = (Index(fields=["report_id", "ver"], name="idx_timeline_report"),)


class Staff(Model):
    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=200, unique=True)  # lower-cased in code
    name = fields.CharField(max_length=100)
    role = fields.CharField(max_length=12)
    password_hash = fields.CharField(max_length=200)
    active = fields.BooleanField(default=True)
    locale = fields.CharField(max_length=2, default="id")
    created_at = fields.DatetimeField()
    last_login_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff"


class StaffSession(Model):
    id = fields.BigIntField(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    form_token = fields.CharField(max_length=64)
    staff: fields.ForeignKeyRelation[Staff] = fields.ForeignKeyField("sigap.Staff", related_name="sessions")
    staff_id: int
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    user_agent = fields.CharField(max_length=300, default="")

    class Meta:
        table = "session"
