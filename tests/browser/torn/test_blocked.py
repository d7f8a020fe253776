"""Where WebSocket is blocked everything arrives by the slow way, and the page says so and returns by itself."""

from playwright.async_api import expect

from tests.browser.conftest import new_page
from tests.browser.people import DeskPerson, Reporter
from tests.faults.proxy import FaultProxy, Mode
from tests.wire.client import Visitor

SLOW = "Tersambung, lewat jalur lambat"
SLOW_DESK = "Tersambung, diperbarui tiap 15 detik"


def weather(line: FaultProxy, mode: Mode) -> None:
    line.weather.mode = mode
    line.reset_all()


async def test_the_widget_says_so_and_goes_back_to_the_socket_by_itself(browser, server, line):
    weather(line, Mode.BLOCK_WEBSOCKET)
    page = await new_page(browser)
    reporter = Reporter(page)
    await page.goto(f"{line.url}/")
    await reporter.press("Wi-Fi")
    await expect(page.get_by_text(SLOW)).to_be_visible(timeout=15_000)
    line.weather.mode = Mode.PASS
    await expect(page.get_by_text("Tersambung", exact=True)).to_be_visible(timeout=45_000)
    assert page.errors == []
    await page.context.close()


async def test_the_desk_says_so_shows_what_is_new_and_goes_back_to_the_socket_by_itself(browser, server, line):
    weather(line, Mode.PASS)
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    desk = DeskPerson(page, line.url)
    await desk.sign_in()
    weather(line, Mode.BLOCK_WEBSOCKET)
    await expect(page.get_by_text(SLOW_DESK)).to_be_visible(timeout=30_000)
    await expect(page.get_by_text("Sambungan terputus")).to_be_hidden()
    filed = await Visitor(server.url).file()
    await expect(desk.row(filed["reports"][0]["number"])).to_be_visible(timeout=25_000)
    line.weather.mode = Mode.PASS
    await expect(page.get_by_text("Langsung", exact=True)).to_be_visible(timeout=45_000)
    await page.context.close()


async def test_a_desk_that_gets_nothing_at_all_shows_its_red_band(browser, server, line):
    weather(line, Mode.PASS)
    page = await new_page(browser)
    desk = DeskPerson(page, line.url)
    await desk.sign_in()
    weather(line, Mode.REFUSE)
    await expect(page.get_by_text("Sambungan terputus").first).to_be_visible()
    line.weather.mode = Mode.PASS
    await expect(page.get_by_text("Sambungan terputus").first).to_be_hidden(timeout=45_000)
    await page.context.close()
