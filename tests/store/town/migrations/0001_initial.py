# ruff: noqa: RUF012 - written by makemigrations
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Person",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
            ],
            options={"table": "town_person", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Town",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("code", fields.CharField(unique=True, max_length=10)),
                ("region", fields.CharField(max_length=20)),
                ("name", fields.CharField(max_length=50)),
                ("mayor", fields.CharField(null=True, max_length=50)),
            ],
            options={
                "table": "town",
                "app": "sigap",
                "unique_together": (("region", "name"),),
                "indexes": [Index(fields=["region", "id"], name="idx_town_region")],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="House",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "town",
                    fields.ForeignKeyField(
                        "sigap.Town",
                        source_field="town_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="houses",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "sigap.Person",
                        source_field="owner_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="houses",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("street", fields.CharField(max_length=50)),
            ],
            options={
                "table": "town_house",
                "app": "sigap",
                "indexes": [Index(fields=["street"], name="idx_house_street")],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
