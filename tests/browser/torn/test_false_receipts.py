"""Whatever comes back that is no receipt of its own: the chat says *belum terkirim* and sends the report once."""

import asyncio
import json

import pytest
from playwright.async_api import Route, expect

from server.contract.visitor import FileReport
from tests.browser.torn.conftest import stored
from tests.browser.torn.test_storage_trouble import fill_in
from tests.browsing import until_true
from tests.faults.proxy import Mode

NOT_SENT = "BELUM terkirim"
DOOR = f"**/api/visitor/{FileReport.event()}"
PORTAL = "<!doctype html><title>Masuk ke Wi-Fi</title><p>Silakan masuk"


@pytest.fixture
def mode():
    return Mode.BLOCK_WEBSOCKET


def said(ok: bool, **more: object) -> str:
    return json.dumps({"ok": ok, **more})


RECEIPT = {"seq": 1, "messages": [], "reports": [{"number": "NET-20260101-9999"}]}
ANSWERS = {
    "a body that a proxy finds too large": {"status": 413, "body": PORTAL},
    "a proxy without a server": {"status": 502, "body": "<h1>502 Bad Gateway</h1>"},
    "a limit": {"status": 429, "body": said(False, code="too_fast", retry_after=1)},
    "a database that is away": {"status": 503, "body": said(False, code="unavailable", retry_after=1)},
    "a portal in green": {"status": 200, "body": PORTAL},
    "nothing at all": {"status": 200, "body": ""},
    "half an answer": {"status": 200, "body": '{"ok": true, "client_id": "'},
    "a list": {"status": 200, "body": "[]"},
    "somebody else's receipt": {
        "status": 200,
        "body": said(True, client_id="00000000-0000-4000-8000-000000000000", **RECEIPT),
    },
    "a way to a portal": {"status": 302, "headers": {"Location": "http://portal.test/"}, "body": ""},
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
async def test_what_is_no_receipt_of_mine_is_none(page, line, server, answer):
    words = f"Internet mati sejak pagi, lalu {answer}"
    reporter = await fill_in(page, f"{line.url}/", words)

    async def answered(route: Route) -> None:
        await route.fulfill(**{"content_type": "application/json", **ANSWERS[answer]})

    await page.route(DOOR, answered)
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    assert await page.get_by_text("NET-").count() == 0
    assert stored(server, words) == 0
    await page.unroute(DOOR)
    await reporter.number()
    assert stored(server, words) == 1


async def test_a_report_in_trouble_says_what_kind_of_trouble_it_is(page, line):
    reporter = await fill_in(page, f"{line.url}/", "Internet mati, dan server sedang sakit")

    async def ill(route: Route) -> None:
        await route.fulfill(status=503, body=said(False, code="unavailable", retry_after=30))

    await page.route(DOOR, ill)
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text("Ada kendala di server")).to_be_visible()
    await expect(page.get_by_text("Terlalu cepat")).to_have_count(0)


async def test_a_page_reloaded_in_the_middle_of_sending_sends_once(page, line, server):
    words = "Internet mati, dan saya memuat ulang halaman"
    reporter = await fill_in(page, f"{line.url}/", words)

    async def lost(route: Route) -> None:
        await route.fetch()  # the server has it; the page is gone before it hears of it
        await page.evaluate("location.reload()")

    await page.route(DOOR, lost, times=1)
    await reporter.press("Kirim laporan")
    await reporter.number()
    assert stored(server, words) == 1


async def test_a_new_server_that_wants_a_new_page_gets_the_report_from_it(page, line, server):
    words = "Internet mati, dan halaman saya versi lama"
    reporter = await fill_in(page, f"{line.url}/", words)

    async def outdated(route: Route) -> None:
        await route.fulfill(status=426, body=said(False, code="protocol_outdated"))

    await page.route("**/api/visitor/**", outdated)
    await reporter.press("Kirim laporan")
    await expect(again := page.get_by_role("button", name="Muat ulang")).to_be_visible()
    await page.unroute("**/api/visitor/**")
    await again.click()
    await reporter.number()
    assert stored(server, words) == 1


async def test_a_queued_report_outlives_a_change_of_language(page, line, server):
    words = "Internet mati, lalu bahasa diganti"
    reporter = await fill_in(page, f"{line.url}/", words)
    await until_true(page, "navigator.serviceWorker.controller !== null")  # it has the words of both languages
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    await reporter.press("Menu", "English")
    await expect(page.get_by_text("has NOT been sent").first).to_be_visible()
    line.weather.mode = Mode.PASS
    await expect(page.get_by_text("NET-").first).to_be_visible(timeout=65_000)
    assert stored(server, words) == 1


async def test_a_page_that_empties_its_storage_after_a_lost_answer_still_shows_the_one_report(page, line, server):
    words = "Internet mati, lalu situs mengosongkan penyimpanan"
    reporter = await fill_in(page, f"{line.url}/", words)
    line.weather.mode = Mode.LOSE_ANSWERS
    line.reset_all()
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible(timeout=30_000)
    async with asyncio.timeout(30):
        while not stored(server, words):
            await asyncio.sleep(0.05)
    await page.evaluate("localStorage.clear()")  # as an OPD's page may at its own logout
    line.weather.mode = Mode.BLOCK_WEBSOCKET
    line.reset_all()
    await page.reload()
    await expect(page.get_by_text("NET-").first).to_be_visible()
    await expect(page.get_by_text("Laporan belum terkirim")).to_have_count(0)
    assert stored(server, words) == 1


async def test_who_presses_send_and_leaves_at_once_loses_nothing(page, line, server):
    words = "Internet mati, dan saya langsung pergi"
    reporter = await fill_in(page, f"{line.url}/", words)
    line.weather.mode = Mode.REFUSE
    line.reset_all()
    await reporter.button("Kirim laporan").evaluate("(button) => { button.click(); location.href = 'about:blank'; }")
    await page.wait_for_url("about:blank")
    line.weather.mode = Mode.PASS
    await page.goto(f"{line.url}/")
    await reporter.number()
    assert stored(server, words) == 1
