"""What the tag costs a page before anybody asks for help, and what comes when somebody does."""

import gzip

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import new_page
from tests.browser.people import Reporter

LAUNCHER = "Lapor gangguan"
CATALOGUE_BUDGET = 8 * 1024
STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, window.caches ? (await caches.keys()).length : 0]"""


class Traffic:
    """Every request to the service by its path, and every socket."""

    def __init__(self, page, sigap: str) -> None:
        self.paths: list[str] = []
        self.sockets: list[str] = []
        self.sigap = sigap
        page.on("request", self.heard)
        page.on("websocket", lambda socket: self.sockets.append(socket.url))

    def heard(self, request) -> None:
        if request.url.startswith(self.sigap):
            self.paths.append(request.url.removeprefix(self.sigap).split("?")[0])

    def files(self) -> set[str]:
        return {path.rpartition("/")[2] for path in self.paths}


async def test_before_a_click_two_requests_and_nothing_else_even_when_one_looks_at_it(visitor, town):
    town.show("/", f"<main style='height:2000px'>Isi</main>{town.tag()}")
    page = visitor.page
    traffic = Traffic(page, town.sigap)
    await page.goto(town.site(), wait_until="networkidle")
    await page.mouse.wheel(0, 600)
    assert traffic.paths == ["/widget.js", "/api/widget/site.json"]
    async with page.expect_request("**/chat-id.js"):
        await visitor.button(LAUNCHER).hover()
    await page.wait_for_load_state("networkidle")
    assert traffic.files() == {"widget.js", "site.json", "chat-id.js"}
    assert traffic.sockets == []
    assert await page.evaluate(STORED) == [0, 0, "", 0, 0]
    assert await page.context.cookies() == []


async def test_the_other_language_and_rare_views_come_only_when_they_are_wanted(visitor, town):
    town.show("/", town.tag())
    page = visitor.page
    traffic = Traffic(page, town.sigap)
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah")
    await page.wait_for_load_state("networkidle")
    for rare in ("words-en.js", "more-en.js", "chat-en.js", "catalogue.en.json", "qr.js", "sound.js"):
        assert rare not in traffic.files()
    await page.evaluate("Sigap.setLocale('en')")
    await expect(visitor.log).to_contain_text("I am the automatic assistant")
    assert {"words-en.js", "more-en.js"} <= traffic.files()


async def test_a_second_visit_fetches_no_code_again(browser, town):
    town.show("/", town.tag())
    page = await new_page(browser)
    person = Reporter(page)
    async with page.expect_request_finished(lambda request: "reports.js" in request.url):  # the last that is fetched
        await person.open(town.site())
    await person.open(town.site())
    await expect(person.button("Internet mati")).to_be_visible()
    sizes = await page.evaluate(
        """() => performance.getEntriesByType("resource")
        .filter(({ name }) => /widget\\/\\w{10}\\/|catalogue/.test(name))
        .map(({ name, transferSize }) => [name, transferSize])"""
    )
    assert sizes and all(size == 0 for _, size in sizes), sizes
    await page.context.close()


@pytest.mark.parametrize("locale", ["id", "en"])
async def test_the_catalogue_of_one_language_is_within_its_budget(town, locale):
    async with httpx.AsyncClient(base_url=town.sigap) as http:
        answer = await http.get(f"/api/widget/catalogue.{locale}.json?v=1", headers={"Accept-Encoding": "identity"})
    assert "immutable" in answer.headers["cache-control"]
    assert len(gzip.compress(answer.content, 9)) <= CATALOGUE_BUDGET
