import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Agency",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("slug", fields.CharField(unique=True, max_length=64)),
                ("name", fields.CharField(max_length=150)),
                ("short", fields.CharField(default="", max_length=60)),
                ("kind", fields.CharField(default="dinas", max_length=30)),
                ("active", fields.BooleanField(default=True)),
                (
                    "aliases",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "origins",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={"table": "agency", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Conversation",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("site", fields.CharField(default="", max_length=64)),
                ("locale", fields.CharField(default="id", max_length=2)),
                (
                    "state",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("last_seq", fields.BigIntField(default=0)),
                ("page", fields.CharField(default="", max_length=500)),
                ("user_agent", fields.CharField(default="", max_length=300)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "conversation", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Counter",
            fields=[
                ("name", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ("value", fields.BigIntField(default=0)),
            ],
            options={
                "table": "counter",
                "app": "sigap",
                "pk_attr": "name",
                "table_description": "Named numbers under a row lock: `ver` (order of the timeline), `day:<YYYYMMDD>`, `agencies`, `catalogue`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FaultKind",
            fields=[
                ("key", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("position", fields.IntField()),
                ("icon", fields.CharField(max_length=40)),
                ("priority", fields.CharField(max_length=10)),
                (
                    "label",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "hint",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "keywords",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("active", fields.BooleanField(default=True)),
            ],
            options={"table": "fault_kind", "app": "sigap", "pk_attr": "key"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Question",
            fields=[
                ("key", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=129)),
                (
                    "kind",
                    fields.ForeignKeyField(
                        "sigap.FaultKind",
                        source_field="kind_id",
                        db_constraint=True,
                        to_field="key",
                        related_name="questions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("priority", fields.CharField(null=True, max_length=10)),
                ("escalate", fields.BooleanField(default=False)),
                (
                    "label",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "steps",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "keywords",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("active", fields.BooleanField(default=True)),
            ],
            options={"table": "question", "app": "sigap", "pk_attr": "key"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReceiptRow",
            fields=[
                (
                    "client_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("payload_hash", fields.CharField(max_length=64)),
                ("conversation_id", fields.BigIntField(null=True)),
                ("first_seq", fields.BigIntField(default=0)),
                ("last_seq", fields.BigIntField(default=0)),
                ("report_id", fields.BigIntField(null=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "receipt",
                "app": "sigap",
                "pk_attr": "client_hash",
                "table_description": "One write that was done: what makes its repetition harmless. Holds no personal data, so it is kept for ever.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Staff",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("email", fields.CharField(unique=True, max_length=200)),
                ("name", fields.CharField(max_length=100)),
                ("role", fields.CharField(max_length=12)),
                ("password_hash", fields.CharField(max_length=200)),
                ("active", fields.BooleanField(default=True)),
                ("locale", fields.CharField(default="id", max_length=2)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_login_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "staff", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Report",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("number", fields.CharField(unique=True, max_length=24)),
                (
                    "agency",
                    fields.ForeignKeyField(
                        "sigap.Agency",
                        source_field="agency_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("agency_name", fields.CharField(max_length=150)),
                ("place", fields.CharField(max_length=200)),
                ("kind", fields.CharField(max_length=64)),
                ("question", fields.CharField(null=True, max_length=129)),
                ("impact", fields.CharField(max_length=10)),
                ("description", fields.TextField(unique=False)),
                ("channel", fields.CharField(default="widget", max_length=10)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("queued_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("clock_skewed", fields.BooleanField(default=False)),
                (
                    "tried",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("status", fields.CharField(default="new", max_length=20)),
                ("priority", fields.CharField(max_length=10)),
                (
                    "assignee",
                    fields.ForeignKeyField(
                        "sigap.Staff",
                        source_field="assignee_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reports",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("reopen_count", fields.IntField(default=0)),
                ("version", fields.IntField(default=1)),
                ("first_response_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("resolved_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("closed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "report",
                "app": "sigap",
                "indexes": [
                    Index(fields=["status", "agency_id", "id"], name="idx_report_status_agency"),
                    Index(fields=["agency_id", "id"], name="idx_report_agency"),
                    Index(fields=["kind", "id"], name="idx_report_kind"),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ChatEntry",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "conversation",
                    fields.ForeignKeyField(
                        "sigap.Conversation",
                        source_field="conversation_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("seq", fields.BigIntField()),
                ("client_id", fields.CharField(null=True, max_length=36)),
                (
                    "report",
                    fields.ForeignKeyField(
                        "sigap.Report",
                        source_field="report_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="entries",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("author", fields.CharField(max_length=8)),
                ("staff_id", fields.IntField(null=True)),
                (
                    "line",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "message",
                "app": "sigap",
                "unique_together": (("conversation", "seq"),),
                "pk_attr": "id",
                "table_description": "One line of a conversation.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Reporter",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "report",
                    fields.ForeignKeyField(
                        "sigap.Report",
                        source_field="report_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="reporters",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "conversation",
                    fields.ForeignKeyField(
                        "sigap.Conversation",
                        source_field="conversation_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="reporters",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=100)),
                ("whatsapp", fields.CharField(max_length=20)),
                ("whatsapp_typed", fields.CharField(default="", max_length=60)),
                ("notice_version", fields.CharField(max_length=20)),
                ("wa_consent", fields.BooleanField(default=False)),
                ("code_hash", fields.CharField(null=True, max_length=64)),
                ("link_hash", fields.CharField(null=True, unique=True, max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reporter",
                "app": "sigap",
                "pk_attr": "id",
                "table_description": "A person who waits for a report: one or more. Personal data lives here and nowhere else.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StaffSession",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("form_token", fields.CharField(max_length=64)),
                (
                    "staff",
                    fields.ForeignKeyField(
                        "sigap.Staff",
                        source_field="staff_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("user_agent", fields.CharField(default="", max_length=300)),
            ],
            options={"table": "session", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Timeline",
            fields=[
                ("ver", fields.BigIntField(generated=False, primary_key=True, unique=True, db_index=True)),
                (
                    "report",
                    fields.ForeignKeyField(
                        "sigap.Report",
                        source_field="report_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="timeline",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("event", fields.CharField(max_length=20)),
                ("actor", fields.CharField(max_length=10)),
                ("staff_id", fields.IntField(null=True)),
                ("from_status", fields.CharField(null=True, max_length=20)),
                ("to_status", fields.CharField(null=True, max_length=20)),
                ("note", fields.TextField(default="", unique=False)),
                ("internal", fields.TextField(default="", unique=False)),
                (
                    "data",
                    fields.JSONField(
                        default=dict, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "timeline",
                "app": "sigap",
                "indexes": [Index(fields=["report_id", "ver"], name="idx_timeline_report")],
                "pk_attr": "ver",
                "table_description": "Append-only: nothing about a report changes without a row here, in the same transaction.",
            },
            bases=["Model"],
        ),
    ]
