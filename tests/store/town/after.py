"""The same schema after its second migration: one change of every kind that Tortoise got wrong."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Person(Model):
    id = fields.IntField(primary_key=True)

    class Meta:
        table = "town_person"


class District(Model):
    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=10, unique=True)

    class Meta:
        table = "town_district"


class Town(Model):
    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=10, unique=True)
    region = fields.CharField(max_length=20)
    name = fields.CharField(max_length=80)  # wider
    founded = fields.IntField(default=0, db_default=0)  # new; mayor is gone
    district: fields.ForeignKeyNullableRelation[District] = fields.ForeignKeyField(
        "sigap.District", null=True, on_delete=fields.RESTRICT, related_name="towns"
    )

    class Meta:
        table = "town"
        unique_together = (("region", "name"),)
        indexes = (Index(fields=["region", "id"], name="idx_town_region"),)


class House(Model):
    id = fields.IntField(primary_key=True)
    town: fields.ForeignKeyRelation[Town] = fields.ForeignKeyField("sigap.Town", related_name="houses")
    street = fields.CharField(max_length=50)  # owner is gone

    class Meta:
        table = "town_house"
        indexes = (Index(fields=["street"], name="idx_house_street"),)


class Shop(Model):
    """Made after a foreign key was added in the same migration, into which that key used to leak."""

    id = fields.IntField(primary_key=True, generated=False)  # which makemigrations forgets
    title = fields.CharField(max_length=20)

    class Meta:
        table = "town_shop"
