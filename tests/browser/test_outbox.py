"""What a reporter sees, and what arrives, when the network fails in the middle of it."""

import asyncio
import re

import pytest_asyncio
from playwright.async_api import expect

from server.contract.visitor import FileReport
from tests.faults.proxy import FaultProxy, Mode
from tests.process import free_port
from tests.serving import SigapServer
from tests.wire.client import new_id
from tests.wire.desk import Staff, list_origin

from .conftest import SETTINGS, WHATSAPP, new_page
from .host import host_page
from .people import Reporter
from .test_black_box import choose_kind

SAVED = "Tersimpan di perangkat ini"
NOT_SENT = "BELUM terkirim"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def line():
    """The line between the site's visitors and the server, whose weather tests change."""
    proxy = FaultProxy(free_port())
    await proxy.start()
    yield proxy
    await proxy.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["sqlite", "mariadb"])
async def server(request, line, tmp_path_factory):
    """A server that is known to the world by the far end of that line."""
    env = {**SETTINGS, "SIGAP_PUBLIC_URL": line.url}
    if request.param == "mariadb":
        env["SIGAP_DATABASE_URL"] = request.getfixturevalue("mariadb").url("outbox")
    running = SigapServer(tmp_path_factory.mktemp("outbox"), env, port=line.upstream).start()
    yield running
    running.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(server, line):
    """An OPD's site whose widget comes over that line."""
    with host_page("dinkes.pekanbaru.go.id") as page:
        page.sigap = line.url
        await list_origin(server.url, "disdik", page.origin, public=line.url)
        yield page


@pytest_asyncio.fixture(loop_scope="session")
async def on_the_line(browser, site, line):
    line.weather.mode = Mode.PASS
    page = await new_page(browser)
    yield Reporter(page)
    line.weather.mode = Mode.PASS
    assert page.errors == []
    await page.context.close()


async def fill_form(reporter: Reporter, words: str) -> None:
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**{"Ceritakan masalahnya": words})
    await choose_kind(reporter)


async def stored(server: SigapServer, line: FaultProxy, words: str) -> int:
    """Count the reports with these words on the desk."""
    staff = await Staff(server.url, line.url).enter()
    page = (await staff.http.get("/dashboard/reports", params={"q": words})).text
    await staff.http.aclose()
    return len(re.findall(r'<tr id="report-\d', page))


def cut(line: FaultProxy, mode: Mode = Mode.REFUSE) -> None:
    line.weather.mode = mode
    line.reset_all()


async def test_a_report_written_without_network_says_so_and_arrives_by_itself(on_the_line, site, line, server):
    words = "Jaringan loket satu mati total sejak pagi"
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, words)
    cut(line)
    await on_the_line.press("Kirim laporan")
    await expect(on_the_line.page.get_by_text(NOT_SENT).first).to_be_visible()
    assert await on_the_line.page.get_by_text("NET-").count() == 0
    line.weather.mode = Mode.PASS
    await expect(on_the_line.page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert await stored(server, line, words) == 1


async def test_the_desk_reads_how_the_device_was_connected_when_the_report_was_written(on_the_line, site, line, server):
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, "Jaringan loket sepuluh mati total sejak pagi")
    cut(line)
    await on_the_line.page.context.set_offline(True)
    await expect(on_the_line.page.get_by_text("Tidak ada internet").first).to_be_visible()
    await on_the_line.press("Kirim laporan")
    await expect(on_the_line.page.get_by_text(NOT_SENT).first).to_be_visible()
    await on_the_line.page.context.set_offline(False)
    line.weather.mode = Mode.PASS
    await expect(on_the_line.page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    staff = await Staff(server.url, line.url).enter()
    report_id = await staff.report_id(await on_the_line.number())
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Obrolan tidak tersambung · Perangkat tanpa jaringan" in page
    await staff.http.aclose()


async def test_the_whatsapp_draft_carries_what_was_typed_while_it_cannot_be_sent(on_the_line, site, line):
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, "Jaringan loket dua mati total sejak pagi")
    cut(line)
    await on_the_line.press("Kirim laporan")
    await expect(on_the_line.page.get_by_text(NOT_SENT).first).to_be_visible()
    link = on_the_line.page.get_by_role("link", name="Chat WhatsApp petugas").last
    href = await link.get_attribute("href") or ""
    assert href.startswith(f"https://wa.me/{WHATSAPP}?text=")
    assert "Sari%20Wulandari" in href and "sekretariat" in href


