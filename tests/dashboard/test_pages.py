"""What the desk's pages show."""

import pytest

from tests.wire.client import Visitor

XSS = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}", "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)", "' onmouseover='alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("payload", XSS)
async def test_what_a_reporter_types_is_shown_word_for_word_and_never_runs(server, staff, payload):
    sent = await Visitor(server.url).file(name=f"Budi {payload}", description=f"Internet mati {payload}", place=payload)
    number = sent["reports"][0]["number"]
    page = await staff.http.get("/dashboard/reports", params={"q": number})
    report = await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")
    for text in (page.text, report.text):
        assert "<script>alert" not in text and "<img src=x" not in text and "<svg onload" not in text
        assert "&lt;" in text or "&#39;" in text or payload in text
    assert "Internet mati {{ 7*7 }}" in report.text or "7*7" not in payload


async def test_the_filter_stands_in_the_address_and_filters(server, staff):
    await Visitor(server.url).file(agency="dinkes", description="Antrean puskesmas tidak bisa dibuka")
    await Visitor(server.url).file(agency="dinsos", description="Printer bansos mati total")
    found = await staff.http.get("/dashboard/reports", params={"agency": "dinkes", "status": "new"})
    assert "Antrean puskesmas" in found.text and "Printer bansos" not in found.text
    assert '<option value="dinkes" selected>' in found.text
    typed = await staff.http.get("/dashboard/reports", params={"q": "bansos"})
    assert "Printer bansos" in typed.text and "Antrean puskesmas" not in typed.text


async def test_a_percent_sign_finds_itself_and_not_everything(server, staff):
    await Visitor(server.url).file(description="Kecepatan turun 90% sejak pagi")
    found = await staff.http.get("/dashboard/reports", params={"q": "90% sejak"})
    nothing = await staff.http.get("/dashboard/reports", params={"q": "9%pagi"})
    assert "turun 90%" in found.text and "Tidak ada laporan yang cocok" in nothing.text


async def test_the_list_masks_numbers_and_the_contact_button_opens_exactly_the_typed_one(server, staff):
    sent = await Visitor(server.url).file(whatsapp="0812-3456-7890")
    number = sent["reports"][0]["number"]
    page = await staff.http.get("/dashboard/reports", params={"q": number})
    assert "6281****7890" in page.text and "81234567890" not in page.text
    answer = await staff.post(f"reports/{await staff.report_id(number)}/contact")
    assert answer.headers["Location"].startswith("https://wa.me/6281234567890?text=Halo%20Bapak%2FIbu%20Sari")


async def test_an_opd_with_a_bad_address_is_refused_beside_the_field_and_what_was_typed_is_kept(staff):
    form = {"name": "Dinas Uji Alamat", "kind": "dinas", "origins": "http://dinas.go.id/jalur", "active": "on"}
    answer = await staff.post("agencies/new", **form)
    assert answer.status_code == 400
    assert "tanpa jalur di belakangnya" in answer.text and 'value="Dinas Uji Alamat"' in answer.text


async def test_a_taken_name_is_refused_beside_the_field(staff):
    answer = await staff.post("agencies/new", name="Dinas Sosial", kind="dinas")
    assert answer.status_code == 400 and "Sudah ada OPD dengan nama ini" in answer.text


async def test_the_page_of_an_opd_shows_the_tag_to_paste(server, staff):
    answer = await staff.post("agencies/new", name="Dinas Uji Tag", slug="uji-tag", kind="dinas", active="on")
    page = await staff.http.get(answer.headers["Location"])
    assert f'&lt;script async src="{server.url}/widget.js" data-opd="uji-tag"&gt;' in page.text
