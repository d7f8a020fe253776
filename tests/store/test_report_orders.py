"""Orders, periods, targets and folding of the report list, on rows that are written straight into the tables."""

from datetime import timedelta

import pytest

from server.domain.desk import ReportFilter
from server.store import models, report_filter, report_list

from .listed import AT, add_agency, add_report, find, plans, read, statements

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HIDDEN = frozenset({"security"})
PRIORITIES = ("low", "critical", "medium", "high")
STATUSES = ("new", "in_progress", "closed", "waiting_reporter")


async def mixed(many: int = 60) -> None:
    """Reports of every priority and status, with due times that do not follow their ids."""
    for number in range(1, many + 1):
        await add_report(
            number, priority=PRIORITIES[number % 4], status=STATUSES[number % 3],
            first_response_at=AT if number % 2 else None,
            response_due_at=AT + (number * 7 % 11) * MINUTE if number % 5 else None,
            resolution_due_at=AT + (number * 5 % 13) * HOUR if number % 7 else None,
        )  # fmt: skip


async def paged(**wanted: object) -> list[int]:
    """Return the ids that walking through all pages shows."""
    seen: list[int] = []
    before = None
    while True:
        page = await read(limit=5, before=before, **wanted)
        seen += [row.id for row in page.rows]
        before = page.next_before
        if before is None:
            return seen


@pytest.mark.parametrize("sort", ["newest", "priority", "due", "waiting"])
@pytest.mark.parametrize("statuses", [(), ("new", "in_progress")])
async def test_pages_of_every_order_show_every_report_once_and_in_the_order_of_one_long_page(database, sort, statuses):
    await mixed()
    whole = await find(sort=sort, statuses=statuses, limit=100)
    assert await paged(sort=sort, statuses=statuses) == whole
    assert len(set(whole)) == len(whole) > 5


async def test_by_priority_the_most_urgent_come_first_and_of_those_the_newest(database):
    await mixed()
    rows = (await read(sort="priority")).rows
    ranks = ("critical", "high", "medium", "low")
    assert [(ranks.index(row.priority), -row.id) for row in rows] == sorted(
        (ranks.index(row.priority), -row.id) for row in rows
    )


async def test_by_due_time_the_next_target_counts_and_closed_reports_have_none(database):
    late = await add_report(1, status="in_progress", first_response_at=AT, resolution_due_at=AT + 4 * HOUR)
    soon = await add_report(2, response_due_at=AT + HOUR, resolution_due_at=AT + 9 * HOUR)
    none = await add_report(3, status="waiting_reporter", first_response_at=AT)
    await add_report(4, status="closed", first_response_at=AT, resolution_due_at=AT)
    assert await find(sort="due") == [soon, late, none]
    assert len(await find(sort="due", statuses=("closed",))) == 1  # then the order gives way, not the filter


async def test_who_waits_longest_for_a_first_reaction_comes_first(database):
    first, second = await add_report(1), await add_report(2)
    await add_report(3, status="in_progress", first_response_at=AT)
    await add_report(4, first_response_at=AT)
    assert await find(sort="waiting") == [first, second]
    assert await find(unanswered=True) == [second, first]
    assert await find(unanswered=True, statuses=("closed",)) == []


async def test_overdue_is_what_is_past_the_target_that_counts_now(database):
    response = await add_report(1, response_due_at=AT - MINUTE, resolution_due_at=AT + HOUR)
    resolution = await add_report(2, status="verified", first_response_at=AT, resolution_due_at=AT - MINUTE)
    await add_report(3, status="verified", first_response_at=AT, response_due_at=AT - HOUR, resolution_due_at=AT + HOUR)
    await add_report(4, status="closed", resolution_due_at=AT - HOUR)
    await add_report(5, status="waiting_reporter", first_response_at=AT, resolution_due_at=None)
    assert await find(overdue_at=AT) == [resolution, response]


async def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(database):
    ids = [await add_report(number, received_at=AT + number * HOUR) for number in range(5)]
    assert await find(since=AT + HOUR) == ids[:0:-1]
    assert await find(since=AT + HOUR, until=AT + 3 * HOUR) == [ids[2], ids[1]]
    assert await find(until=AT + HOUR) == [ids[0]]
    assert await find(since=AT + 9 * HOUR) == []
    late = await add_report(99, received_at=AT + 2 * HOUR)  # an id that is newer than its time
    assert await find(since=AT + HOUR, until=AT + 3 * HOUR) == [late, ids[2], ids[1]]


async def test_mine_is_mine_and_nobodys_is_nobodys(database):
    owner = await models.Staff.create(email="b@x", name="Budi", role="technician", password_hash="", created_at=AT)
    mine, nobodys = await add_report(1, assignee_id=owner.id), await add_report(2)
    assert await find(assignee_id=owner.id) == [mine]
    assert await find(assignee_id=0) == [nobodys]


