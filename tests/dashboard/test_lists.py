"""The report list: what its addresses and fragments are, and how it looks to different people."""

import re

from dashboard.list_query import address, parsed
from tests.wire.client import Visitor, new_id
from tests.wire.hired import hire


async def test_a_part_of_the_page_is_fetched_from_the_pages_own_address(server, staff):
    await Visitor(server.url).file()
    part = await staff.http.get("/dashboard/reports", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="report-list"') and "<html" not in part.text
    whole = (await staff.http.get("/dashboard/reports")).text
    assert whole.count('id="report-list"') == 1


def test_older_reports_follow_from_where_the_page_ends_and_keep_the_filter():
    query = parsed("q=wifi&status=&status=new&before=60&open=4&utm_source=x")
    assert address(query) == "/dashboard/reports?q=wifi&status=new"
    assert address(query, before="10") == "/dashboard/reports?q=wifi&status=new&before=10"
    assert address(parsed("")) == "/dashboard/reports"


async def test_the_page_before_the_newest_leads_back_to_it(server, staff):
    await Visitor(server.url).file()
    page = (await staff.http.get("/dashboard/reports", params={"q": "net", "before": "1"})).text
    assert "Tidak ada laporan yang cocok" in page
    assert 'href="/dashboard/reports?q=net">Ke yang terbaru' in page


async def test_nonsense_in_the_address_is_left_out(staff):
    answer = await staff.http.get("/dashboard/reports", params={"status": "meledak", "before": "-1' OR 1", "kind": "x"})
    assert answer.status_code == 200


async def test_a_row_shows_every_column_of_the_pilot(server, staff):
    sent = await Visitor(server.url).file(agency="disdukcapil", description="Antrean KTP berhenti total")
    number = sent["reports"][0]["number"]
    everything = cookies(staff, list="compact.age.place.problem.person.state.assignee")
    page = (await staff.http.get("/dashboard/reports", params={"q": number}, headers={"Cookie": everything})).text
    row = re.search(r'<tr id="report-.*?</tr>', page, re.S)[0]
    for words in (
        "Sari Wulandari", "Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Internet mati", "Kritis", "WIB",
        "Antrean KTP berhenti total", "6281****1234", "Hubungi", "baru saja", "Baru", "Belum ada petugas", number,
    ):  # fmt: skip
        assert words in row, words


async def test_a_status_has_an_icon_and_a_word(server, staff):
    await Visitor(server.url).file()
    page = (await staff.http.get("/dashboard/reports")).text
    assert re.search(r'class="state is-new"><svg [^>]*aria-hidden="true".*?</svg><span>Baru</span>', page, re.S)


async def test_columns_and_density_are_the_cookies_and_nonsense_is_the_usual_look(server, staff):
    await Visitor(server.url).file()
    few = (await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, list="roomy.problem")})).text
    assert 'class="card list roomy"' in few and 'class="c-problem"' in few and 'class="c-place"' not in few
    for odd in ("\"><script>", "compact..", "wild.number", "x" * 300):
        page = await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, list=odd)})
        assert page.status_code == 200 and 'class="card list compact' in page.text and "<script>\"" not in page.text


async def test_an_order_that_does_not_exist_is_refused(staff):
    for odd in ("id", "priority; drop table report", "-newest", "1"):
        assert (await staff.http.get("/dashboard/reports", params={"sort": odd})).status_code == 400


async def test_a_view_is_kept_as_a_tab_with_its_count_and_can_be_forgotten(server, staff):
    await Visitor(server.url).file(agency="dinkes", kind="wifi")
    query = "agency=dinkes&kind=wifi&before=3&evil=1"
    answer = await staff.post("reports/views", name="Wi-Fi Dinkes", query=query)
    assert answer.headers["Location"] == "/dashboard/reports?agency=dinkes&kind=wifi"
    page = (await staff.http.get(answer.headers["Location"])).text
    tab = re.search(r'<a href="/dashboard/reports\?agency=dinkes&amp;kind=wifi"( aria-current="page")?>(.*?)</a>', page)
    assert tab[1] and tab[2].startswith("Wi-Fi Dinkes<span") and ">1<" in tab[2]
    again = await staff.post("reports/views", name="wi-fi dinkes", query=query)
    assert again.status_code == 400 and "sudah punya tampilan dengan nama ini" in again.text
    assert 'value="wi-fi dinkes"' in again.text
    view_id = re.search(r"reports/views/(\d+)/remove", page)[1]
    assert (await staff.post(f"reports/views/{view_id}/remove")).status_code == 303
    assert (await staff.post(f"reports/views/{view_id}/remove")).status_code == 404


