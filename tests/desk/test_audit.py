"""What people did outside of a report is written with what they did, or not at all."""

import pytest

from server.services import audit
from server.services.commit import commit
from server.store import models

from .people import NOON


async def test_an_act_is_written_with_who_did_it_and_to_what(world, team):
    async def unit():
        await audit.record("setting_changed", team.admin, "setting:hours", {"changed": ["week"]}, now=NOON)
        return None, ()

    await commit(unit)
    (row,) = await models.AuditEntry.all()
    assert (row.event, row.staff_id, row.subject, row.at) == (
        "setting_changed", team.admin.staff_id, "setting:hours", NOON,
    )  # fmt: skip
    assert row.data == {"changed": ["week"]}


async def test_what_was_not_committed_was_not_done(world):
    async def unit():
        await audit.record("sign_in_failed", None, now=NOON)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await commit(unit)
    assert await models.AuditEntry.all().count() == 0
