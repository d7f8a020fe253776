"""The report list: what its addresses and fragments are, and how it looks to different people."""

import re

from quart import Quart

from dashboard.pages.reports import address
from tests.wire.client import Visitor


async def test_a_part_of_the_page_is_fetched_from_the_pages_own_address(server, staff):
    await Visitor(server.url).file()
    part = await staff.http.get("/dashboard/reports", headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="report-list"') and "<html" not in part.text
    whole = (await staff.http.get("/dashboard/reports")).text
    assert whole.count('id="report-list"') == 1


async def test_older_reports_follow_from_where_the_page_ends_and_keep_the_filter():
    async with Quart("test").test_request_context("/dashboard/reports?q=wifi&status=&before=60"):
        assert address() == "/dashboard/reports?q=wifi&before=60"
        assert address(before=10) == "/dashboard/reports?q=wifi&before=10"
        assert address(before=None) == "/dashboard/reports?q=wifi"


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
    page = (await staff.http.get("/dashboard/reports", params={"q": number})).text
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


async def test_english_is_chosen_by_a_cookie(staff):
    page = (await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, lang="en")})).text
    assert '<html lang="en">' in page and "Any status" in page


async def test_the_first_paint_of_a_chosen_theme_needs_no_script(staff):
    def media(page: str) -> str:
        return re.search(r'media="([^"]+)" id="dark"', page)[1]

    assert media((await staff.http.get("/dashboard/reports")).text) == "(prefers-color-scheme: dark)"
    for theme, expected in (("dark", "all"), ("light", "not all"), ('"><script>', "(prefers-color-scheme: dark)")):
        page = await staff.http.get("/dashboard/reports", headers={"Cookie": cookies(staff, theme=theme)})
        assert media(page.text) == expected


def cookies(staff, **chosen: str) -> str:
    own = [f"sigap-{name}={value}" for name, value in chosen.items()]
    return "; ".join([f"sigap={staff.http.cookies['sigap']}", *own])