async def test_priority_and_team_narrow(database):
    wanted = await add_report(1, priority="high", team="security")
    await add_report(2, priority="high")
    await add_report(3, priority="low", team="security")
    assert await find(priorities=("high", "critical"), team="security") == [wanted]


async def test_reports_of_a_hidden_team_are_neither_shown_nor_counted_nor_found(database):
    await add_report(1, team="security", name="Rahasia")
    shown = await add_report(2, name="Rahasia juga")
    for wanted in (ReportFilter(), ReportFilter(text="Rahasia"), ReportFilter(text="NET-20261125-0001")):
        page = await report_list.read_page(wanted, hidden=HIDDEN, by_whatsapp=True)
        assert {row.id for row in page.rows} <= {shown} and page.total <= 1
    assert await report_list.count(ReportFilter(), hidden=HIDDEN, by_whatsapp=True) == 1


async def test_text_is_looked_for_in_the_newest_reports_and_the_page_says_so(database, monkeypatch):
    monkeypatch.setattr(report_filter, "SEARCHED", 3)
    ids = [
        await add_report(number, description="lampu merah", name=f"Sari {number}", received_at=AT + number * HOUR)
        for number in range(1, 7)
    ]
    page = await read(text="lampu")
    assert ([row.id for row in page.rows], page.searched) == (ids[:2:-1], 3)
    assert await find(text="Sari 1") == [] and await find(text="Sari 6") == [ids[5]]
    page = await read(text="lampu", until=AT + 4 * HOUR)
    assert ([row.id for row in page.rows], page.searched) == ([ids[2], ids[1], ids[0]], None)
    assert await find(text="net 20261125 1") == [ids[0]]  # a number is found however old


async def test_reports_that_came_in_after_the_page_can_be_held_back(database):
    seen, newer = await add_report(1), await add_report(2)
    assert await find(upto=seen) == [seen]
    assert await find() == [newer, seen]


async def test_a_burst_is_one_line_until_somebody_opens_it(database):
    before = await add_report(1, kind="printer", received_at=AT - HOUR)
    burst = [
        await add_report(n, kind="internet-mati", received_at=AT + n * MINUTE, agency_name=f"OPD {n}")
        for n in range(2, 8)
    ]
    between = await add_report(50, kind="printer", received_at=AT + 8 * MINUTE)
    last = await add_report(60, kind="internet-putus-putus", received_at=AT + 9 * MINUTE)
    folded = await read(folded=True)
    assert [row.id for row in folded.rows] == [between, before]
    (line,) = [line.burst for line in folded.lines if line.burst]
    assert folded.lines[0].burst is line and folded.total == 9
    assert [report_id for report_id, _ in line.members] == [last, *burst[::-1]]
    assert (line.id, line.agencies, line.kinds) == (burst[0], 7, ("internet-putus-putus", "internet-mati"))
    opened = await read(folded=True, opened=(burst[0],))
    assert [row.id for row in opened.rows] == [last, *burst[::-1], between, before]
    assert opened.lines[0].burst.is_open


async def test_pages_of_folded_lines_show_every_report_once(database):
    ids = []
    for number in range(1, 41):
        kind = "internet-mati" if number % 3 else "printer"
        ids.append(await add_report(number, kind=kind, received_at=AT + number * 4 * MINUTE))
    seen, before = [], None
    while True:
        page = await read(folded=True, limit=4, before=before)
        for line in page.lines:
            seen += [report_id for report_id, _ in line.burst.members] if line.burst else [line.rows[0].id]
        before = page.next_before
        if before is None:
            break
    assert sorted(seen) == ids


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"assignee_id": 1}, "idx_report_assignee"),
        ({"priorities": ("critical",)}, "idx_report_priority"),
        ({"team": "security"}, "idx_report_team"),
        ({"unanswered": True}, "idx_report_status"),
        ({"statuses": ("new", "verified", "in_progress")}, "idx_report_status"),
        ({"statuses": ("new",), "sort": "priority"}, "idx_report_status"),
    ],
)
async def test_every_other_filter_walks_an_index_too_and_sorts_nothing(database, wanted, index):
    await add_agency("disdik", "Dinas Pendidikan")
    await models.Staff.create(id=1, email="b@x", name="Budi", role="technician", password_hash="", created_at=AT)
    await models.Report.bulk_create(
        [
            models.Report(
                number=f"NET-{number}", agency_name="", place="", kind="wifi", impact="none", description="",
                occurred_at=AT, received_at=AT, priority="critical" if number % 50 == 0 else "low",
                status="new" if number % 37 == 0 else "verified" if number % 41 == 0 else "closed",
                team="security" if number % 60 == 0 else "network", assignee_id=1 if number % 45 == 0 else None,
            )
            for number in range(1, 3001)
        ]
    )  # fmt: skip
    with statements() as ran:
        await read(**wanted)
    walks = await plans(database, ran)
    assert walks
    for plan in walks:
        assert index in plan, plan
        assert "filesort" not in plan and "TEMP B-TREE" not in plan, plan
