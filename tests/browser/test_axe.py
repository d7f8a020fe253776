"""Every page of the desk, in both languages and both themes, by axe-core: not one violation."""

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.desk_routes import routes
from tests.serving import start_server
from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .axe import violations
from .conftest import SETTINGS, new_page
from .people import DeskPerson

EXAMPLES = {"token": "none", "key": "hours", "address": "gone/page"}
"""Values for variables of an address; numbers are 1, and the first report, OPD, person and rule are there."""
NO_PAGES = {"static", "home", "photo", "session_state"}
"""Files, data, and what only leads elsewhere."""
GONE = {"join", "gone"}
"""What the example does not open: the page that says so is looked at."""


def addresses() -> list[str]:
    """Return the address of each page of the desk."""
    known = routes(EXAMPLES, otherwise="1")
    return [route.address for route in known if route.method == "GET" and route.endpoint not in NO_PAGES]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(tmp_path_factory):
    """A desk with a report on it that somebody works on, and one that nobody has read."""
    running = start_server(SETTINGS, tmp_path_factory.mktemp("axe"))
    filed = await Visitor(running.url).file()
    staff = await Staff(running.url).enter()
    report = await staff.report_id(filed["reports"][0]["number"])
    await staff.move(report, "in_progress", "Tim jaringan menuju lokasi")
    await staff.post("duty/new", mode="none")
    await staff.post("people/new", email="rani@kota.test", name="Rani", role="technician", team="network")
    await staff.http.aclose()
    await Visitor(running.url).file()
    yield running
    running.stop()


async def look(page, address):
    """Open a page and return what axe finds; fragments, which are no pages of their own, are left out."""
    answer = await page.goto(address)
    assert answer.status < 400 or any(f"/{gone}/" in address for gone in GONE), address
    if "<!doctype html>" not in (await answer.text())[:100]:
        return None
    return await violations(page)


async def prefer(page, url, locale, theme):
    chosen = {"sigap-lang": locale, "sigap-theme": theme}
    await page.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in chosen.items()])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize("width", [1280, 360])
async def test_no_page_of_the_desk_has_a_violation(browser, served, locale, theme, width):
    page = await new_page(browser, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    await prefer(page, served.url, locale, theme)
    assert await look(page, f"{served.url}/dashboard/login") == []
    await prefer(page, served.url, "id", theme)
    await DeskPerson(page, served.url).sign_in()
    await prefer(page, served.url, locale, theme)
    looked = [await look(page, served.url + address) for address in addresses()]
    assert len([one for one in looked if one is not None]) >= 4
    assert [problem for one in looked if one for problem in one] == []
    await page.context.close()


async def test_axe_sees_a_bad_page(browser, served):
    page = await new_page(browser)
    await page.goto(f"{served.url}/dashboard/login")
    await page.evaluate("document.querySelector('label[for=email]').remove()")
    await expect(page.locator("#email")).to_be_visible()
    assert any("label" in problem for problem in await violations(page))
    await page.context.close()
