"""What stays on a device: unsent reports for 72 hours, all of it until its person takes it away, no name after it."""

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import new_page
from tests.browser.people import FORM, Reporter
from tests.browser.test_black_box import choose_kind
from tests.browsing import until_true
from tests.faults.proxy import FaultProxy, Mode

NOT_SENT = "BELUM terkirim"
HOURS_LATER = "const now = Date.now; Date.now = () => now() + {hours} * 3600 * 1000;"
STORED = """async () => {
  const words = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie];
  for (const {name} of await indexedDB.databases()) {
    const database = await new Promise((done) => {
      indexedDB.open(name).onsuccess = (event) => done(event.target.result);
    });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise((done) => { all.onsuccess = done; });
      words.push(JSON.stringify(all.result));
    }
    database.close();
  }
  return words.join(" ");
}"""

DRAFT_IS_OF_THE_PAST = """Object.entries(localStorage).some(([key, words]) =>
  key.endsWith(":draft") && JSON.parse(words).at <= Date.now())"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser, server, line):
    line.weather.mode = Mode.PASS
    opened = await new_page(browser)
    yield opened
    await opened.context.close()


async def write_unsent(page: Page, line: FaultProxy) -> Reporter:
    """Fill in the form and lose the network before it is sent."""
    reporter = Reporter(page)
    await page.goto(f"{line.url}/")
    await reporter.press("Langsung isi laporan")
    await page.get_by_label("OPD").first.fill("Dinas Sosial")
    await page.get_by_role("option", name="Dinas Sosial").first.click()
    await reporter.fill()
    await choose_kind(reporter)
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    return reporter


async def test_what_is_unsent_for_72_hours_goes_with_a_word_about_it(page, line):
    await write_unsent(page, line)
    assert FORM["Nama Anda"] in await page.evaluate(STORED)
    later = await page.context.new_page()
    await later.add_init_script(HOURS_LATER.format(hours=73))
    await page.close()
    line.weather.mode = Mode.PASS
    await later.goto(f"{line.url}/")
    await expect(later.get_by_text("lebih dari 72 jam belum terkirim")).to_be_visible()
    assert FORM["Nama Anda"] not in await later.evaluate(STORED)


async def test_what_is_unsent_for_71_hours_is_sent(page, line):
    await write_unsent(page, line)
    later = await page.context.new_page()
    await later.add_init_script(HOURS_LATER.format(hours=71))
    await page.close()
    line.weather.mode = Mode.PASS
    await later.goto(f"{line.url}/")
    await expect(later.get_by_text("NET-").first).to_be_visible(timeout=65_000)


async def test_a_half_written_report_is_off_the_device_after_a_week_though_nobody_opens_the_form(page, line):
    reporter = Reporter(page)
    await page.goto(f"{line.url}/demo")
    await reporter.press("Lapor gangguan", "Langsung isi laporan")
    await reporter.fill()
    assert FORM["Nama Anda"] in await page.evaluate(STORED)
    later = await page.context.new_page()
    await later.add_init_script(HOURS_LATER.format(hours=7 * 24 + 1))
    await page.close()
    await later.goto(f"{line.url}/demo")
    await Reporter(later).press("Lapor gangguan")
    await until_true(later, f"({STORED})().then((words) => !words.includes({FORM['Nama Anda']!r}))")


async def test_a_half_written_report_of_a_clock_that_was_put_back_has_its_week_from_then(page, line):
    await page.add_init_script(HOURS_LATER.format(hours=60 * 24))
    reporter = Reporter(page)
    await page.goto(f"{line.url}/demo")
    await reporter.press("Lapor gangguan", "Langsung isi laporan")
    await reporter.fill()
    right, later = await page.context.new_page(), await page.context.new_page()
    await later.add_init_script(HOURS_LATER.format(hours=7 * 24 + 1))
    await page.close()
    await right.goto(f"{line.url}/demo")
    await Reporter(right).press("Lapor gangguan")
    await until_true(right, DRAFT_IS_OF_THE_PAST)
    await later.goto(f"{line.url}/demo")
    await Reporter(later).press("Lapor gangguan")
    await until_true(later, f"({STORED})().then((words) => !words.includes({FORM['Nama Anda']!r}))")


async def test_one_can_take_everything_off_the_device(page, line):
    reporter = await write_unsent(page, line)
    await reporter.press("Menu", "Hapus data di perangkat ini", "Tekan sekali lagi untuk menghapus")
    await expect(page.get_by_text(NOT_SENT)).to_have_count(0)
    kept = await page.evaluate(STORED)
    assert not [words for words in FORM.values() if words in kept]
    assert not [key for key in await page.evaluate("Object.keys(localStorage)") if key.endswith(":site")]
    line.weather.mode = Mode.PASS
    await page.reload()
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()
    assert await page.get_by_text("NET-").count() == 0
