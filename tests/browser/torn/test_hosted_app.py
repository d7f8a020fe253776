"""The hosted page as an app: after one visit it opens and keeps reports with no network."""

import httpx
import pytest
from playwright.async_api import Page, expect

from server.domain.sheet import sheet_code
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind
from tests.browsing import until_true
from tests.faults.proxy import FaultProxy, Mode

NOT_SENT = "BELUM terkirim"
KEPT = """async () => {
  const words = await (await caches.open("sigap-pages")).keys();
  const lists = ["catalogue", "agencies", "site.json"];
  const whole = lists.every((list) => words.some(({ url }) => url.includes(list)));
  return whole && Boolean(await caches.match(location.href));
}"""


async def visit_once(page: Page, address: str) -> None:
    """Open the page as its first visitor and leave it once everything is kept."""
    await page.goto(address)
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()
    await until_true(page, "navigator.serviceWorker.controller !== null")
    await until_true(page, KEPT)


def cut(line: FaultProxy, mode: Mode = Mode.REFUSE) -> None:
    line.weather.mode = mode
    line.reset_all()


@pytest.mark.parametrize("trouble", [Mode.REFUSE, Mode.BAD_GATEWAY])
async def test_after_one_visit_it_opens_without_sigap_and_its_report_arrives_by_itself(page, line, trouble):
    await visit_once(page, f"{line.url}/?opd=disdik")
    cut(line, trouble)
    await page.reload()
    reporter = Reporter(page)
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    line.weather.mode = Mode.PASS
    await reporter.number()


async def test_a_captive_portal_is_shown_and_never_kept(page, line):
    await visit_once(page, f"{line.url}/?opd=disdik")
    cut(line, Mode.PORTAL)
    await page.reload()
    await expect(page.get_by_text("Masuk ke Wi-Fi tamu")).to_be_visible()
    cut(line, Mode.REFUSE)
    await page.reload()
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()


async def test_a_page_that_was_never_visited_opens_for_anybody(page, line):
    await visit_once(page, f"{line.url}/")
    cut(line)
    await page.goto(f"{line.url}/?opd=dinkes")
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()


async def test_installed_from_a_sheet_it_opens_without_network(page, line):
    await visit_once(page, f"{line.url}/q/{sheet_code(7)}")
    start = await page.evaluate(
        "async () => (await (await fetch(document.querySelector('link[rel=manifest]').href)).json()).start_url"
    )
    assert "opd=" in start
    await until_true(page, f"async () => Boolean(await caches.match({start!r}))")
    cut(line)
    await page.goto(f"{line.url}{start}")
    await expect(page.get_by_text("Halo, Bapak/Ibu di ")).to_be_visible()


async def test_what_was_reported_on_a_page_that_stood_in_for_another_arrives_from_any(page, line):
    await visit_once(page, f"{line.url}/")
    cut(line)
    await page.goto(f"{line.url}/?opd=dinkes")
    reporter = Reporter(page)
    await reporter.press("Langsung isi laporan")
    await page.get_by_role("combobox", name="OPD").fill("Dinas Kesehatan")
    await page.get_by_role("option", name="Dinas Kesehatan").first.click()
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text(NOT_SENT).first).to_be_visible()
    await page.goto("about:blank")
    line.weather.mode = Mode.PASS
    await page.goto(f"{line.url}/?opd=dinkes")
    await reporter.number()


async def test_the_dashboard_and_a_reports_page_are_never_kept(page, line):
    await visit_once(page, f"{line.url}/")
    await page.goto(f"{line.url}/dashboard/login")
    await page.goto(f"{line.url}/privasi")
    await page.goto(f"{line.url}/")
    kept = await page.evaluate("async () => (await (await caches.open('sigap-pages')).keys()).map(({url}) => url)")
    assert kept and not [url for url in kept if "/dashboard" in url or "/privasi" in url or "/api/visitor" in url]


async def test_the_code_of_a_qr_sheet_opens_the_chat_of_its_opd(page, line, server):
    async with httpx.AsyncClient(base_url=server.url) as http:
        slugs = [one["slug"] for one in (await http.get("/api/widget/agencies.json")).json()["agencies"]]
        pages = {code: (await http.get(f"/q/{sheet_code(code)}")).text for code in (1, 7)}
        nobody = (await http.get("/q/RUSAK")).text
    for text in pages.values():
        site = text.split('data-opd="')[1].split('"')[0]
        assert site in slugs
    assert 'data-opd=""' in nobody
    await page.goto(f"{line.url}/q/{sheet_code(7).lower()}")
    await expect(page.get_by_text("Halo, Bapak/Ibu di ")).to_be_visible()


async def test_the_browser_finds_it_fit_to_be_installed(page, line):
    await visit_once(page, f"{line.url}/?opd=disdik")
    cdp = await page.context.new_cdp_session(page)
    found = await cdp.send("Page.getAppManifest")
    assert found["errors"] == [] and "Bantuan Jaringan" in found["data"] and "/?opd=disdik" in found["data"]
    async with httpx.AsyncClient(base_url=line.url) as http:
        for icon in ("icon-192.png", "icon-512.png", "icon-maskable.png"):
            answer = await http.get(f"/assets/{icon}")
            assert answer.status_code == 200 and answer.headers["Content-Type"] == "image/png"
