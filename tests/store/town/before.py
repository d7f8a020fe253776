"""A throw-away schema as its first migration makes it."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Person(Model):
    id = fields.IntField(primary_key=True)

    class Meta:
        table = "town_person"


class Town(Model):
    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=10, unique=True)
    region = fields.CharField(max_length=20)
    name = fields.CharField(max_length=50)
    mayor = fields.CharField(max_length=50, null=True)

    class Meta:
        table = "town"
        unique_together = (("region", "name"),)
        indexes = (Index(fields=["region", "id"], name="idx_town_region"),)


class House(Model):
    id = fields.IntField(primary_key=True)
    town: fields.ForeignKeyRelation[Town] = fields.ForeignKeyField("sigap.Town", related_name="houses")
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "sigap.Person", null=True, related_name="houses"
    )
    street = fields.CharField(max_length=50)

    class Meta:
        table = "town_house"
        indexes = (Index(fields=["street"], name="idx_house_street"),)
