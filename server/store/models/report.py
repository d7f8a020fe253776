"""Reports, the people who wait for them, their photos and their history."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from .lists import Agency
from .staff import Staff
from .talk import Conversation


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
    assignee: fields.ForeignKeyNullableRelation[Staff] = fields.ForeignKeyField(
        "sigap.Staff", null=True, on_delete=fields.SET_NULL, related_name="reports"
    )
    assignee_id: int | None
    reopen_count = fields.IntField(default=0)
    version = fields.IntField(default=1)
    first_response_at = fields.DatetimeField(null=True)
    resolved_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    team = fields.CharField(max_length=20, default="network", db_default="network")
    response_due_at = fields.DatetimeField(null=True)
    resolution_due_at = fields.DatetimeField(null=True)
    resolution_left = fields.IntField(null=True)  # seconds of service time, kept while the clock is paused
    response_late_at = fields.DatetimeField(null=True)  # set once, when the breach was noticed
    resolution_late_at = fields.DatetimeField(null=True)
    response_escalated_at = fields.DatetimeField(null=True)  # set once, when twice the target had passed
    resolution_escalated_at = fields.DatetimeField(null=True)
    alarm_at = fields.DatetimeField(null=True)  # when the clock speaks next: 75, 100, 200 % of a target, silence
    vendor = fields.CharField(max_length=120, default="", db_default="")
    vendor_ticket = fields.CharField(max_length=60, default="", db_default="")
    vendor_due_at = fields.DatetimeField(null=True)
    cause = fields.CharField(max_length=40, default="", db_default="")
    action = fields.CharField(max_length=40, default="", db_default="")
    reject_reason = fields.CharField(max_length=20, default="", db_default="")
    duplicate_of: fields.ForeignKeyNullableRelation["Report"] = fields.ForeignKeyField(
        "sigap.Report", null=True, on_delete=fields.SET_NULL, related_name="duplicates"
    )
    duplicate_of_id: int | None
    diagnostics: dict[str, object] | None = fields.JSONField(null=True)
    rating = fields.SmallIntField(null=True)
    rating_note = fields.CharField(max_length=1000, default="", db_default="")
    rated_at = fields.DatetimeField(null=True)

    class Meta:
        table = "report"
        indexes = (
            Index(fields=["status", "agency_id", "id"], name="idx_report_status_agency"),
            Index(fields=["status", "id"], name="idx_report_status"),
            Index(fields=["agency_id", "id"], name="idx_report_agency"),
            Index(fields=["kind", "id"], name="idx_report_kind"),
            Index(fields=["assignee_id", "id"], name="idx_report_assignee"),
            Index(fields=["priority", "id"], name="idx_report_priority"),
            Index(fields=["team", "id"], name="idx_report_team"),
            Index(fields=["status", "resolution_due_at", "id"], name="idx_report_due"),
            Index(fields=["alarm_at", "id"], name="idx_report_alarm"),
            Index(fields=["received_at", "id"], name="idx_report_received"),
            Index(fields=["duplicate_of_id", "id"], name="idx_report_duplicates"),
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
    device_of_id = fields.BigIntField(null=True)  # a further device of that reporter, and so nothing about the person
    created_at = fields.DatetimeField()

    class Meta:
        table = "reporter"
        indexes = (  # SQLite makes none for foreign keys
            Index(fields=["report_id", "id"], name="idx_reporter_report"),
            Index(fields=["conversation_id", "report_id"], name="idx_reporter_conversation"),
        )


class Attachment(Model):
    """A photo: re-encoded here, so that nothing but pixels is kept. Its bytes are read by their own query only."""

    id = fields.BigIntField(primary_key=True)
    client_hash = fields.CharField(max_length=64, unique=True)
    conversation: fields.ForeignKeyNullableRelation[Conversation] = fields.ForeignKeyField(
        "sigap.Conversation", null=True, related_name="attachments"
    )
    conversation_id: int | None
    report: fields.ForeignKeyNullableRelation[Report] = fields.ForeignKeyField(
        "sigap.Report", null=True, related_name="attachments"
    )
    report_id: int | None
    author = fields.CharField(max_length=8)  # reporter, staff
    staff_id = fields.IntField(null=True)
    mime = fields.CharField(max_length=40)
    width = fields.IntField()
    height = fields.IntField()
    size = fields.IntField()
    data = fields.BinaryField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "attachment"
        indexes = (
            Index(fields=["report_id", "id"], name="idx_attachment_report"),
            Index(fields=["conversation_id", "id"], name="idx_attachment_conversation"),
        )


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
