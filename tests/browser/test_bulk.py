"""Many reports moved at once: what one move asks for is asked here too, once for all of them."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.programs import ROOT
from tests.wire.desk import PARTICULARS, Staff

from .axe import violations
from .people import DeskPerson, file, show

OUT = ROOT / "tests/.out"


async def ticked_in_progress(person: DeskPerson, server, agency: str) -> list[str]:
    """File two reports, take the first into work, and tick both in the list."""
    numbers = [await file(server, agency=agency, kind="wifi") for _ in range(2)]
    other = await Staff(server.url).enter()
    await other.move(await other.report_id(numbers[0]), "in_progress")
    await other.http.aclose()
    await show(person, f"agency={agency}")
    await expect(person.row(numbers[0])).to_contain_text("Dikerjakan")
    await person.page.locator("#pick-all").check()
    await person.page.locator("[data-opens=bulk-move]").click()
    return numbers


async def test_many_are_not_resolved_without_cause_and_action(desk, server):
    done, never = await ticked_in_progress(desk, server, "disperindag")
    sheet, press = desk.page.locator("#bulk-move"), desk.page.locator("#bulk-move [type=submit]")
    await expect(sheet.get_by_label("Sebab")).to_be_hidden()
    await sheet.get_by_label("Status baru").select_option("resolved")
    await expect(sheet.get_by_label("Sebab")).to_be_visible()
    await expect(sheet.locator("[name=vendor]")).to_be_hidden()
    await press.click()
    await expect(sheet.locator("select:invalid")).to_have_count(2)
    await expect(sheet).to_be_visible()
    await sheet.get_by_label("Sebab").select_option(label="Kabel atau konektor")
    await sheet.get_by_label("Tindakan").select_option(label="Kabel dipasang atau diganti")
    await press.click()
    result = desk.page.locator("#bulk-result")
    await expect(result).to_contain_text("1 laporan berhasil")
    await expect(result).to_contain_text(f"{never}: status sekarang tidak dapat diubah begitu")
    await expect(desk.row(done)).to_contain_text("Selesai")
    await expect(sheet.locator("select[name=cause]")).to_have_value("")
    await desk.page.locator("[data-opens=bulk-move]").click()
    await expect(sheet.get_by_label("Sebab")).to_be_hidden()


async def test_what_was_moved_together_is_taken_back_together_for_ten_seconds(desk, server):
    numbers = [await file(server, agency="dpkp", kind="wifi") for _ in range(2)]
    await show(desk, "agency=dpkp")
    page, result = desk.page, desk.page.locator("#bulk-result")
    await page.locator("#pick-all").check()
    await page.locator("[data-opens=bulk-move]").click()
    await page.locator("#bulk-to").select_option("in_progress")
    await page.locator("#bulk-move [type=submit]").click()
    for number in numbers:
        await expect(desk.row(number)).to_contain_text("Dikerjakan")
    await result.get_by_role("button", name="Urungkan").click()
    for number in numbers:
        await expect(desk.row(number)).to_contain_text("Baru")
    await expect(result.get_by_role("button", name="Urungkan")).to_have_count(0)
    await page.locator("#pick-all").check()
    await page.locator("[data-opens=bulk-merge]").click()
    await page.locator("#bulk-merge [type=submit]").click()
    await expect(result.get_by_role("button", name="Urungkan")).to_be_visible()
    await expect(result.get_by_role("button", name="Urungkan")).to_have_count(0, timeout=20_000)


async def test_a_vendor_whose_day_is_past_is_said_in_the_sheet_and_what_is_filled_in_stays(desk, server):
    waits, _ = await ticked_in_progress(desk, server, "distankan")
    sheet = desk.page.locator("#bulk-move")
    await sheet.get_by_label("Status baru").select_option("waiting_vendor")
    await sheet.locator("[name=vendor]").fill("Telkom")
    await sheet.locator("[name=vendor_day]").fill("2026-01-02")
    await sheet.get_by_label("Catatan untuk pelapor").fill("Kabel serat putus")
    await sheet.locator("[type=submit]").click()
    await expect(sheet.get_by_role("status")).to_contain_text("Tanggalnya sudah lewat.")
    await expect(sheet.locator("[name=vendor]")).to_have_value("Telkom")
    await sheet.locator("[name=vendor_day]").fill(PARTICULARS["waiting_vendor"]["vendor_day"])
    await sheet.locator("[type=submit]").click()
    await expect(desk.page.locator("#bulk-result")).to_contain_text("1 laporan berhasil")
    await expect(desk.row(waits)).to_contain_text("Menunggu pihak")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
async def test_the_open_sheet_has_no_violation_and_fits(desk, server, theme, width):
    page = desk.page
    await page.context.add_cookies([{"name": "sigap-theme", "value": theme, "url": server.url}])
    await page.set_viewport_size({"width": width, "height": 800})
    await file(server, agency="bappeda", kind="wifi")
    await show(desk, "agency=bappeda")
    await page.locator("#report-list tbody .c-pick input").first.check()
    await page.locator("[data-opens=bulk-move]").click()
    found = []
    for to in ("resolved", "waiting_vendor", "rejected"):
        await page.locator("#bulk-to").select_option(to)
        found += await violations(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        OUT.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=OUT / f"bulk-{to}-{theme}-{width}.png")
    assert found == []
    await page.context.clear_cookies(name="sigap-theme")


async def test_a_sheet_that_is_being_filled_in_stays_when_another_press_is_answered(desk, server):
    mine, others = [await file(server, agency="dishub", kind="wifi") for _ in range(2)]
    await show(desk, "agency=dishub")
    page, held = desk.page, asyncio.Event()

    async def slow(route):
        await held.wait()
        await route.continue_()

    await page.route("**/reports/bulk", slow, times=1)
    row = desk.row(mine)
    await row.hover()
    await row.get_by_role("button", name=f"Ambil laporan {mine}").click()
    await desk.row(others).get_by_role("checkbox").check()
    await page.locator("[data-opens=bulk-reply]").click()
    await page.locator("#bulk-reply textarea").fill("Kami periksa")
    async with page.expect_response("**/reports/bulk"):
        held.set()
    await expect(page.locator("#bulk-result")).to_contain_text("1 laporan berhasil", timeout=15_000)
    await expect(page.locator("#bulk-reply textarea")).to_have_value("Kami periksa")
    await expect(page.locator("#bulk-reply")).to_be_visible()
