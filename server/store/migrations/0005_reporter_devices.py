from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('sigap', '0004_service_clock')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Reporter',
            name='device_of_id',
            field=fields.BigIntField(null=True),
        ),
    ]
