"""The desk's list: what a filter finds, page by page, and what it costs."""

import pytest

from server.domain.desk import ReportFilter
from server.store import models, report_list, timeline
from server.store.tx import tx
from tests.store.listed import AT, add_agency, add_report, find, plans, report_of, statements

SIGNS = ("%", "_", "\\", "'", '"', "%%", "\\%", "?", "%s", "${", "🔥", "x")
HOSTILE = ("' or 1=1 --", "\\' or 1=1 #", "x') union select 1 --", "%' or '1'='1", "a\\")


async def test_every_sign_finds_itself_and_not_everything(database):
    texts = {await add_report(place, description=f"Turun 90{sign}5 pagi"): sign for place, sign in enumerate(SIGNS)}
    for sign in SIGNS:
        assert await find(text=f"90{sign}5") == [report_id for report_id, own in texts.items() if own == sign], sign
        holding = [report_id for report_id, own in texts.items() if sign in own]
        assert await find(text=sign) == holding[::-1], sign


async def test_every_sign_in_a_name_finds_itself_too(database):
    texts = {await add_report(place, name=f"Budi {sign} Hartono"): sign for place, sign in enumerate(SIGNS)}
    for sign in SIGNS:
        assert await find(text=f"budi {sign} h") == [report_id for report_id, own in texts.items() if own == sign], sign


async def test_what_is_typed_never_becomes_sql(database):
    await add_report(1)
    for hostile in HOSTILE:
        assert await find(text=hostile) == [], hostile
        assert await find(agency=hostile) == [], hostile
        assert await find(kind=hostile) == [], hostile


async def test_text_finds_name_number_description_place_and_opd_whatever_its_case(database):
    disdik = await add_agency("disdik", "Dinas Pendidikan dan Kebudayaan", "Disdik")
    one = await add_report(
        7, name="Siti Aminah", description="Printer rusak", place="Ruang arsip", agency_name="Kelurahan Tampan"
    )
    other = await add_report(8, agency_id=disdik, agency_name="Dinas Pendidikan")
    for text in ("AMINAH", "printer", "ruang ARSIP", "tampan", "net-20261125-0007", "net 20261125 7"):
        assert await find(text=text) == [one], text
    for text in ("dan kebudayaan", "DISDIK", "dinas pendidikan"):
        assert await find(text=text) == [other], text
    assert await find(text="nothing of it") == []


async def test_digits_find_a_whatsapp_number_for_those_who_may_see_it(database):
    there = await add_report(1)
    await add_report(2, whatsapp="6285511112222")
    for typed in ("081234567890", "+62 812-3456-7890", "6281234567890", "0812.3456", "345678"):
        assert await find(text=typed) == [there], typed
        assert await find(by_whatsapp=False, text=typed) == [], typed


async def test_filters_narrow_each_other(database):
    disdik = await add_agency("disdik", "Dinas Pendidikan")
    hit = await add_report(1, agency_id=disdik, kind="wifi", status="new")
    closed = await add_report(2, agency_id=disdik, kind="wifi", status="closed")
    printer = await add_report(3, agency_id=disdik, kind="printer", status="new")
    await add_report(4, kind="wifi", status="new")
    assert await find(agency="disdik", kind="wifi", statuses=("new",)) == [hit]
    assert await find(agency="disdik", statuses=("new", "closed")) == [printer, closed, hit]
    assert await find(kind="wifi", statuses=("closed", "resolved")) == [closed]
    assert await find(agency="nowhere") == []


async def test_pages_show_every_report_once_also_when_new_ones_come_in_between(database):
    ids = [await add_report(number) for number in range(1, 8)]
    first = await report_list.read_page(ReportFilter(limit=3), hidden=frozenset(), by_whatsapp=True)
    await add_report(99)
    seen, before = [row.id for row in first.rows], first.next_before
    while before is not None:
        page = await report_list.read_page(ReportFilter(limit=3, before=before), hidden=frozenset(), by_whatsapp=True)
        seen += [row.id for row in page.rows]
        before = page.next_before
    assert seen == sorted(ids, reverse=True)


