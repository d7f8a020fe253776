"""F18 and F19: twenty reports without network survive a killed browser; five tabs send each of them once."""

import asyncio
import re
import sqlite3
import time

import pytest
import pytest_asyncio
from playwright.async_api import Page, Request, expect

from server.contract.visitor import FileReport, Sync
from tests.browser.host import host_page
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind
from tests.browsing import kill, profile, until_true
from tests.faults.proxy import FaultProxy, Mode
from tests.serving import SigapServer
from tests.wire.desk import list_origin

REPORTS = 20
TABS = 5
NOT_SENT = "BELUM terkirim"
EVENT = FileReport.event()


@pytest_asyncio.fixture(params=["plain http", "secure"], loop_scope="session")
async def address(request, server, line):
    """An OPD's page on plain http, where there are no Web Locks; and a page that the browser holds for secure."""
    name = "dinkes.pekanbaru.go.id" if request.param == "plain http" else "127.0.0.1"
    with host_page(name) as page:
        page.sigap = line.url
        await list_origin(server.url, "disdik", page.origin, public=line.url)
        yield page.origin


HERE = """['/reports.js', '/catalogue', '/agencies.json'].every((file) =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(file)))"""
"""The last of what a chat fetches while it is idle: what is not here when the line is cut does not come."""


async def write_reports(page: Page, address: str, line: FaultProxy, last: int, mark: str, *, begin: int = 1) -> None:
    """Open the chat, lose the network if it is still there, and file the reports of these numbers."""
    reporter = Reporter(page)
    await reporter.open(address)
    if line.weather.mode is Mode.PASS:
        await until_true(page, HERE)
    for number in range(begin, last + 1):
        await reporter.press("Langsung isi laporan")
        await expect(page.get_by_label("Nama Anda")).to_be_visible()
        cut(line)
        await reporter.fill(**{"Ceritakan masalahnya": f"{mark} nomor {number:02d}, internet mati"})
        await choose_kind(reporter)
        await reporter.press("Kirim laporan")
        await expect(page.get_by_text(NOT_SENT)).to_have_count(number)


def arrived(server: SigapServer, mark: str) -> list[int]:
    """Return which of the reports are stored, in the order in which they came."""
    with sqlite3.connect(f"file:{server.folder / 'sigap.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT description FROM report WHERE description LIKE ? ORDER BY id", [f"{mark} %"])
        return [int(re.search(r"nomor (\d+)", row[0])[1]) for row in rows]


async def all_arrived(server: SigapServer, mark: str, count: int) -> list[int]:
    """Wait until as many are stored; one that never comes fails here."""
    async with asyncio.timeout(90):
        while len(arrived(server, mark)) < count:
            await asyncio.sleep(0.5)
    return arrived(server, mark)


def cut(line: FaultProxy) -> None:
    line.weather.mode = Mode.REFUSE
    line.reset_all()


