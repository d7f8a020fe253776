"""What somebody writes about a report of theirs: where it is is said as it is, and nothing is to be typed twice."""

import json

import pytest
from playwright.async_api import Route, expect

from server.contract.reports import ReopenReport
from tests.browser.torn.test_storage_trouble import NEVER_OPENS, fill_in
from tests.faults.proxy import Mode
from tests.wire.desk import Staff

REASON = "Loket 3 masih mati sejak tadi"
FORBIDDEN = json.dumps({"ok": False, "code": "move_forbidden"})


@pytest.fixture
def mode():
    return Mode.BLOCK_WEBSOCKET


async def test_the_words_of_a_refused_reopening_can_be_copied(page, line, server):
    reporter = await fill_in(page, f"{line.url}/")
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    staff = await Staff(server.url, line.url).enter()
    report_id = await staff.report_id(number)
    await staff.move(report_id, "in_progress")
    await staff.move(report_id, "resolved", "Kabel uplink longgar, sudah dipasang")
    await staff.http.aclose()

    async def refused(route: Route) -> None:
        await route.fulfill(status=409, content_type="application/json", body=FORBIDDEN)

    await page.route(f"**/api/visitor/{ReopenReport.event()}", refused)
    await reporter.press("Menu", "Laporan saya")
    await reporter.press("Masih bermasalah")
    await page.get_by_label("Apa yang masih bermasalah?").fill(REASON)
    await reporter.press("Buka kembali laporan")
    await expect(page.get_by_role("alert").get_by_role("button", name=f"Salin: {REASON}")).to_be_visible()


async def test_a_message_that_is_only_in_this_page_is_not_called_saved(page, line):
    await page.add_init_script(NEVER_OPENS)
    reporter = await fill_in(page, f"{line.url}/")
    await reporter.press("Kirim laporan")
    await reporter.number()
    await reporter.press("Menu", "Laporan saya")
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await page.get_by_role("textbox", name="Tulis pesan untuk petugas").last.fill(REASON)
    await page.get_by_role("button", name="Kirim").last.click()
    letters = page.locator(".letters")
    await expect(letters.get_by_text(REASON)).to_be_visible()
    await expect(letters.get_by_text("Belum terkirim")).to_be_visible()
    await expect(letters.get_by_text("Tersimpan")).to_have_count(0)
