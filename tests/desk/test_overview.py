"""The overview's counts, on both databases: what is open, late, usual, and nobody's business."""

from datetime import datetime, timedelta

from server.domain.identity import WIB
from server.services import overview, ringing
from server.store import models

from .people import NOON, move, report


async def look(team, now=NOON, by=None):
    return await overview.look(by=by or team.admin, now=now)


async def arrived(person, days_ago: int, at: str = "10:15"):
    """Make a report one that came in days ago, at an hour of Pekanbaru."""
    day = (NOON.astimezone(WIB) - timedelta(days=days_ago)).date().isoformat()
    moment = datetime.fromisoformat(f"{day} {at}").replace(tzinfo=WIB)
    await models.Report.filter(id=person.id).update(received_at=moment)


async def test_open_work_is_counted_by_status_and_priority_and_follows_every_change(world, team):
    one, other = await report(world), await report(world, kind="lainnya")
    before = (await look(team)).work
    assert before.by_status == {"new": 2} and sum(before.by_priority.values()) == before.total == 2
    assert (before.unanswered, before.overdue) == (2, 0)
    await move(one, "in_progress", team.budi)
    await move(other, "rejected", team.admin, "Bukan layanan kami")
    after = (await look(team)).work
    assert (after.by_status, after.unanswered) == ({"in_progress": 1}, 0)


async def test_what_is_past_a_target_counts_as_overdue_until_it_is_solved(world, team):
    sari = await report(world)
    assert (await look(team, NOON + timedelta(minutes=31))).work.overdue == 1
    await move(sari, "in_progress", team.budi)
    assert (await look(team, NOON + timedelta(minutes=32))).work.overdue == 0
    late = NOON + timedelta(days=2)
    assert (await look(team, late)).work.overdue == 1
    await move(sari, "resolved", team.budi, "Kabel diganti, sinyal normal")
    assert (await look(team, late)).work.overdue == 0


async def test_of_what_is_overdue_it_says_how_much_is_at_twice_its_target(world, team):
    sari = await report(world)
    await report(world)
    await move(sari, "in_progress", team.budi)
    await ringing.ring(NOON + timedelta(hours=1))
    work = (await look(team, NOON + timedelta(hours=1, minutes=1))).work
    assert (work.overdue, work.escalated) == (1, 1)
    await ringing.ring(NOON + timedelta(days=3))
    work = (await look(team, NOON + timedelta(days=3, minutes=1))).work
    assert (work.overdue, work.escalated) == (2, 2)
    await move(sari, "resolved", team.budi, "Kabel diganti, sinyal normal")
    assert (await look(team, NOON + timedelta(days=3, minutes=2))).work.escalated == 1


async def test_today_stands_beside_what_is_usual_on_this_weekday_at_this_hour(world, team):
    # eight weeks count and no more: what came in before says only that there was a desk then
    for days_ago, at in ((7, "10:15"), (7, "11:00"), (14, "10:50"), (7, "15:00"), (1, "10:15"), (63, "10:15")):
        await arrived(await report(world), days_ago, at)
    await report(world)
    seen = (await look(team)).arrivals
    assert (seen.today, seen.usual) == (1, 3 / 8)
    assert [(bar.hour, bar.usual) for bar in seen.hours if bar.usual] == [(10, 2 / 8), (11, 1 / 8), (15, 1 / 8)]
    assert (seen.hours[12].today, seen.hours[13].today) == (1, None)
    assert [count for _, count in seen.days if count] == [1, 3, 1, 1]


async def test_a_young_desk_is_measured_by_the_weeks_it_has_been_there(world, team):
    for days_ago in (14, 14, 14, 14, 7, 7, 10):
        await arrived(await report(world), days_ago)
    seen = (await look(team)).arrivals
    assert seen.usual == 6 / 2
    assert [(bar.hour, bar.usual) for bar in seen.hours if bar.usual] == [(10, 6 / 2)]


async def test_on_the_first_of_its_weekdays_nothing_is_usual_yet(world, team):
    await arrived(await report(world), 6)
    assert (await look(team)).arrivals.usual is None


async def test_a_weekday_on_which_nothing_came_in_is_usually_quiet(world, team):
    await arrived(await report(world), 8)
    assert (await look(team)).arrivals.usual == 0


async def test_kinds_and_opd_are_those_of_thirty_days(world, team):
    await report(world)
    await report(world, agency="dinkes")
    await report(world, kind="wifi", agency=None, unit="Puskesmas Rumbai")
    await arrived(await report(world, kind="perangkat-jaringan"), 40)
    seen = (await look(team)).arrivals
    assert {bar.name: bar.count for bar in seen.kinds} == {"internet-mati": 2, "wifi": 1}
    assert {bar.name: bar.count for bar in seen.agencies} == {"Disdik": 1, "Dinkes": 1, "": 1}


async def test_who_may_not_see_a_team_does_not_count_it_either(world, team):
    await report(world, kind="akun-dibajak" if world.catalogue.has_kind("akun-dibajak") else "wifi")
    await models.Report.all().update(team="security")
    assert (await look(team)).work.total == 1
    hidden = await look(team, by=team.budi)
    assert (hidden.work.total, hidden.arrivals.today, hidden.newest) == (0, 0, ())


async def test_the_newest_and_who_is_on_duty(world, team):
    for _ in range(8):
        await report(world)
    await models.Staff.filter(id=team.rina.staff_id).update(on_duty=False)
    seen = await look(team)
    assert [row.number[-4:] for row in seen.newest] == ["0008", "0007", "0006", "0005", "0004", "0003"]
    assert [one.name for one in seen.on_duty] == ["Ayu", "Budi", "Oki"]
