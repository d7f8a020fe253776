"""Conversations and their lines."""

from typing import TYPE_CHECKING

from tortoise import fields
from tortoise.models import Model

if TYPE_CHECKING:
    from .report import Report


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


class ChatEntry(Model):
    """One line of a conversation."""

    id = fields.BigIntField(primary_key=True)
    conversation: fields.ForeignKeyRelation[Conversation] = fields.ForeignKeyField("sigap.Conversation")
    conversation_id: int
    seq = fields.BigIntField()
    client_id = fields.CharField(max_length=36, null=True)
    report: fields.ForeignKeyNullableRelation["Report"] = fields.ForeignKeyField(
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
