from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sigap', '0001_initial')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['status', 'id'], name='idx_report_status'),
        ),
        ops.AddIndex(
            model_name='Reporter',
            index=Index(fields=['report_id', 'id'], name='idx_reporter_report'),
        ),
        ops.AddIndex(
            model_name='Reporter',
            index=Index(fields=['conversation_id', 'report_id'], name='idx_reporter_conversation'),
        ),
    ]
