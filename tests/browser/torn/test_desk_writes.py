"""What the desk writes while its line fails: kept before it is sent, there once, never falsely confirmed."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import new_page
from tests.browser.people import DeskPerson
from tests.browsing import until_true
from tests.faults.proxy import Mode
from tests.wire import desk
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire

UNSENT = "Tulisan Anda belum terkirim"
WORDS = "Kabel sudah kami ganti"
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
KEPT = "localStorage.getItem('sigap-desk-unsent')"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser, server, line):
    """A report, open on a technician's screen."""
    line.weather.mode = Mode.PASS
    opened = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(opened, line.url)
    await person.sign_in()
    filed = await Visitor(server.url).file()
    opened.number = filed["reports"][0]["number"]
    await person.open_report(opened.number)
    yield opened
    line.weather.mode = Mode.PASS
    await opened.context.close()


async def reply(page: Page) -> None:
    await page.get_by_label("Balas pelapor").fill(WORDS)
    await page.get_by_role("button", name="Kirim balasan").click()


async def arrives_once(page: Page) -> None:
    await expect(page.locator("#stream").get_by_text(WORDS)).to_have_count(1, timeout=30_000)
    await expect(page.get_by_text(UNSENT)).to_be_hidden(timeout=20_000)
    await until_true(page, f"{KEPT} === null")  # the stream may show it before its own answer is here


@pytest.mark.parametrize("weather", [Mode.PORTAL, Mode.LOSE_ANSWERS, Mode.REFUSE])
async def test_a_reply_waits_for_an_answer_of_ours_and_is_there_once(page, line, weather):
    line.weather.mode = weather
    line.reset_all()
    await reply(page)
    await expect(page.get_by_text(UNSENT)).to_be_visible(timeout=25_000)
    line.weather.mode = Mode.PASS
    line.reset_all()
    await arrives_once(page)


async def test_a_server_that_is_busy_gets_the_reply_later(page):
    async def busy(route: Route) -> None:
        await route.fulfill(status=503, headers={"X-Sigap": "1", "Retry-After": "2"}, body="sibuk")

    await page.route("**/reply", busy, times=1)
    await reply(page)
    await expect(page.get_by_text(UNSENT)).to_be_visible()
    await arrives_once(page)


async def test_a_tab_that_is_closed_while_it_waits_for_an_answer_loses_nothing(page):
    asked = asyncio.Event()

    async def swallow(route: Route) -> None:
        asked.set()  # a dead zone: neither an answer nor an error

    await page.route("**/reply", swallow)
    await reply(page)
    await asked.wait()
    address = page.url
    again = await page.context.new_page()
    await page.close()
    await again.goto(address)
    await arrives_once(again)


