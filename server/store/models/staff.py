"""The desk's people: sessions, second factor, links, and what they did outside of a report."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


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
    team = fields.CharField(max_length=20, default="network", db_default="network")
    on_duty = fields.BooleanField(default=True, db_default=True)
    password_set_at = fields.DatetimeField(null=True)
    totp_secret = fields.CharField(max_length=200, null=True)  # encrypted under the installation's key
    totp_since = fields.DatetimeField(null=True)  # None: begun, not confirmed
    totp_step = fields.BigIntField(default=0, db_default=0)  # the newest accepted time step: a code works once

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


class RecoveryCode(Model):
    """One way in without the second factor's device. It works once."""

    id = fields.BigIntField(primary_key=True)
    staff: fields.ForeignKeyRelation[Staff] = fields.ForeignKeyField("sigap.Staff", related_name="recovery_codes")
    staff_id: int
    code_hash = fields.CharField(max_length=64)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "recovery_code"
        indexes = (Index(fields=["staff_id", "id"], name="idx_recovery_staff"),)


class StaffLink(Model):
    """A link that lets one person set a password: an invitation or a reset. Works once, until it expires."""

    id = fields.BigIntField(primary_key=True)
    token_hash = fields.CharField(max_length=64, unique=True)
    staff: fields.ForeignKeyRelation[Staff] = fields.ForeignKeyField("sigap.Staff", related_name="links")
    staff_id: int
    purpose = fields.CharField(max_length=10)  # invite, reset
    created_by = fields.IntField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_link"
        indexes = (Index(fields=["staff_id", "id"], name="idx_link_staff"),)


class AuditEntry(Model):
    """Who did what outside of a report: signed in, failed to, exported, changed a role or a setting. Append-only."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    staff_id = fields.IntField(null=True)
    event = fields.CharField(max_length=30)
    subject = fields.CharField(max_length=60, default="")  # what it was done to: `staff:3`, `setting:hours`
    data: dict[str, object] = fields.JSONField(default=dict)

    class Meta:
        table = "audit"
        indexes = (Index(fields=["event", "id"], name="idx_audit_event"),)
