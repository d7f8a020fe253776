"""The browser's storage is torn away, the device is cleared in mid-flight, the page comes back from the cache."""

import asyncio
import json

from playwright.async_api import Page, Route, expect

from server.contract.visitor import FileReport
from tests.browser.people import FORM, Reporter
from tests.browser.test_black_box import choose_kind
from tests.browser.torn.conftest import order_of, stored
from tests.browser.torn.test_device import NOT_SENT, write_unsent
from tests.faults.lab import until
from tests.faults.proxy import FaultProxy, Mode
from tests.wire.client import new_id
from tests.wire.desk import Staff

UNSTORED = "Peramban ini tidak dapat menyimpan"
NEVER_OPENS = "IDBFactory.prototype.open = () => ({});"
AWAY_AND_BACK = """["pagehide", "pageshow"].forEach((name) =>
  window.dispatchEvent(new PageTransitionEvent(name, {persisted: true})))"""  # Playwright switches the cache itself off
FULL_AT_TIMES = """const add = IDBObjectStore.prototype.add;
IDBObjectStore.prototype.add = function (...given) {
  if (window.full) throw new DOMException("full", "QuotaExceededError");
  return add.apply(this, given);
};"""
LEASED_BY_A_CLOCK_AN_HOUR_AHEAD = """async () => {
  const [{name}] = await indexedDB.databases();
  const database = await new Promise((done) => {
    indexedDB.open(name).onsuccess = (event) => done(event.target.result);
  });
  const lease = database.transaction("lease", "readwrite").objectStore("lease");
  const put = lease.put({owner: "a tab that was closed", until: Date.now() + 3600_000}, "lease");
  await new Promise((done) => { put.onsuccess = done; });
  database.close();
}"""
NO_LOCKS = "LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));"


async def fill_in(page: Page, address: str, words: str = FORM["Ceritakan masalahnya"]) -> Reporter:
    await page.goto(address)
    return await fill_in_form(Reporter(page), words)


async def fill_in_form(reporter: Reporter, words: str) -> Reporter:
    await reporter.press("Langsung isi laporan")
    await reporter.page.get_by_label("OPD").first.fill("Dinas Sosial")
    await reporter.page.get_by_role("option", name="Dinas Sosial").first.click()
    await reporter.fill(**{"Ceritakan masalahnya": words})
    await choose_kind(reporter)
    return reporter


async def test_a_report_that_waits_outlives_somebody_who_clears_the_browsers_data(page, line):
    reporter = await write_unsent(page, line)
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Storage.clearDataForOrigin", {"origin": line.url, "storageTypes": "all"})
    await expect(page.get_by_text(UNSTORED).first).to_be_visible()
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    await expect(page.get_by_text("tersimpan di perangkat ini")).to_have_count(0)
    line.weather.mode = Mode.PASS
    await reporter.number(patience=65_000)


async def test_a_disk_that_is_full_for_a_while_does_not_change_the_order(page, line, server):
    await page.add_init_script(FULL_AT_TIMES)
    reporter = await fill_in(page, f"{line.url}/", "Internet mati, penyimpanan penuh, yang pertama")
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await page.evaluate("window.full = true")
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(UNSTORED).first).to_be_visible()
    await page.evaluate("window.full = false")
    await fill_in_form(reporter, "Internet mati, penyimpanan penuh, yang kedua")
    await reporter.press("Kirim laporan")
    await expect(reporter.log.get_by_text("Laporan BELUM terkirim")).to_have_count(2)
    line.weather.mode = Mode.PASS
    await until(lambda: stored(server, "%penyimpanan penuh%") == 2, 70)
    assert order_of(server, "%penyimpanan penuh, yang pertama") < order_of(server, "%penyimpanan penuh, yang kedua")


async def test_where_the_browser_elects_no_tab_and_opens_no_database_a_report_still_goes(page, line):
    await page.add_init_script(NEVER_OPENS + NO_LOCKS)
    reporter = await fill_in(page, f"{line.url}/")
    await reporter.press("Kirim laporan")
    await reporter.number()
    await expect(page.get_by_text(UNSTORED).first).to_be_visible()


async def test_a_lease_of_a_clock_that_was_put_back_since_keeps_no_tab_from_sending(page, line):
    await page.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', {get() {}})")  # as on plain http
    reporter = await fill_in(page, f"{line.url}/")
    await page.evaluate(LEASED_BY_A_CLOCK_AN_HOUR_AHEAD)
    await reporter.press("Kirim laporan")
    await reporter.number()


async def test_an_old_page_that_cannot_store_does_not_promise_that_a_reload_keeps_what_was_written(page, line):
    await page.add_init_script(NEVER_OPENS)
    reporter = await fill_in(page, f"{line.url}/")
    line.weather.mode = Mode.BLOCK_WEBSOCKET
    line.reset_all()
    await expect(page.get_by_text(UNSTORED).first).to_be_visible()
    outdated = json.dumps({"ok": False, "code": "protocol_outdated"})
    await page.route("**/api/visitor/**", lambda route: route.fulfill(status=426, body=outdated))
    await reporter.press("Kirim laporan")
    await expect(page.get_by_role("button", name="Muat ulang")).to_be_visible()
    await expect(page.get_by_text("Salin dulu tulisan Anda")).to_be_visible()
    await expect(page.get_by_text("tulisan Anda tetap tersimpan")).to_have_count(0)
    await expect(page.get_by_text("Jangan tutup halaman sebelum terkirim")).to_have_count(0)


async def test_a_device_cleared_while_a_report_is_in_flight_shows_nothing_of_it_when_the_answer_comes(page, line):
    line.weather.mode = Mode.BLOCK_WEBSOCKET
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        await answered.wait()
        await route.fulfill(response=answer)

    reporter = await fill_in(page, f"{line.url}/")
    await page.route(f"**/api/visitor/{FileReport.event()}", late)
    async with page.expect_request(f"**/api/visitor/{FileReport.event()}"):
        await reporter.press("Kirim laporan")
    await reporter.press("Menu", "Hapus data di perangkat ini", "Tekan sekali lagi untuk menghapus")
    async with page.expect_response(f"**/api/visitor/{FileReport.event()}"):
        answered.set()
    await reporter.press("Wi-Fi")
    await expect(reporter.log).to_contain_text("Sinyal")
    assert await page.get_by_text("NET-").count() == 0
    assert FORM["Lokasi"] not in await page.content()


async def test_a_closed_chat_hears_of_its_report_after_the_page_came_back_from_the_cache(page, line, server):
    reporter = await fill_in_demo(page, line)
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    await page.get_by_role("button", name="Tutup").first.click()
    await page.evaluate(AWAY_AND_BACK)
    staff = await Staff(server.url, line.url).enter()
    report_id = await staff.report_id(number)
    await staff.post(f"reports/{report_id}/reply", text="Kami sedang menuju lokasi", client_id=new_id())
    await staff.http.aclose()
    await expect(page.locator("sigap-widget button.go .badge")).to_have_text("1")


async def fill_in_demo(page: Page, line: FaultProxy) -> Reporter:
    reporter = Reporter(page)
    await page.goto(f"{line.url}/demo")
    await reporter.press("Lapor gangguan", "Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    return reporter