async def test_who_signed_in_again_in_another_tab_loses_nothing_that_the_first_tab_sends(page, line):
    await page.get_by_label("Balas pelapor").fill(WORDS)  # a page that holds typing stays when its session ends
    other = await page.context.new_page()
    await page.context.clear_cookies()
    await other.goto(f"{line.url}/dashboard/reports")
    await other.get_by_label("Email").fill(desk.EMAIL)
    await other.get_by_label("Kata sandi").fill(desk.PASSWORD)
    await other.get_by_role("button", name="Masuk").click()
    await expect(other.get_by_text("Langsung", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Kirim balasan").click()
    await arrives_once(page)


async def test_a_session_that_ended_meanwhile_keeps_the_reply_and_what_is_half_typed(page, line, server):
    await page.context.set_offline(True)
    await reply(page)
    await expect(page.get_by_text(UNSENT)).to_be_visible()
    await page.get_by_label("Catatan untuk pelapor").fill("Setengah kalimat")
    await page.context.clear_cookies()
    await page.context.set_offline(False)
    await expect(page.locator("#session")).to_be_visible(timeout=30_000)
    await expect(page.get_by_label("Catatan untuk pelapor")).to_have_value("Setengah kalimat")
    assert WORDS in await page.evaluate(KEPT)
    await page.get_by_label("Catatan untuk pelapor").fill("")
    person = DeskPerson(page, line.url)
    await person.sign_in()
    await person.open_report(page.number)
    await arrives_once(page)


async def test_how_a_contact_ended_is_kept_until_it_is_there_once(page, server, line):
    staff = await Staff(server.url, line.url).enter()
    await staff.post(f"reports/{page.url.rpartition('/')[2]}/contact")
    await staff.http.aclose()
    await page.reload()
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await page.get_by_role("button", name="Tidak dijawab").click()
    await expect(page.get_by_text(UNSENT)).to_be_visible(timeout=25_000)
    line.weather.mode = Mode.PASS
    line.reset_all()
    await expect(page.locator("#stream").get_by_text("menghubungi pelapor: Tidak dijawab")).to_have_count(
        1, timeout=30_000
    )
    await until_true(page, f"{KEPT} === null")


async def test_what_one_wrote_never_goes_out_under_the_name_of_who_signed_in_after_him(page, server, line):
    admin = await Staff(server.url, line.url).enter()
    second = await hire(admin, "Rina", "operator")
    tab = await page.context.new_page()
    await page.context.clear_cookies()
    await DeskPerson(tab, line.url).sign_in(second.email)
    await reply(page)
    await expect(page.locator(".who")).to_contain_text("Rina")  # her page now: what Admin wrote is not hers to send
    await expect(page.locator("#stream")).not_to_contain_text(WORDS)
    await page.context.clear_cookies()
    person = DeskPerson(tab, line.url)
    await person.sign_in()
    await person.open_report(page.number)
    await expect(tab.locator("#stream").get_by_text(WORDS)).to_have_count(1, timeout=30_000)
    report = await admin.http.get(f"/dashboard/reports/{tab.url.rpartition('/')[2]}/stream")
    assert "Rina" not in report.text
    for one in (admin, second):
        await one.http.aclose()


async def test_two_presses_while_the_line_is_slow_are_one_reply(page):
    async def slow(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await page.route("**/reply", slow)
    await page.get_by_label("Balas pelapor").fill(WORDS)
    button = page.get_by_role("button", name="Kirim balasan")
    await button.click()
    await button.click()
    await arrives_once(page)


RENAMED = """() => localStorage.setItem('sigap-desk-unsent',
  localStorage.getItem('sigap-desk-unsent').replaceAll('/reply', '/answer').replaceAll('/note', '/remark'))"""


async def test_words_at_an_address_that_is_gone_are_shown_to_be_copied_and_nothing_takes_that_page_away(page):
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.context.set_offline(True)
    await reply(page)
    await page.get_by_role("button", name="Catatan internal").click()
    await page.get_by_label("Catatan untuk petugas").fill("Kunci di satpam")
    await page.get_by_role("button", name="Simpan catatan").click()
    await until_true(page, f"{KEPT}.includes('Kunci di satpam')")
    await page.evaluate(RENAMED)  # as an upgrade would
    await page.context.set_offline(False)
    field = page.get_by_label("Balas pelapor")
    await expect(page.get_by_text("Tulisan Anda tidak hilang")).to_be_visible(timeout=30_000)
    await expect(field).to_have_value(WORDS)
    assert await violations(page) == []
    for _ in range(2):  # the next is refused too, again and again, and waits until this one has been read
        async with page.expect_response("**/remark"):
            await page.evaluate("window.dispatchEvent(new Event('online'))")
    await page.get_by_role("button", name="Salin").click()
    await expect(page.get_by_text("Tersalin")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == WORDS
    await expect(field).to_have_value(WORDS)
    assert "Kunci di satpam" in await page.evaluate(KEPT)


async def test_a_line_that_goes_again_before_the_refusal_is_shown_loses_no_words(page):
    await page.context.set_offline(True)
    await reply(page)
    await until_true(page, f"{KEPT}?.includes('{WORDS}')")
    await page.evaluate(RENAMED)
    address, cut = page.url, asyncio.Event()

    async def cut_the_page(route: Route) -> None:
        if not route.request.is_navigation_request():
            return await route.continue_()
        await route.abort("internetdisconnected")
        cut.set()

    await page.route("**/answer", cut_the_page)
    await page.context.set_offline(False)
    async with asyncio.timeout(30):
        await cut.wait()
    await page.unroute("**/answer")
    await page.goto(f"{address}/answer")  # by the address: that page says nothing of a form
    assert WORDS in await page.evaluate(KEPT)
    await page.goto(address)
    await expect(page.get_by_label("Balas pelapor")).to_have_value(WORDS, timeout=60_000)
    await expect(page.get_by_text("Tulisan Anda tidak hilang")).to_be_visible()
    await until_true(page, f"{KEPT} === null")


AGED = """(hours) => localStorage.setItem('sigap-desk-unsent', JSON.stringify(
  JSON.parse(localStorage.getItem('sigap-desk-unsent')).map(({ at, ...item }) => (
    hours ? { ...item, at: Date.now() - hours * 3600000 } : item))))"""


async def waits_long(page: Page, hours: int) -> list[str]:
    """Write a reply without network, and come back hours later; 0 is one that an older build kept."""
    tried: list[str] = []
    await page.context.set_offline(True)
    await reply(page)
    await expect(page.get_by_text(UNSENT)).to_be_visible()
    await page.evaluate(AGED, hours)
    page.on("request", lambda request: tried.append(request.url) if request.url.endswith("/reply") else None)
    await page.context.set_offline(False)
    return tried


@pytest.mark.parametrize("press", ["Kirim sekarang", "Buang"])
async def test_a_reply_of_days_ago_is_not_sent_unseen_but_shown_to_be_sent_copied_or_discarded(page, press):
    tried = await waits_long(page, 73)
    old = page.get_by_role("region", name="Belum terkirim")
    await expect(old.get_by_text(WORDS)).to_be_visible(timeout=30_000)
    await expect(old.get_by_role("status")).to_have_text(re.compile(r"Kiriman dari \d+ .+ WIB belum terkirim\. Sudah"))
    await expect(old.get_by_role("link", name="Lihat laporannya")).to_have_attribute(
        "href", f"/dashboard/reports/{page.url.rpartition('/')[2]}"
    )
    assert await violations(page) == []
    await page.get_by_role("button", name="Catatan internal").click()
    await page.get_by_label("Catatan untuk petugas").fill("Kunci di satpam")
    await page.get_by_role("button", name="Simpan catatan").click()
    await expect(page.locator("#stream").get_by_text("Kunci di satpam")).to_be_visible(timeout=30_000)
    await expect(old.get_by_text(WORDS)).to_be_visible()
    await expect(page.get_by_text(UNSENT)).to_be_hidden()
    assert tried == []
    await old.get_by_role("button", name=press).click()
    await expect(old).to_be_hidden()
    if press == "Buang":
        await until_true(page, f"{KEPT} === null")
        await page.reload()
        await expect(page.locator("#stream").get_by_text("Kunci di satpam")).to_be_visible()
        await expect(page.locator("#stream").get_by_text(WORDS)).to_have_count(0)
    else:
        await arrives_once(page)


@pytest.mark.parametrize("hours", [71, 0])
async def test_a_reply_of_these_days_or_of_an_older_build_goes_out_by_itself(page, hours):
    await waits_long(page, hours)
    await arrives_once(page)


async def test_what_an_older_build_kept_has_its_time_from_now_on(page):
    await page.route("**/reply", lambda route: route.abort())
    await reply(page)
    await expect(page.get_by_text(UNSENT)).to_be_visible()
    await page.evaluate(AGED, 0)
    await page.reload()
    await until_true(page, f"Date.now() - JSON.parse({KEPT})[0].at < 60000")
    await page.unroute("**/reply")
    await arrives_once(page)


async def test_a_browser_that_refuses_to_store_keeps_the_words_in_their_field(browser, server, line):
    line.weather.mode = Mode.PASS
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(page, line.url)
    await person.sign_in()
    filed = await Visitor(server.url).file()
    await person.open_report(filed["reports"][0]["number"])
    await page.evaluate(FULL)
    await page.context.set_offline(True)
    await reply(page)
    await expect(page.get_by_label("Balas pelapor")).to_have_value(WORDS)
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Kirim balasan").click()
    await arrives_once(page)
    await page.context.close()
