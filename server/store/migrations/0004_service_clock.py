from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sigap', '0003_desk_and_photos')]

    initial = False

    operations = [
        ops.AddField(
            model_name='Report',
            name='alarm_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['alarm_at', 'id'], name='idx_report_alarm'),
        ),
    ]
