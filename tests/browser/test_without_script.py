"""Report, and follow the report, in a browser that runs no script at all."""

import pytest
from playwright.async_api import expect

from tests.programs import ROOT
from tests.wire.desk import Staff

from .people import FORM

OUT = ROOT / "tests/.out"
SIZES = {"light-360": ("light", 360), "dark-1280": ("dark", 1280)}


@pytest.mark.parametrize("name", SIZES)
async def test_from_the_form_to_a_rating_without_any_script(browser, server, name):
    scheme, width = SIZES[name]
    context = await browser.new_context(
        java_script_enabled=False, locale="id-ID", color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    await page.goto(f"{server.url}/lapor?opd=dinsos")
    for label, words in FORM.items():
        await page.get_by_label(label, exact=True).fill(words)
    await page.get_by_label("Jenis gangguan").select_option(label="Lainnya")
    await page.get_by_label("Ya, terhenti").check()
    await page.get_by_role("button", name="Kirim laporan").click()
    number = await page.get_by_role("heading", level=1).inner_text()
    assert number.startswith("NET-")
    await page.get_by_label("Tulis pesan untuk petugas").fill("Lampunya sekarang hijau")
    await page.get_by_role("button", name="Kirim", exact=True).click()
    await expect(page.get_by_role("status")).to_have_text("Pesan Anda sudah masuk.")
    staff = await Staff(server.url).enter()
    report_id = await staff.report_id(number)
    await staff.move(report_id, "in_progress", "Teknisi menuju lokasi")
    await staff.move(report_id, "resolved", "Kabel uplink longgar, sudah dipasang")
    await staff.http.aclose()
    await page.reload()
    OUT.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=OUT / f"link-{name}.png", full_page=True)
    await page.get_by_role("button", name="Sudah normal").click()
    await expect(page.get_by_role("status")).to_contain_text("Laporan ditutup")
    await page.get_by_label("4, baik").check()
    await page.get_by_role("button", name="Kirim penilaian").click()
    await expect(page.get_by_text("Penilaian Anda: 4 dari 5")).to_be_visible()
    fits = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert fits
    await context.close()
