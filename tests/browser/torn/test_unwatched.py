"""Reports that nobody watches: their page is left, their chat stays shut, another tab was frozen in the middle."""

import asyncio
import json

from playwright.async_api import Page, Route, expect

from server.contract.visitor import FileReport
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind
from tests.browser.torn.conftest import stored
from tests.browser.torn.test_device import HOURS_LATER, NOT_SENT
from tests.browsing import until_true
from tests.faults.lab import until
from tests.faults.proxy import FaultProxy, Mode

DOOR = f"**/api/visitor/{FileReport.event()}"
EXPIRED = "lebih dari 72 jam belum terkirim"
BADGE = "sigap-widget button.go .badge"
MARKS = "Object.keys(localStorage).filter((key) => !key.startsWith('sigap:')).length"
REFUSED = json.dumps({"ok": False, "code": "invalid", "fields": {"place": "too_short"}})
HOLD = """() => {
  const name = Object.keys(localStorage).find((key) => /^sigap:/.test(key) && !/:(draft|site)$/.test(key));
  void navigator.locks.request(name, () => new Promise(() => {}));
}"""
HASTY = "const after = AbortSignal.timeout; AbortSignal.timeout = (ms) => after.call(AbortSignal, ms / 60);"


async def fill_in(page: Page, line: FaultProxy, kind: str, words: str) -> Reporter:
    """Open the chat of an ordinary page and fill in the form."""
    reporter = Reporter(page)
    await reporter.open(f"{line.url}/demo")
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**{"Ceritakan masalahnya": words})
    await choose_kind(reporter, kind)
    return reporter


async def leave(page: Page, *, hours: float) -> Page:
    """Close the page; open another one of the same browser so many hours later."""
    later = await page.context.new_page()
    await later.add_init_script(HOURS_LATER.format(hours=hours))
    await page.close()
    return later


def cut(line: FaultProxy) -> None:
    line.weather.mode = Mode.REFUSE
    line.reset_all()


async def test_a_report_about_which_nobody_answered_is_sent_though_its_page_was_left(page, line, server):
    await (await fill_in(page, line, "VPN atau intranet", "VPN mati, yang pertama")).press("Kirim laporan")
    await expect(page.get_by_text("NET-").first).to_be_visible()
    await (await fill_in(page, line, "VPN atau intranet", "VPN mati, yang kedua")).press("Kirim laporan")
    await expect(page.get_by_text("Anda sudah punya laporan")).to_be_visible()
    assert stored(server, "%yang kedua") == 0
    later = await leave(page, hours=0)
    await later.goto(f"{line.url}/demo")
    await expect(later.locator(BADGE)).to_have_text("1")
    later = await leave(later, hours=0.2)
    await later.goto(f"{line.url}/demo")
    await until(lambda: stored(server, "%yang kedua") == 1, 30)
    await expect(later.get_by_role("dialog")).to_be_hidden()
    await expect(later.locator(BADGE)).to_have_text("")


async def test_what_expired_behind_a_closed_chat_is_told_when_it_is_opened(page, line):
    reporter = await fill_in(page, line, "Lainnya", "Internet mati sejak hari Jumat")
    cut(line)
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    later = await leave(page, hours=73)
    line.weather.mode = Mode.PASS
    await later.goto(f"{line.url}/demo")
    await expect(later.locator(BADGE)).to_have_text("1")
    await later.reload()
    await expect(later.locator(BADGE)).to_have_text("1")
    await later.get_by_role("button", name="Lapor gangguan").click()
    await expect(later.get_by_text(EXPIRED)).to_be_visible()
    await until_true(later, f"{MARKS} === 0")
    await later.get_by_role("button", name="Tutup").first.click()
    await later.reload()
    await later.get_by_role("button", name="Lapor gangguan").click()
    await expect(later.get_by_role("log")).to_be_visible()
    assert await later.get_by_text(EXPIRED).count() == 0


async def test_a_tab_that_was_frozen_while_it_led_does_not_keep_the_others_from_sending(page, line, server):
    await page.add_init_script(HASTY)
    reporter = await fill_in(page, line, "Lainnya", "Internet mati, dan tab lain membeku")
    frozen = await page.context.new_page()
    await frozen.goto(f"{line.url}/demo")
    await frozen.evaluate(HOLD)
    await reporter.press("Kirim laporan")
    await reporter.number()
    assert stored(server, "%tab lain membeku") == 1


async def test_a_report_that_came_back_takes_no_half_written_ones_place(page, line, server):
    line.weather.mode = Mode.BLOCK_WEBSOCKET
    reporter = await fill_in(page, line, "Lainnya", "Internet mati di loket satu")
    typed = asyncio.Event()

    async def refused(route: Route) -> None:
        await typed.wait()
        await route.fulfill(status=422, content_type="application/json", body=REFUSED)

    await page.route(DOOR, refused, times=1)
    await reporter.press("Kirim laporan", "Langsung isi laporan")
    await reporter.fill(**{"Ceritakan masalahnya": "Wi-Fi lemah di loket dua"})
    typed.set()
    await reporter.press("Kembali", "Perbaiki")
    await expect(page.get_by_label("Ceritakan masalahnya")).to_have_value("Internet mati di loket satu")
    await reporter.press("Kirim laporan")
    await reporter.number()
    assert stored(server, "%loket satu") == 1
    await page.reload()
    await reporter.press("Lapor gangguan", "Langsung isi laporan")
    await expect(page.get_by_label("Ceritakan masalahnya")).to_have_value("Wi-Fi lemah di loket dua")
