"""One press for many reports, views that people keep, and counts, on both databases."""

import pytest

from server.domain.desk import ReportFilter
from server.domain.identity import WIB
from server.domain.particulars import Particulars
from server.errors import InvalidInput, NotFound
from server.services import bulk, desk, report_counts, saved_views, undoing
from server.services.bulk import Picked

from .people import LATER, move, report, version_of

PRESS = "0b7e4e5e-0000-4000-8000-000000000009"
NONE = Particulars()
CABLE = Particulars(cause="cable", action="cable_fixed")


async def picked(*people) -> list[Picked]:
    return [Picked(person.id, await version_of(person)) for person in people]


async def test_each_report_is_a_write_of_its_own(world, team):
    sari, tono, uci = [await report(world) for _ in range(3)]
    await move(tono, "in_progress", team.rina)
    three = await picked(sari, tono, uci)
    done = await bulk.move_many(
        three, to="verified", note="", particulars=NONE, client_id=PRESS, by=team.operator, now=LATER
    )
    assert [(one.number, one.code) for one in done] == [
        (sari.number, ""), (tono.number, "move_forbidden"), (uci.number, ""),
    ]  # fmt: skip
    assert [(await person.sees()).status for person in (sari, tono, uci)] == ["verified", "in_progress", "verified"]


async def test_what_was_just_moved_is_taken_back_together_but_for_what_has_gone_on(world, team):
    sari, tono = await report(world), await report(world)
    two = await picked(sari, tono)
    await bulk.move_many(two, to="in_progress", note="", particulars=NONE, client_id=PRESS, by=team.budi, now=LATER)
    offers = await undoing.offers([sari.id, tono.id], by=team.budi, now=LATER)
    assert await undoing.offers([sari.id, tono.id], by=team.rina, now=LATER) == {}
    await move(tono, "resolved", team.budi, note="Kabel uplink longgar, sudah dipasang")
    chosen = [Picked(report_id, ver) for report_id, ver in offers.items()]
    for _ in range(2):
        done = await bulk.undo_many(chosen, client_id=PRESS[::-1], by=team.budi, now=LATER)
        assert {one.number: one.code for one in done} == {sari.number: "", tono.number: "conflict"}
    assert [(await person.sees()).status for person in (sari, tono)] == ["new", "resolved"]


async def test_the_same_press_again_is_the_same_press(world, team):
    two = await picked(sari := await report(world), await report(world))
    for _ in range(2):
        done = await bulk.reply_many(two, text="Petugas menuju lokasi", client_id=PRESS, by=team.budi, now=LATER)
        assert [one.code for one in done] == ["", ""]
    assert len(await sari.lines("text")) == 1
    for _ in range(2):
        moved = await bulk.move_many(
            two, to="in_progress", note="", particulars=NONE, client_id=PRESS[::-1], by=team.budi, now=LATER
        )
        assert [one.code for one in moved] == ["", ""]
    assert len(await sari.lines("status")) == 1


async def test_assigning_again_after_a_lost_answer_is_no_conflict_but_somebody_faster_is(world, team):
    one = await picked(await report(world))
    for _ in range(2):
        done = await bulk.assign_many(one, assignee_id=team.budi.staff_id, by=team.operator, now=LATER)
        assert [each.code for each in done] == [""]
    other = await bulk.assign_many(one, assignee_id=team.rina.staff_id, by=team.operator, now=LATER)
    assert [each.code for each in other] == ["stale"]


async def test_a_technician_takes_what_is_nobodys_only(world, team):
    free, rinas = await report(world), await report(world)
    await move(rinas, "in_progress", team.rina)
    both = await picked(free, rinas)
    done = await bulk.assign_many(both, assignee_id=team.budi.staff_id, by=team.budi, now=LATER)
    assert [one.code for one in done] == ["", "forbidden"]


async def test_a_note_that_is_missing_is_said_for_each_report(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.budi)
    done = await bulk.move_many(
        await picked(sari), to="resolved", note="ok", particulars=CABLE, client_id=PRESS, by=team.budi, now=LATER
    )  # fmt: skip
    assert [one.code for one in done] == ["note.too_short"]


async def test_many_are_resolved_with_one_cause_and_action_and_those_that_cannot_be_are_named(world, team):
    sari, guest, tono = await report(world), await report(world, locale="en"), await report(world)
    for person in (sari, guest):
        await move(person, "in_progress", team.budi)
    three = await picked(sari, guest, tono)
    for _ in range(2):
        done = await bulk.move_many(
            three, to="resolved", note="", particulars=CABLE, client_id=PRESS, by=team.budi, now=LATER
        )
        assert [one.code for one in done] == ["", "", "move_forbidden"]
    for person in (sari, guest):
        opened = await desk.open_report(person.id, by=team.admin, now=LATER)
        assert (opened.row.status, opened.cause, opened.action) == ("resolved", "cable", "cable_fixed")
    told = [await person.lines("status") for person in (sari, guest)]
    assert [line[-1]["note"] for line in told] == [
        "Sebab: Kabel atau konektor. Tindakan: Kabel dipasang atau diganti.",
        "Cause: Cable or connector. Action: Cable reconnected or replaced.",
    ]
    assert [len(lines) for lines in told] == [2, 2]


