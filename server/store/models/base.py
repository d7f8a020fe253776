"""Named numbers and the ledger of writes: what every other table leans on."""

from tortoise import fields
from tortoise.models import Model


class Counter(Model):
    """Named numbers under a row lock: `ver` (order of the timeline), `day:<YYYYMMDD>`, `agencies`, `catalogue`."""

    name = fields.CharField(max_length=40, primary_key=True)
    value = fields.BigIntField(default=0)

    class Meta:
        table = "counter"


class ReceiptRow(Model):
    """One write that was done: what makes its repetition harmless. Holds no personal data, so it is kept for ever."""

    client_hash = fields.CharField(max_length=64, primary_key=True)
    payload_hash = fields.CharField(max_length=64)
    conversation_id = fields.BigIntField(null=True)
    first_seq = fields.BigIntField(default=0)
    last_seq = fields.BigIntField(default=0)
    report_id = fields.BigIntField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "receipt"