async def test_the_tabs_are_fetched_alone_and_say_which_is_shown(server, staff):
    await Visitor(server.url).file()
    part = (await staff.http.get("/dashboard/reports/tabs", params={"unanswered": "1"})).text
    assert part.lstrip().startswith('<nav id="report-tabs"') and "<html" not in part
    assert 'href="/dashboard/reports?unanswered=1" aria-current="page">Belum dibalas' in part


async def test_what_came_in_meanwhile_waits_and_is_counted(server, staff):
    first = (await Visitor(server.url).file(agency="bpbd"))["reports"][0]["number"]
    upto = await staff.report_id(first)
    second = (await Visitor(server.url).file(agency="bpbd"))["reports"][0]["number"]
    params = {"agency": "bpbd", "upto": str(upto)}
    part = (await staff.http.get("/dashboard/reports", params=params, headers={"HX-Request": "true"})).text
    assert first in part and second not in part and "1 laporan baru" in part
    assert f'data-newest="{upto}" data-newer="1"' in part


async def test_several_reports_are_moved_with_one_note_and_each_refusal_is_named(server, staff):
    mine, other = [await filed(server, staff) for _ in range(2)]
    await staff.move(other, "verified")
    form = {"act": "move", "to": "verified", "note": "Sudah kami periksa", "client_id": new_id()}
    answer = await staff.post("reports/bulk", pick=[f"{mine}:1", f"{other}:2", "999999:1"], **form)
    assert "1 laporan berhasil" in answer.text and "2 laporan tidak berubah" in answer.text
    assert "status sekarang tidak dapat diubah begitu" in answer.text and "Laporan yang tidak ditemukan" in answer.text
    page = (await staff.http.get(f"/dashboard/reports/{mine}")).text
    assert "Sudah kami periksa" in page
    again = await staff.post("reports/bulk", pick=f"{mine}:1", **form)
    assert "1 laporan berhasil" in again.text  # the same press: nothing is said twice


async def test_the_sheet_for_many_moves_asks_what_one_move_asks_and_hides_nothing_without_a_script(server, staff):
    page = (await staff.http.get("/dashboard/reports")).text
    sheet = page.split('id="bulk-move"')[1].split("</dialog>")[0]
    for name in ("cause", "action", "reject_reason", "vendor", "vendor_ticket", "vendor_day", "note"):
        assert f'name="{name}"' in sheet
    assert " hidden" not in sheet and " required" not in sheet
    mine = await filed(server, staff)
    await staff.move(mine, "in_progress")
    form = {"act": "move", "to": "resolved", "pick": f"{mine}:2", "client_id": new_id()}
    refused = await staff.post("reports/bulk", **form)
    assert "Pilih sebabnya." in refused.text and "berhasil" not in refused.text
    done = await staff.post("reports/bulk", **form, cause="power", action="power_restored", vendor="", vendor_day="")
    assert "1 laporan berhasil" in done.text
    facts = (await staff.http.get(f"/dashboard/reports/{mine}/facts")).text
    assert "Listrik" in facts


async def test_nothing_ticked_and_nonsense_are_said_and_change_nothing(staff):
    assert "Pilih laporannya dulu" in (await staff.post("reports/bulk", act="move", to="verified")).text
    assert "tidak dikenal" in (await staff.post("reports/bulk", act="explode", pick="1:1")).text
    many = ",".join(f"{number}:1" for number in range(1, 202))
    assert "Paling banyak 200" in (await staff.post("reports/bulk", act="take", pick=many)).text


async def filed(server, staff) -> int:
    return await staff.report_id((await Visitor(server.url).file())["reports"][0]["number"])


async def test_english_is_chosen_by_a_cookie(staff):
    page = (await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, lang="en")})).text
    assert '<html lang="en">' in page and "Any agency" in page


async def test_the_first_paint_of_a_chosen_theme_needs_no_script(staff):
    def media(page: str) -> str:
        return re.search(r'media="([^"]+)" id="dark"', page)[1]

    system = "screen and (prefers-color-scheme: dark)"
    assert media((await staff.http.get("/dashboard/reports")).text) == system
    for theme, expected in (("dark", "screen"), ("light", "not all"), ('"><script>', system)):
        page = await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, theme=theme)})
        assert media(page.text) == expected


def cookies(staff, **chosen: str) -> str:
    own = [f"sigap-{name}={value}" for name, value in chosen.items()]
    return "; ".join([f"sigap={staff.http.cookies['sigap']}", *own])


async def test_who_only_looks_gets_neither_ticks_nor_a_tab_of_tasks(server, staff):
    await Visitor(server.url).file()
    head = await hire(staff, "Kepala", "viewer")
    page, mine = (await head.http.get("/dashboard/reports")).text, (await staff.http.get("/dashboard/reports")).text
    for word in ('class="c-pick"', "Tugas saya"):
        assert word in mine and word not in page, word
    await head.http.aclose()
