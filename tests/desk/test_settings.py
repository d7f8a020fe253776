"""Settings: the environment's until an admin says otherwise, then in force at once; nobody overwrites anybody."""

from datetime import datetime, timedelta

import pytest

from server.config import Config
from server.domain.events import SettingsRevised
from server.domain.identity import WIB
from server.domain.settings import SETTINGS
from server.errors import Forbidden, InvalidInput, NotFound, StaleEdit
from server.services import clock, lists, ringing, settings
from server.store import models, setting

from .people import NOON, move, report

DESK = {"unit": "Diskominfotik", "whatsapp": "0811-0000-0001", "phone": "(0761) 123-456", "emergency": "112"}
ON_CALL = {"name": "Piket jaringan", "whatsapp": "0812-0000-0009"}


async def save(team, key, form, version=0):
    await settings.save(key, form, version=version, by=team.admin, now=NOON)


async def test_the_environment_speaks_until_an_admin_does(world, team):
    config = Config(unit="Unit lama", desk_phone="0761000112")
    assert (await settings.desk(config)).phone == "0761000112"
    await save(team, "desk", DESK)
    found = await settings.desk(config)
    assert (found.unit, found.whatsapp, found.phone) == ("Diskominfotik", "6281100000001", "0761123456")
    assert (await lists.site_info(world, "disdik", None)).desk_whatsapp == "6281100000001"


async def test_a_saved_setting_is_told_after_commit_and_written_into_the_audit(world, team, facts):
    await save(team, "on_call", ON_CALL)
    (fact,) = facts
    assert isinstance(fact, SettingsRevised) and fact.revision == await settings.revision()
    (entry,) = await models.AuditEntry.all()
    assert (entry.event, entry.subject, entry.staff_id) == ("setting_changed", "setting:on_call", team.admin.staff_id)
    assert entry.data == {"changed": ["name", "whatsapp"]}
    (row,) = await models.Timeline.filter(report_id=None)
    assert (row.ver, row.event) == (fact.ver, "settings_changed")


async def test_of_two_admins_the_second_is_shown_what_is_stored(world, team):
    await save(team, "desk", DESK)
    with pytest.raises(StaleEdit) as refused:
        await save(team, "desk", {**DESK, "unit": "Nama lain"})
    assert refused.value.current["unit"] == "Diskominfotik" and refused.value.current["version"] == 1
    await save(team, "desk", {**DESK, "unit": "Nama lain"}, version=1)
    assert (await settings.current()).desk.unit == "Nama lain"


async def test_only_admins_save_and_only_what_there_is(world, team):
    for person in (team.operator, team.budi, team.viewer):
        with pytest.raises(Forbidden):
            await settings.save("desk", DESK, version=0, by=person, now=NOON)
    with pytest.raises(NotFound):
        await save(team, "no_such_setting", {})


async def test_what_is_wrong_is_named_and_nothing_is_saved(world, team, facts):
    with pytest.raises(InvalidInput) as refused:
        await save(team, "desk", {"unit": "", "whatsapp": "tidak tahu", "phone": "abc"})
    assert refused.value.fields == {"unit": "required", "whatsapp": "invalid", "phone": "invalid"}
    assert (facts, await models.Setting.all().count()) == ([], 0)


async def test_what_another_process_saved_holds_within_a_second(world, team, monkeypatch):
    await settings.current()
    await save(team, "on_call", ON_CALL)
    kept = await settings.current()
    await models.Setting.filter(key="on_call").update(value={"value": {**ON_CALL, "name": "Piket malam"}})
    await models.Counter.filter(name="settings").update(value=9)
    assert (await settings.current()) is kept
    monkeypatch.setattr(setting._kept, "until", 0.0)  # a second has passed
    assert (await settings.current()).on_call.name == "Piket malam"


async def test_what_this_release_cannot_read_is_its_default_and_not_a_crash(world, team):
    await models.Setting.create(key="targets", value={"value": {"critical_response": "?"}}, updated_at=NOON)
    await models.Counter.create(name="settings", value=1)
    settings.forget()
    assert (await settings.current()).targets == SETTINGS["targets"].default


async def test_new_targets_hours_and_holidays_hold_for_the_next_report(world, team):
    hours = SETTINGS["hours"].show((await settings.current()).hours)
    await save(team, "hours", {**hours, "wed_closes": "12:30"})
    targets = SETTINGS["targets"].show((await settings.current()).targets)
    await save(team, "targets", {**targets, "high_response": "45"})
    row = await models.Report.get(id=(await report(world)).id)
    assert row.response_due_at == datetime(2026, 11, 26, 8, 15, tzinfo=WIB)
    await save(team, "holidays", {"added": "2026-11-26 Hari jadi kota", "removed": "", "confirmed": ""})
    row = await models.Report.get(id=(await report(world)).id)
    assert row.response_due_at == datetime(2026, 11, 27, 8, 15, tzinfo=WIB)


async def test_somebody_on_call_makes_critical_reports_count_at_night(world, team):
    night = datetime(2026, 11, 25, 22, 0, tzinfo=WIB)
    assert (await clock.at_filing("critical", now=night))["response_due_at"] > night + timedelta(hours=9)
    await save(team, "on_call", ON_CALL)
    assert (await clock.at_filing("critical", now=night))["response_due_at"] == night + timedelta(minutes=15)


async def test_open_reports_are_counted_anew_and_finished_ones_stay_as_they_were(world, team):
    sari, done = await report(world), await report(world)
    await move(done, "rejected", team.admin, "Bukan layanan kami")
    due = (await models.Report.get(id=sari.id)).resolution_due_at
    await save(team, "holidays", {"added": "2026-11-26 Hari jadi kota", "removed": "", "confirmed": ""})
    assert [await clock.recount(NOON), await clock.recount(NOON)] == [1, 0]
    row = await models.Report.get(id=sari.id)
    assert (row.resolution_due_at, row.version) == (due + timedelta(days=1), 1)
    events = await models.Timeline.filter(event="retimed").values_list("report_id", flat=True)
    assert list(events) == [sari.id]


async def test_what_is_late_no_more_loses_its_mark_and_may_become_late_again(world, team):
    sari = await report(world)
    await ringing.ring(NOON + timedelta(minutes=31))
    targets = SETTINGS["targets"].show((await settings.current()).targets)
    await save(team, "targets", {**targets, "high_response": "60"})
    await clock.recount(NOON + timedelta(minutes=32))
    assert (await models.Report.get(id=sari.id)).response_late_at is None
    await ringing.ring(NOON + timedelta(minutes=61))
    assert await models.Timeline.filter(report_id=sari.id, event="overdue").count() == 2
