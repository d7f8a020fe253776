"""While Sigap answers that its database is away, a page opens as ever, and what is reported waits and arrives."""

import re

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import PHONE, SETTINGS, WHATSAPP, new_page
from tests.browser.host import host_page
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind
from tests.browser.torn.test_hosted_app import NOT_SENT, visit_once
from tests.browsing import until_true
from tests.services import MariaDB
from tests.serving import SigapServer, start_server
from tests.wire.desk import list_origin

ASK_AGAIN = """async () => {
  const asked = performance.getEntriesByType("resource").find(({ name }) => name.includes("/site.json"));
  await fetch(asked.name, { cache: "reload" });
}"""
"""As the browser does after half a minute: what it hears takes the place of what was cached."""


@pytest.fixture(scope="module")
def server(own_mariadb, tmp_path_factory):
    running = start_server({**SETTINGS, "SIGAP_DATABASE_URL": own_mariadb.url("away")}, tmp_path_factory.mktemp("away"))
    yield running
    running.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(server):
    with host_page() as host:
        host.sigap = server.url
        await list_origin(server.url, "disdik", host.origin)
        yield host.origin


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser, server, own_mariadb):
    opened = await new_page(browser)
    yield opened
    assert opened.errors == []
    await opened.context.close()
    if own_mariadb.returncode is not None:
        own_mariadb.start()


async def test_a_page_that_was_open_before_takes_a_report_and_sends_it(page, site, server, own_mariadb):
    reporter = Reporter(page)
    await reporter.open(site)
    await reporter.press("Langsung isi laporan")
    await expect(page.get_by_label("Jenis gangguan").get_by_role("option", name="Lainnya")).to_be_attached()
    await until_true(page, "Object.keys(localStorage).some((key) => key.endsWith(':site'))")
    server.restart()  # it knows no site from before
    lose(own_mariadb, server)
    await page.evaluate(ASK_AGAIN)
    await reporter.open(site)
    await report(reporter)
    own_mariadb.start()
    await reporter.number()


async def test_a_page_that_was_never_open_takes_a_report_where_sigap_knows_the_site(page, site, server, own_mariadb):
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": site}) as somebody_else:
        for path in ("site.json?opd=disdik", "catalogue.id.json", "agencies.json"):
            assert (await somebody_else.get(f"/api/widget/{path}")).status_code == 200
    lose(own_mariadb, server)
    reporter = Reporter(page)
    await reporter.open(site)
    await report(reporter)
    own_mariadb.start()
    await reporter.number()


async def test_a_page_that_was_never_open_offers_the_desks_numbers_and_then_the_menu(page, site, server, own_mariadb):
    server.restart()
    lose(own_mariadb, server)
    desk = re.compile(f"^https://wa.me/{WHATSAPP}")
    await Reporter(page).open(site)
    await expect(page.get_by_role("link", name="WhatsApp petugas")).to_have_attribute("href", desk)
    await expect(page.get_by_role("link", name="Telepon petugas")).to_have_attribute("href", f"tel:{PHONE}")
    await expect(page.get_by_text("belum terdaftar")).to_have_count(0)
    own_mariadb.start()
    await expect(page.get_by_role("button", name="Wi-Fi").first).to_be_visible()


async def test_the_installed_app_takes_a_report_and_sends_it(page, server, own_mariadb):
    await visit_once(page, f"{server.url}/?opd=disdik")
    server.restart()
    lose(own_mariadb, server)
    await page.evaluate(ASK_AGAIN)
    await page.reload()
    reporter = Reporter(page)
    await report(reporter)
    own_mariadb.start()
    await reporter.number()


def lose(database: MariaDB, server: SigapServer) -> None:
    """Kill the database, and wait until what the server remembers for a second is forgotten."""
    database.kill()
    while httpx.get(f"{server.url}/l/aaaaaaaaaaaaaaaaaaaaaa").status_code != 503:
        pass


async def report(reporter: Reporter) -> None:
    await expect(reporter.button("Wi-Fi").first).to_be_visible()
    await expect(reporter.page.get_by_text("belum terdaftar")).to_have_count(0)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    await expect(reporter.page.get_by_text(NOT_SENT).first).to_be_visible()
