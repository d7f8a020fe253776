"""The invented year: the same for the same seed, by the desk's own rules, and nobody's."""

import random
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from server.clock import WIB
from server.content import load_catalogue, load_demo
from server.contract.diagnostics import Diagnostics
from server.domain.desk import Agency, StaffMember
from server.domain.due_times import Terms
from server.domain.particulars import Action, Cause
from server.domain.report import TABLE, Status
from server.domain.service_clock import Calendar
from server.domain.settings.hours import OFFICE
from server.domain.settings.targets import DEFAULT
from server.services.demo.arrivals import arrivals
from server.services.demo.fill import HoldsReports, fill
from server.services.demo.lives import City, Life, Lives
from server.services.demo.office import later
from server.store import models

from .people import report

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=WIB)
SECRET = b"s" * 32


async def filled(world, reports=300, **given):
    await fill(secret=SECRET, reports=reports, seed=1, until=MONDAY_NOON, **given)


def lives(seed: int, count: int = 200) -> list[Life]:
    city = City(
        (Agency(1, "disdik", "Dinas Pendidikan", "", "dinas", True, (), (), 1),), load_catalogue(),
        (StaffMember(7, "Dimas", "d@contoh.invalid", "technician", True),), load_demo(),
        Terms(Calendar(OFFICE), DEFAULT),
    )  # fmt: skip
    rng = random.Random(seed)
    return list(Lives(rng, city, first_id=1, until=MONDAY_NOON).of(arrivals(rng, count, MONDAY_NOON)))


def test_the_same_seed_invents_the_same_year_and_another_seed_another():
    assert lives(3) == lives(3)
    assert lives(3) != lives(4)


def test_people_write_in_office_hours_most_of_all_on_mondays_and_never_tomorrow():
    came = [arrival.at.astimezone(WIB) for arrival in arrivals(random.Random(1), 5000, MONDAY_NOON)]
    assert came == sorted(came) and came[-1] <= MONDAY_NOON
    assert MONDAY_NOON - came[0] <= timedelta(days=366)
    by_day = Counter(moment.weekday() for moment in came)
    assert by_day[0] > by_day[4] > by_day[5] and min(by_day.values()) == by_day[6]
    assert sum(7 <= moment.hour < 17 for moment in came) > 0.97 * len(came)


def test_a_cut_fibre_brings_sixty_on_the_newest_monday_within_half_an_hour():
    burst = [arrival for arrival in arrivals(random.Random(1), 3000, MONDAY_NOON) if arrival.burst == 0]
    assert len(burst) == 60 and burst[0].at.astimezone(WIB).date() == MONDAY_NOON.date()
    assert max(one.at for one in burst) - min(one.at for one in burst) < timedelta(minutes=30)


@pytest.mark.parametrize(
    ("at", "minutes", "then"),
    [
        ("2026-11-25T09:00", 30, "2026-11-25T09:30"),
        ("2026-11-25T07:10", 30, "2026-11-25T08:30"),
        ("2026-11-27T15:45", 30, "2026-11-30T08:15"),
        ("2026-11-28T10:00", 120, "2026-11-30T10:00"),
        ("2026-11-25T09:00", 960, "2026-11-27T09:00"),
    ],
)
def test_working_minutes_pass_in_office_hours_only(at, minutes, then):
    found = later(datetime.fromisoformat(at).replace(tzinfo=WIB), minutes)
    assert found == datetime.fromisoformat(then).replace(tzinfo=WIB)


async def test_every_report_is_where_its_history_says_it_is(world):
    await filled(world)
    history = defaultdict(list)
    for row in await models.Timeline.all().order_by("ver"):
        history[row.report_id].append(row)
    rows = await models.Report.all()
    assert len(rows) == 300
    for row in rows:
        moves = [one for one in history[row.id] if one.to_status]
        assert row.status == moves[-1].to_status and moves[0].event == "filed"
        for before, move in pairwise(moves):
            assert move.from_status == before.to_status
            assert any(Status(move.from_status) in line.frm and line.to == move.to_status for line in TABLE)
        assert (row.closed_at is not None) == (row.status in {"closed", "rejected", "duplicate", "cancelled"})
        assert row.status != "in_progress" or row.assignee_id


async def test_the_timeline_follows_time_without_gaps_and_nothing_lies_ahead(world):
    await filled(world)
    rows = await models.Timeline.all().order_by("ver").values_list("ver", "at")
    assert [ver for ver, _ in rows] == list(range(1, len(rows) + 1))
    moments = [at for _, at in rows]
    assert moments == sorted(moments) and moments[-1] <= MONDAY_NOON.astimezone(UTC)


async def test_nobody_real_can_be_called_and_the_desk_can_be_used_by_nobody(world):
    await filled(world)
    for whatsapp, typed in await models.Reporter.all().values_list("whatsapp", "whatsapp_typed"):
        assert typed.startswith("0812-0000-") and whatsapp == "62" + typed.replace("-", "")[1:]
    assert all(email.endswith("@contoh.invalid") for email in await models.Staff.all().values_list("email", flat=True))