@pytest.mark.parametrize(
    ("to", "given", "wrong"),
    [
        ("resolved", NONE, {"cause": "required", "action": "required"}),
        ("resolved", Particulars(cause="gremlins", action="cable_fixed"), {"cause": "unknown"}),
        ("rejected", NONE, {"reason": "required"}),
        ("waiting_vendor", Particulars(vendor="Telkom", vendor_day="2026-11-01"), {"vendor_day": "past"}),
    ],
)
async def test_what_is_missing_is_said_once_and_nothing_is_moved(world, team, to, given, wrong):
    people = [await report(world), await report(world)]
    with pytest.raises(InvalidInput) as refused:
        await bulk.move_many(
            await picked(*people), to=to, note="Kabel diganti, normal", particulars=given, client_id=PRESS,
            by=team.admin, now=LATER,
        )  # fmt: skip
    assert refused.value.fields == wrong
    assert [(await person.sees()).status for person in people] == ["new", "new"]


async def test_many_wait_for_one_vendor_or_are_rejected_for_one_reason(world, team):
    sari, tono, spam = [await report(world) for _ in range(3)]
    for person in (sari, tono):
        await move(person, "in_progress", team.budi)
    telkom = Particulars(vendor="Telkom", vendor_ticket="IN-77", vendor_day="2026-11-27")
    two = await picked(sari, tono)
    done = await bulk.move_many(
        two, to="waiting_vendor", note="Kabel serat putus", particulars=telkom, client_id=PRESS, by=team.budi,
        now=LATER,
    )  # fmt: skip
    assert [one.code for one in done] == ["", ""]
    opened = await desk.open_report(tono.id, by=team.admin, now=LATER)
    assert (opened.vendor, opened.vendor_ticket, opened.vendor_due_at.astimezone(WIB).date().isoformat()) == (
        "Telkom", "IN-77", "2026-11-27",
    )  # fmt: skip
    await bulk.move_many(
        await picked(spam), to="rejected", note="Iklan", particulars=Particulars(reason="spam"), client_id=PRESS[::-1],
        by=team.admin, now=LATER,
    )  # fmt: skip
    assert (await desk.open_report(spam.id, by=team.admin, now=LATER)).reject_reason == "spam"


async def test_many_are_merged_into_the_oldest_of_them(world, team):
    people = [await report(world) for _ in range(3)]
    three = await picked(*people)
    for _ in range(2):
        done = await bulk.merge_many(three[::-1], client_id=PRESS, by=team.operator, now=LATER)
        assert [(one.number, one.code) for one in done] == [(people[2].number, ""), (people[1].number, "")]
    opened = await desk.open_report(people[2].id, by=team.operator, now=LATER)
    assert opened.row.status == "duplicate"
    with pytest.raises(InvalidInput) as refused:
        await bulk.merge_many(three[:1], client_id=PRESS, by=team.operator, now=LATER)
    assert refused.value.fields == {"pick": "one"}


async def test_none_and_too_many_are_refused(world, team):
    for those, why in (((), "required"), ([Picked(n, 1) for n in range(1, 202)], "too_many")):
        with pytest.raises(InvalidInput) as refused:
            await bulk.assign_many(those, assignee_id=1, by=team.admin, now=LATER)
        assert refused.value.fields == {"pick": why}


async def test_a_view_is_its_owners_and_has_a_name_of_its_own(world, team):
    await saved_views.save_view("  Wi-Fi\n pagi ", "kind=wifi", by=team.budi, now=LATER)
    (view,) = await saved_views.list_views(by=team.budi)
    assert (view.name, view.query) == ("Wi-Fi pagi", "kind=wifi")
    assert await saved_views.list_views(by=team.rina) == ()
    await saved_views.save_view("Wi-Fi pagi", "kind=wifi", by=team.rina, now=LATER)
    for name, why in (("wi-fi PAGI", "taken"), (" ", "required"), ("x" * 61, "too_long")):
        with pytest.raises(InvalidInput) as refused:
            await saved_views.save_view(name, "", by=team.budi, now=LATER)
        assert refused.value.fields == {"name": why}
    with pytest.raises(NotFound):
        await saved_views.remove_view(view.id, by=team.rina)
    await saved_views.remove_view(view.id, by=team.budi)
    assert await saved_views.list_views(by=team.budi) == ()


async def test_twelve_views_are_enough(world, team):
    for number in range(12):
        await saved_views.save_view(f"Tampilan {number}", "", by=team.budi, now=LATER)
    with pytest.raises(InvalidInput) as refused:
        await saved_views.save_view("Satu lagi", "", by=team.budi, now=LATER)
    assert refused.value.fields == {"name": "too_many"}


async def test_a_count_is_as_new_as_the_newest_change(world, team):
    wanted = ReportFilter(unanswered=True)
    first = await report(world)
    assert await report_counts.count_reports([wanted], by=team.viewer, now=LATER) == [1]
    await report(world)
    assert await report_counts.count_reports([wanted], by=team.viewer, now=LATER) == [2]
    await move(first, "verified", team.budi)
    assert await report_counts.count_reports([wanted], by=team.viewer, now=LATER) == [1]
    assert await report_counts.count_reports([ReportFilter(text="Sari")], by=team.viewer, now=LATER) == [None]


async def test_newer_reports_are_counted_behind_the_one_that_was_seen(world, team):
    first = await report(world)
    await report(world, kind="wifi")
    await report(world)
    assert await report_counts.count_newer(ReportFilter(upto=first.id), by=team.viewer) == 2
    assert await report_counts.count_newer(ReportFilter(upto=first.id, kind="wifi"), by=team.viewer) == 1
    page = await desk.list_reports(ReportFilter(upto=first.id), by=team.viewer)
    assert [row.id for row in page.rows] == [first.id]
