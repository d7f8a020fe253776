"""How the desk works: teams, duty, settings, saved views, who looks at what."""

from tortoise import fields
from tortoise.models import Model


class Team(Model):
    """Who a kind of fault belongs to. Reports of a restricted team are seen by it and by admins only."""

    key = fields.CharField(max_length=20, primary_key=True)
    position = fields.IntField()
    label: dict[str, str] = fields.JSONField()
    kinds: list[str] = fields.JSONField(default=list)
    restricted = fields.BooleanField(default=False)

    class Meta:
        table = "team"


class DutyRule(Model):
    """Who gets new reports of these kinds and OPD (empty: all), in turn or not at all. The first that fits decides."""

    id = fields.IntField(primary_key=True)
    position = fields.IntField()
    kinds: list[str] = fields.JSONField(default=list)
    agencies: list[str] = fields.JSONField(default=list)  # slugs
    staff: list[int] = fields.JSONField(default=list)
    mode = fields.CharField(max_length=12)  # round_robin, none
    last_staff_id = fields.IntField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "duty_rule"


class Setting(Model):
    """One setting of the desk, by its name in `server/domain/settings.py`. A missing row means its default."""

    key = fields.CharField(max_length=40, primary_key=True)
    value: dict[str, object] = fields.JSONField(default=dict)  # {"value": ...}
    version = fields.IntField(default=1)
    updated_at = fields.DatetimeField()
    updated_by = fields.IntField(null=True)

    class Meta:
        table = "setting"


class SavedFilter(Model):
    """A view of the report list that one person keeps."""

    id = fields.BigIntField(primary_key=True)
    staff_id = fields.IntField()
    name = fields.CharField(max_length=60)
    query = fields.CharField(max_length=500)
    position = fields.IntField(default=0)
    created_at = fields.DatetimeField()

    class Meta:
        table = "saved_filter"
        unique_together = (("staff_id", "name"),)


class Viewing(Model):
    """Who looks at a report now: fresh rows only, by `seen_at`."""

    id = fields.BigIntField(primary_key=True)
    report_id = fields.BigIntField()
    staff_id = fields.IntField()
    seen_at = fields.DatetimeField()

    class Meta:
        table = "viewing"
        unique_together = (("report_id", "staff_id"),)
