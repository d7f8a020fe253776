"""Whoever writes in the page, or has the menu open, keeps the focus, however late the chat's own news come."""

from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from server.contract.visitor import SendMessage

LAUNCHER = "Lapor gangguan"
TYPED = "wifi nyambung tapi ga ada internet"
WHERE = """(() => { const at = document.activeElement; return at.matches("sigap-widget")
  ? at.shadowRoot.activeElement.getAttribute("aria-label") ?? "" : "page" })()"""


@pytest.fixture
def page(visitor, town):
    town.show("/", f"<main><label>Cari <input></label></main>{town.tag()}")
    return visitor.page


@asynccontextmanager
async def late(page, pattern: str):
    """Hold every answer to such a request until the block ends."""
    waiting = []

    def hold(route) -> None:
        waiting.append(route)

    await page.route(pattern, hold)
    yield
    for route in waiting:
        await route.continue_()
    await page.unroute(pattern)


@asynccontextmanager
async def late_answer(visitor, town):
    """Press "Kirim"; the bot's answer comes when the block ends."""
    page = visitor.page
    await page.route("**/socket.js*", lambda route: route.abort())  # by POST, which can be held here
    await visitor.open(town.site())
    async with late(page, f"**/api/visitor/{SendMessage.event()}"):
        await page.get_by_role("textbox").last.fill(TYPED)
        async with page.expect_request(f"**/api/visitor/{SendMessage.event()}"):
            await visitor.press("Kirim")
        yield
    await expect(visitor.button("Bukan itu")).to_be_visible()


async def test_after_a_press_the_answer_takes_the_focus(visitor, town, page):
    async with late_answer(visitor, town):
        pass
    await expect(visitor.log.locator(".row").last.get_by_role("button").first).to_be_focused()


async def test_a_menu_that_was_opened_before_the_answer_came_stays(visitor, town, page):
    async with late_answer(visitor, town):
        await visitor.press("Menu")
        await expect(visitor.button("Mulai dari awal")).to_be_visible()
    await expect(page.locator(".menu button").first).to_be_focused()


async def test_an_answer_leaves_somebody_alone_who_writes_in_the_page(visitor, town, page):
    search = page.get_by_label("Cari")
    async with late_answer(visitor, town):
        await search.click()
    await expect(search).to_be_focused()


@pytest.mark.parametrize("press", [False, True], ids=["nobody pressed anything", "somebody writes"])
async def test_a_window_that_opens_by_itself_leaves_the_focus_where_it_is(visitor, town, page, press):
    town.show("/", f"<input autofocus aria-label=Cari>{town.tag(extra='data-open')}")
    search = page.get_by_label("Cari")
    async with late(page, "**/chat-id.js*"):
        await page.goto(town.site())
        await expect(search).to_be_focused()
        if press:
            await search.click()
            await search.press("j")
    await expect(visitor.button("Internet mati")).to_be_visible()
    await expect(search).to_be_focused()


async def test_a_window_that_a_button_of_the_page_opens_takes_the_focus(visitor, town, page):
    town.show("/", f"<button>Butuh bantuan?</button>{town.tag()}")
    await page.goto(town.site())
    await expect(visitor.button(LAUNCHER)).to_be_visible()
    await page.evaluate("document.querySelector('button').addEventListener('click', () => Sigap.open())")
    await page.get_by_role("button", name="Butuh bantuan?").click()
    await expect(page.get_by_role("dialog")).to_be_focused()


@pytest.mark.parametrize(("width", "goes_round"), [(390, True), (1280, False)], ids=["phone", "desktop"])
async def test_tab_goes_round_in_a_window_over_the_page_not_beside_it(visitor, town, page, width, goes_round):
    await page.set_viewport_size({"width": width, "height": 700})
    await visitor.open(town.site())
    await visitor.press("Menu")
    await expect(visitor.button("Mulai dari awal")).to_be_visible()  # what is fetched later has come
    await page.keyboard.press("Escape")
    await expect(visitor.button("Menu")).to_be_focused()
    walked = []
    for _ in range(40):
        await page.keyboard.press("Tab")
        walked.append(await page.evaluate(WHERE))
    assert ("page" in walked) is not goes_round
    assert "Menu" in walked
