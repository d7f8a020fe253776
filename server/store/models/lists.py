"""What the form offers: OPD, kinds of fault, questions."""

from tortoise import fields
from tortoise.models import Model


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