async def test_a_tab_closed_before_the_network_came_back_sends_when_it_is_opened_again(browser, site, line, server):
    words = "Jaringan loket tiga mati total sejak pagi"
    line.weather.mode = Mode.PASS
    page = await new_page(browser)
    first = Reporter(page)
    await first.open(site.origin)
    await fill_form(first, words)
    cut(line)
    await first.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    await page.close()
    line.weather.mode = Mode.PASS
    again = Reporter(await page.context.new_page())
    await again.open(site.origin)
    await expect(again.page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert await stored(server, line, words) == 1
    await page.context.close()


async def test_a_captive_portal_is_no_receipt(on_the_line, site, line, server):
    words = "Jaringan loket empat mati total sejak pagi"
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, words)
    cut(line, Mode.PORTAL)
    await on_the_line.press("Kirim laporan")
    await expect(on_the_line.page.get_by_text(NOT_SENT).first).to_be_visible()
    assert await on_the_line.page.get_by_text("NET-").count() == 0
    line.weather.mode = Mode.PASS
    await expect(on_the_line.page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert await stored(server, line, words) == 1


async def test_a_lost_answer_is_asked_for_again_and_the_report_is_there_once(on_the_line, site, line, server):
    words = "Jaringan loket lima mati total sejak pagi"
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, words)
    cut(line, Mode.LOSE_ANSWERS)
    await on_the_line.press("Kirim laporan")
    async with on_the_line.page.expect_event(
        "requestfailed", lambda request: request.url.endswith(FileReport.event()), timeout=30_000
    ):
        pass
    cut(line, Mode.PASS)
    await expect(on_the_line.page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert await stored(server, line, words) == 1


async def test_where_websocket_is_blocked_replies_still_arrive(on_the_line, site, line, server):
    words = "Jaringan loket enam mati total sejak pagi"
    cut(line, Mode.BLOCK_WEBSOCKET)
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, words)
    await on_the_line.press("Kirim laporan")
    number = await on_the_line.number()
    staff = await Staff(server.url, line.url).enter()
    report_id = await staff.report_id(number)
    await staff.post(f"reports/{report_id}/reply", text="Kami sedang menuju loket enam", client_id=new_id())
    await expect(on_the_line.log).to_contain_text("Kami sedang menuju loket enam")
    await staff.http.aclose()


async def test_a_browser_that_refuses_storage_says_so_and_still_sends(browser, site, line, server):
    words = "Jaringan loket tujuh mati total sejak pagi"
    line.weather.mode = Mode.PASS
    page = await new_page(browser)
    await page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError') }});"
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }});"
    )
    private = Reporter(page)
    await private.open(site.origin)
    await fill_form(private, words)
    await private.press("Kirim laporan")
    await private.number()
    assert await stored(server, line, words) == 1
    await expect(page.get_by_text("Peramban ini tidak dapat menyimpan").first).to_be_visible()
    assert page.errors == []
    await page.context.close()


async def test_two_tabs_of_one_conversation_send_once(browser, site, line, server):
    words = "Jaringan loket delapan mati total sejak pagi"
    line.weather.mode = Mode.PASS
    page = await new_page(browser)
    first, second = Reporter(page), Reporter(await page.context.new_page())
    await first.open(site.origin)
    await fill_form(first, words)
    cut(line)
    await first.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    line.weather.mode = Mode.PASS
    await second.open(site.origin)
    await expect(second.log).to_contain_text("NET-", timeout=65_000)
    await expect(page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert await stored(server, line, words) == 1
    await page.context.close()


async def test_after_the_receipt_no_name_and_no_number_is_left_in_the_browser(on_the_line, site):
    await on_the_line.open(site.origin)
    await fill_form(on_the_line, "Jaringan loket sembilan mati total sejak pagi")
    await on_the_line.press("Kirim laporan")
    await on_the_line.number()
    left = await in_the_browser(on_the_line)
    async with asyncio.timeout(10):
        while "Sari" in left or "0812" in left or "6281200001234" in left:
            left = await in_the_browser(on_the_line)  # the receipt is shown a moment before the shelf is cleared
    assert "token" in left or "sigap" in left  # something is kept: the conversation's own key


async def in_the_browser(reporter: Reporter) -> str:
    """Return everything the site's storage holds."""
    everything: str = await reporter.page.evaluate(
        """async () => {
          const all = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
          for (const { name } of await indexedDB.databases()) {
            const db = await new Promise(done => { indexedDB.open(name).onsuccess = e => done(e.target.result) });
            for (const store of db.objectStoreNames) {
              all.push(JSON.stringify(await new Promise(done => {
                db.transaction(store).objectStore(store).getAll().onsuccess = e => done(e.target.result) })));
            }
            db.close();
          }
          return all.join("\\n");
        }"""
    )
    return everything
