from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('sigap', '0002_desk_indexes')]

    initial = False

    operations = [
        ops.CreateModel(
            name='Attachment',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('client_hash', fields.CharField(unique=True, max_length=64)),
                ('conversation', fields.ForeignKeyField('sigap.Conversation', source_field='conversation_id', null=True, db_constraint=True, to_field='id', related_name='attachments', on_delete=OnDelete.CASCADE)),
                ('report', fields.ForeignKeyField('sigap.Report', source_field='report_id', null=True, db_constraint=True, to_field='id', related_name='attachments', on_delete=OnDelete.CASCADE)),
                ('author', fields.CharField(max_length=8)),
                ('staff_id', fields.IntField(null=True)),
                ('mime', fields.CharField(max_length=40)),
                ('width', fields.IntField()),
                ('height', fields.IntField()),
                ('size', fields.IntField()),
                ('data', fields.BinaryField()),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'attachment', 'app': 'sigap', 'indexes': [Index(fields=['report_id', 'id'], name='idx_attachment_report'), Index(fields=['conversation_id', 'id'], name='idx_attachment_conversation')], 'pk_attr': 'id', 'table_description': 'A photo: re-encoded here, so that nothing but pixels is kept. Its bytes are read by their own query only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('staff_id', fields.IntField(null=True)),
                ('event', fields.CharField(max_length=30)),
                ('subject', fields.CharField(default='', max_length=60)),
                ('data', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
            ],
            options={'table': 'audit', 'app': 'sigap', 'indexes': [Index(fields=['event', 'id'], name='idx_audit_event')], 'pk_attr': 'id', 'table_description': 'Who did what outside of a report: signed in, failed to, exported, changed a role or a setting. Append-only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='DutyRule',
            fields=[
                ('id', fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('position', fields.IntField()),
                ('kinds', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('agencies', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('staff', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('mode', fields.CharField(max_length=12)),
                ('last_staff_id', fields.IntField(null=True)),
                ('version', fields.IntField(default=1)),
            ],
            options={'table': 'duty_rule', 'app': 'sigap', 'pk_attr': 'id', 'table_description': 'Who gets new reports of these kinds and OPD (empty: all), in turn or not at all. The first that fits decides.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('staff', fields.ForeignKeyField('sigap.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name='recovery_codes', on_delete=OnDelete.CASCADE)),
                ('code_hash', fields.CharField(max_length=64)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'recovery_code', 'app': 'sigap', 'indexes': [Index(fields=['staff_id', 'id'], name='idx_recovery_staff')], 'pk_attr': 'id', 'table_description': "One way in without the second factor's device. It works once."},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('staff_id', fields.IntField()),
                ('name', fields.CharField(max_length=60)),
                ('query', fields.CharField(max_length=500)),
                ('position', fields.IntField(default=0)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'saved_filter', 'app': 'sigap', 'unique_together': (('staff_id', 'name'),), 'pk_attr': 'id', 'table_description': 'A view of the report list that one person keeps.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Setting',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=40)),
                ('value', fields.JSONField(default=dict, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('version', fields.IntField(default=1)),
                ('updated_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('updated_by', fields.IntField(null=True)),
            ],
            options={'table': 'setting', 'app': 'sigap', 'pk_attr': 'key', 'table_description': 'One setting of the desk, by its name in `server/domain/settings.py`. A missing row means its default.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='StaffLink',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('token_hash', fields.CharField(unique=True, max_length=64)),
                ('staff', fields.ForeignKeyField('sigap.Staff', source_field='staff_id', db_constraint=True, to_field='id', related_name='links', on_delete=OnDelete.CASCADE)),
                ('purpose', fields.CharField(max_length=10)),
                ('created_by', fields.IntField(null=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('expires_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'staff_link', 'app': 'sigap', 'indexes': [Index(fields=['staff_id', 'id'], name='idx_link_staff')], 'pk_attr': 'id', 'table_description': 'A link that lets one person set a password: an invitation or a reset. Works once, until it expires.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Team',
            fields=[
                ('key', fields.CharField(primary_key=True, unique=True, db_index=True, max_length=20)),
                ('position', fields.IntField()),
                ('label', fields.JSONField(encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('kinds', fields.JSONField(default=list, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads)),
                ('restricted', fields.BooleanField(default=False)),
            ],
            options={'table': 'team', 'app': 'sigap', 'pk_attr': 'key', 'table_description': 'Who a kind of fault belongs to. Reports of a restricted team are seen by it and by admins only.'},
            bases=['Model'],
        ),
        ops.CreateModel(
            name='Viewing',
            fields=[
                ('id', fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ('report_id', fields.BigIntField()),
                ('staff_id', fields.IntField()),
                ('seen_at', fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'viewing', 'app': 'sigap', 'unique_together': (('report_id', 'staff_id'),), 'pk_attr': 'id', 'table_description': 'Who looks at a report now: fresh rows only, by `seen_at`.'},
            bases=['Model'],
        ),
        ops.AddField(
            model_name='Report',
            name='action',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Report',
            name='cause',
            field=fields.CharField(default='', db_default='', max_length=40),
        ),
        ops.AddField(
            model_name='Report',
            name='diagnostics',
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(',', ':')), decoder=loads),
        ),
        ops.AddField(
            model_name='Report',
            name='duplicate_of',
            field=fields.ForeignKeyField('sigap.Report', source_field='duplicate_of_id', null=True, db_constraint=True, to_field='id', related_name='duplicates', on_delete=OnDelete.SET_NULL),
        ),
        ops.AddField(
            model_name='Report',
            name='rated_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='rating',
            field=fields.SmallIntField(null=True),
        ),
        ops.AddField(
            model_name='Report',
            name='rating_note',
            field=fields.CharField(default='', db_default='', max_length=1000),
        ),
        ops.AddField(
            model_name='Report',
            name='reject_reason',
            field=fields.CharField(default='', db_default='', max_length=20),
        ),
        ops.AddField(
            model_name='Report',
            name='resolution_due_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='resolution_late_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='resolution_left',
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name='Report',
            name='response_due_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='response_late_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='team',
            field=fields.CharField(default='network', db_default='network', max_length=20),
        ),
        ops.AddField(
            model_name='Report',
            name='vendor',
            field=fields.CharField(default='', db_default='', max_length=120),
        ),
        ops.AddField(
            model_name='Report',
            name='vendor_due_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Report',
            name='vendor_ticket',
            field=fields.CharField(default='', db_default='', max_length=60),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['assignee_id', 'id'], name='idx_report_assignee'),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['priority', 'id'], name='idx_report_priority'),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['team', 'id'], name='idx_report_team'),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['status', 'resolution_due_at', 'id'], name='idx_report_due'),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['received_at', 'id'], name='idx_report_received'),
        ),
        ops.AddIndex(
            model_name='Report',
            index=Index(fields=['duplicate_of_id', 'id'], name='idx_report_duplicates'),
        ),
        ops.AddField(
            model_name='Staff',
            name='on_duty',
            field=fields.BooleanField(default=True, db_default=True),
        ),
        ops.AddField(
            model_name='Staff',
            name='password_set_at',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Staff',
            name='team',
            field=fields.CharField(default='network', db_default='network', max_length=20),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_secret',
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_since',
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name='Staff',
            name='totp_step',
            field=fields.BigIntField(default=0, db_default=0),
        ),
    ]