async def test_the_total_stops_at_a_thousand_and_says_so(database):
    await models.Report.bulk_create([report_of(number) for number in range(1, 1001)])
    exact = await report_list.read_page(ReportFilter(limit=2), hidden=frozenset(), by_whatsapp=True)
    assert (exact.total, exact.capped) == (1000, False)
    await add_report(2000)
    more = await report_list.read_page(ReportFilter(limit=2), hidden=frozenset(), by_whatsapp=True)
    assert (more.total, more.capped, len(more.rows)) == (1000, True, 2)
    below = ReportFilter(limit=2, before=more.next_before)
    older = await report_list.read_page(below, hidden=frozenset(), by_whatsapp=True)
    assert (older.total, older.capped) == (1000, True)


async def test_a_row_shows_who_filed_it_masked_and_the_opds_name_of_today(database):
    disdik = await add_agency("disdik", "Nama Baru")
    owner = await models.Staff.create(email="b@x", name="Budi", role="technician", password_hash="", created_at=AT)
    report_id = await add_report(1, agency_id=disdik, agency_name="Nama Lama", assignee_id=owner.id)
    await models.Reporter.create(
        report_id=report_id, name="Ikut Terdampak", whatsapp="628999", notice_version="1", created_at=AT
    )
    (row,) = await report_list.read_rows([report_id])
    shown = (row.reporter, row.whatsapp_masked, row.agency, row.assignee)
    assert shown == (
        "Sari",
        "6281****7890",
        "Nama Baru",
        "Budi",
    )
    assert "1234567890" not in repr(row)


async def test_a_row_is_seen_when_staff_have_touched_it(database):
    seen, unseen = await add_report(1), await add_report(2)
    async with tx():
        await timeline.append(report_id=unseen, event="filed", actor="reporter", at=AT)
        await timeline.append(report_id=seen, event="seen", actor="staff", at=AT)
        ver = await timeline.append(report_id=seen, event="moved", actor="staff", at=AT)
    page = await report_list.read_page(ReportFilter(), hidden=frozenset(), by_whatsapp=True)
    assert [(row.id, row.seen) for row in page.rows] == [(unseen, False), (seen, True)]
    assert page.ver == ver


async def test_a_full_page_costs_as_many_queries_as_one_row(database):
    disdik = await add_agency("disdik", "Dinas Pendidikan")
    await add_report(1, agency_id=disdik)
    with statements() as for_one:
        await find(agency="disdik")
    for number in range(2, 51):
        await add_report(number, agency_id=disdik)
    with statements() as for_fifty:
        assert len(await find(agency="disdik")) == 50
    assert len(for_fifty) == len(for_one) <= 7


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"agency": "opd3", "statuses": ("new",)}, "idx_report_status_agency"),
        ({"agency": "opd3"}, "idx_report_agency"),
        ({"statuses": ("new",)}, "idx_report_status"),
        ({"kind": "wifi"}, "idx_report_kind"),
    ],
)
async def test_a_filter_walks_its_index_and_sorts_nothing(database, wanted, index):
    agencies = [await add_agency(f"opd{place}", f"Dinas {place}") for place in range(10)]
    await models.Report.bulk_create(
        [
            report_of(
                number, agency_id=agencies[number % 10], status="new" if number % 37 == 0 else "closed",
                kind="wifi" if number % 5 else "printer",
            )
            for number in range(1, 3001)
        ]
    )  # fmt: skip
    with statements() as ran:
        await report_list.read_page(ReportFilter(**wanted, before=(2000,)), hidden=frozenset(), by_whatsapp=True)
    walks = await plans(database, ran)
    assert walks
    for plan in walks:
        assert index in plan, plan
        assert "filesort" not in plan and "TEMP B-TREE" not in plan, plan
