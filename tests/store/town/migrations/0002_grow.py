# ruff: noqa: E501, RUF012 - written by makemigrations
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("sigap", "0001_initial")]

    initial = False

    operations = [
        ops.CreateModel(
            name="District",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("code", fields.CharField(unique=True, max_length=10)),
            ],
            options={"table": "town_district", "app": "sigap", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.RemoveField(model_name="House", name="owner"),
        ops.AlterField(
            model_name="Town",
            name="name",
            field=fields.CharField(max_length=80),
        ),
        ops.AddField(
            model_name="Town",
            name="district",
            field=fields.ForeignKeyField(
                "sigap.District",
                source_field="district_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="towns",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Town",
            name="founded",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.RemoveField(model_name="Town", name="mayor"),
        # Moved behind the foreign key by hand: that is what the key leaked into.
        ops.CreateModel(
            name="Shop",
            fields=[
                ("id", fields.IntField(generated=False, primary_key=True, unique=True, db_index=True)),
                ("title", fields.CharField(max_length=20)),
            ],
            options={
                "table": "town_shop",
                "app": "sigap",
                "pk_attr": "id",
                "table_description": "Made after a foreign key was added in the same migration, into which that key used to leak.",
            },
            bases=["Model"],
        ),
    ]