async def test_a_real_report_afterwards_gets_the_next_number(world):
    await filled(world)
    newest = await models.Report.all().order_by("-id").first()
    after = await report(world)
    assert after.id == newest.id + 1
    assert await models.Report.filter(number=after.number).count() == 1


async def test_it_keeps_away_from_a_database_with_reports_unless_it_is_told_to(world):
    await report(world)
    with pytest.raises(HoldsReports):
        await filled(world, 5)
    assert await models.Report.all().count() == 1
    await filled(world, 25, force=True)
    assert await models.Report.all().count() == 26


async def test_the_newest_reports_have_the_conversation_that_led_to_them(world):
    await filled(world, 40)
    talked = await models.Reporter.filter(conversation_id__not_isnull=True).order_by("-id").first()
    said = await models.ChatEntry.filter(conversation_id=talked.conversation_id).order_by("seq")
    assert [one.seq for one in said] == list(range(1, len(said) + 1))
    assert "receipt" in {one.line["type"] for one in said}


def test_what_the_widget_filed_says_how_it_was_connected_and_nothing_else_does():
    for life in lives(3):
        found = life.report["diagnostics"]
        assert (found is not None) == (life.report["channel"] == "widget")
        assert found is None or Diagnostics.model_validate(found).model_dump(exclude_none=True) == found
    assert sum("rtt_ms" in (life.report["diagnostics"] or {}) for life in lives(3)) > 100


def test_each_repair_has_a_cause_and_an_action_that_the_desk_knows_and_its_kinds_differ():
    found = defaultdict(Counter)
    for life in lives(3, 2000):
        if life.report["cause"]:
            found[life.report["kind"]][life.report["cause"]] += 1
    assert found.keys() == load_demo()["kinds"].keys()
    assert {cause for causes in found.values() for cause in causes} <= set(Cause)
    most = {kind: causes.most_common(1)[0][0] for kind, causes in found.items()}
    assert (most["kabel-lan"], most["email-akun"], most["perangkat-jaringan"]) == ("cable", "account", "device")
    assert "account" not in found["internet-mati"] and "cable" not in found["email-akun"]


def test_a_third_of_what_is_closed_is_rated_mostly_well_and_a_few_say_why():
    closed = [life.report for life in lives(3, 3000) if life.report["status"] == "closed"]
    stars = Counter(report["rating"] for report in closed if report["rating"])
    assert 0.28 < stars.total() / len(closed) < 0.4
    assert stars[5] + stars[4] > 0.7 * stars.total() and all(stars[low] for low in (1, 2, 3))
    assert 0.2 < sum(report["rating_note"] != "" for report in closed) / stars.total() < 0.4
    assert not [life for life in lives(3, 3000) if life.report["rating"] and life.report["status"] == "cancelled"]


async def test_what_is_solved_has_its_codes_and_what_is_rated_says_so_in_its_history(world):
    await filled(world)
    texts = load_demo()
    fixes = [fix for kind in texts["kinds"].values() for fix in kind["fixed"]] + [texts["fibre_fixed"]]
    codes = {note: (cause, action) for cause, action, note in fixes}
    reasons = {note: reason for reason, note in texts["rejected"]}
    notes = {(row.report_id, row.to_status): row.note for row in await models.Timeline.all().order_by("ver")}
    rated = {row.report_id: row for row in await models.Timeline.filter(event="rated")}
    rows = await models.Report.all()
    assert {row.cause for row in rows} <= {"", *Cause} and {row.action for row in rows} <= {"", *Action}
    for row in rows:
        assert (row.cause, row.action) == codes.get(notes.get((row.id, "resolved")), ("", ""))
        assert bool(row.cause) >= (row.status in {"resolved", "closed"})
        assert row.reject_reason == reasons.get(notes.get((row.id, "rejected")), "")
        assert (row.rating is not None) == (row.id in rated) <= (row.status == "closed")
        if row.rating:
            assert (rated[row.id].data, rated[row.id].actor) == ({"stars": row.rating}, "reporter")
            assert row.closed_at < row.rated_at == rated[row.id].at
    assert rated and {row.rating for row in rows if row.rating} >= {4, 5}


async def test_every_clock_says_what_the_history_says_and_nothing_rings_that_has_rung(world):
    await filled(world)
    rung = {(row.report_id, row.event, row.data.get("what")): row.at for row in await models.Timeline.all()}
    assert {"overdue", "escalated"} <= {event for _, event, _ in rung}
    for row in await models.Report.all():
        known = {} if row.response_due_at is None else rung
        for what in ("response", "resolution"):
            assert getattr(row, f"{what}_late_at") == known.get((row.id, "overdue", what))
            assert getattr(row, f"{what}_escalated_at") == known.get((row.id, "escalated", what))
        assert row.alarm_at is None or row.alarm_at > MONDAY_NOON
        assert (row.resolution_left is not None) <= (row.status == "waiting_reporter")