class Sends:
    """Every sending of a report by any tab of a browser, over either door."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def watch(self, page: Page) -> None:
        page.on("response", lambda it: self._note(it.request.post_data or "") if EVENT in it.url else None)
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self._note(str(frame))))

    def _note(self, sent: str) -> None:
        if found := re.search(r'"client_id":"([0-9a-f-]{36})"', sent) if "description" in sent else None:
            self.ids.append(found[1])


@pytest.mark.timeout(240)
async def test_twenty_reports_without_network_outlive_a_killed_browser(address, server, line, tmp_path):
    mark = f"Padam {address[:12]}"
    line.weather.mode = Mode.PASS
    async with profile(tmp_path) as context:
        page = context.pages[0]
        await write_reports(page, address, line, REPORTS // 2, mark)
        await page.close()
        page = await context.new_page()  # the widget now comes out of the browser's cache
        await write_reports(page, address, line, REPORTS, mark, begin=REPORTS // 2 + 1)
        assert kill(tmp_path) > 0
    assert arrived(server, mark) == []
    line.weather.mode = Mode.PASS
    async with profile(tmp_path) as context:
        await context.pages[0].goto(address)  # nobody opens the chat
        assert await all_arrived(server, mark, REPORTS) == list(range(1, REPORTS + 1))
        await Reporter(context.pages[0]).open(address)
        await expect(context.pages[0].get_by_text(NOT_SENT)).to_have_count(0)
    assert arrived(server, mark) == list(range(1, REPORTS + 1))


async def test_what_waits_is_sent_by_the_next_page_of_the_site_without_a_window(address, server, line, tmp_path):
    mark = f"Tanpa jendela {address[:12]}"
    line.weather.mode = Mode.PASS
    async with profile(tmp_path) as context:
        page = context.pages[0]
        await write_reports(page, address, line, 1, mark)
        await page.close()
        line.weather.mode = Mode.PASS
        page = await context.new_page()
        await page.goto(address)
        assert await all_arrived(server, mark, 1) == [1]
        await expect(page.get_by_role("button", name="Lapor gangguan")).to_have_attribute("aria-expanded", "false")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await until_true(page, "Object.keys(localStorage).every((key) => key.startsWith('sigap:'))")
        await page.reload()
        await expect(page.get_by_role("button", name="Lapor gangguan")).to_be_visible()
        await expect(page.get_by_role("button", name="Lapor gangguan")).not_to_have_attribute("aria-expanded", "false")
        await page.get_by_role("button", name="Lapor gangguan").click()
        await expect(page.get_by_text("NET-").first).to_be_visible()


async def test_a_chat_that_cannot_be_fetched_to_send_says_nothing(address, server, line, tmp_path):
    line.weather.mode = Mode.PASS
    async with profile(tmp_path) as context:
        page = context.pages[0]
        await write_reports(page, address, line, 1, f"Diam {address[:12]}")
        await page.goto("about:blank")  # else it is sent from there before the next page asks for the chat
        line.weather.mode = Mode.PASS
        await page.route("**/chat-*.js*", lambda route: route.abort())
        async with page.expect_event("requestfailed", lambda request: "?" in request.url):  # the second try
            await page.goto(address)
        await page.get_by_role("button", name="Lapor gangguan").focus()
        await expect(page.get_by_text("Gagal dimuat")).to_have_count(0)
        await page.get_by_role("button", name="Lapor gangguan").click()
        await expect(page.get_by_text("Gagal dimuat")).to_be_visible()  # now somebody asked


SUCCEEDED = 15.0  # a lock without a tab would hold for 60
"""Seconds, at most, until another tab sends what a tab that was closed had in flight."""


async def test_a_tab_that_is_closed_in_the_middle_of_sending_is_succeeded_at_once(address, server, line, tmp_path):
    mark = f"Diteruskan {address[:12]}"
    line.weather.mode = Mode.PASS
    held: asyncio.Future[Page] = asyncio.get_running_loop().create_future()

    def note(request: Request) -> None:
        if request.method != "POST" or request.url.endswith(Sync.event()):
            return
        if line.weather.hold_up and not held.done():
            held.set_result(request.frame.page)

    async with profile(tmp_path) as context:
        context.on("request", note)
        tabs = [context.pages[0], await context.new_page()]
        await Reporter(tabs[1]).open(address)
        await write_reports(tabs[0], address, line, 1, mark)
        await expect(tabs[1].get_by_text(NOT_SENT).first).to_be_visible()
        line.weather.mode, line.weather.hold_up = Mode.PASS, True
        for tab in tabs:
            await tab.evaluate("dispatchEvent(new Event('online'))")
        async with asyncio.timeout(30):
            sender = await held
        await sender.close()
        line.weather.hold_up = False
        line.reset_all()
        began = time.monotonic()
        assert await all_arrived(server, mark, 1) == [1]
        assert time.monotonic() - began < SUCCEEDED


LAST_FETCHED = re.compile("reports.js")
STALE = """(url) => fetch(url).then(() => false, () => true)"""
"""True once the browser's cache would have to ask the server about it, which cannot be reached."""


@pytest.mark.parametrize("address", ["plain http"], indirect=True)
async def test_a_page_opened_anew_without_network_knows_what_it_knew(address, server, line, tmp_path):
    line.weather.mode = Mode.PASS
    async with profile(tmp_path) as context:
        page = context.pages[0]
        async with page.expect_response(re.compile("site.json")) as site, page.expect_response(LAST_FETCHED):
            await Reporter(page).open(address)
        cut(line)
        async with asyncio.timeout(60):
            while not await page.evaluate(STALE, (await site.value).url):
                await asyncio.sleep(1)
        await page.reload()
        reporter = Reporter(page)
        await reporter.open(address)
        await reporter.press("Wi-Fi")
        await expect(page.get_by_text("Mana yang paling mirip?").first).to_be_visible()
        await write_reports(page, address, line, 1, "Dibuka lagi")
        line.weather.mode = Mode.PASS
        assert await all_arrived(server, "Dibuka lagi", 1) == [1]


async def test_of_five_tabs_one_sends_each_report_once(address, server, line, tmp_path):
    mark = f"Lima tab {address[:12]}"
    line.weather.mode = Mode.PASS
    sends = Sends()
    async with profile(tmp_path) as context:
        tabs = [context.pages[0], *[await context.new_page() for _ in range(TABS - 1)]]
        for tab in tabs[1:]:
            sends.watch(tab)
            await Reporter(tab).open(address)
        sends.watch(tabs[0])
        await write_reports(tabs[0], address, line, TABS, mark)
        sends.ids.clear()  # tries while the line was cut
        line.weather.mode = Mode.PASS
        assert await all_arrived(server, mark, TABS) == list(range(1, TABS + 1))
        for tab in tabs:
            await expect(tab.get_by_text("NET-").first).to_be_visible()
            await expect(tab.get_by_text(NOT_SENT)).to_have_count(0)
    assert arrived(server, mark) == list(range(1, TABS + 1))
    assert len(sends.ids) == len(set(sends.ids)) == TABS  # one sender: no tab repeats what another one does
