"""Floods, old widgets and nonsense: a polite answer, and nothing lost."""

import re
import time

import pytest
import pytest_asyncio
from playwright.async_api import expect

from server.contract.base import OLDEST_PROTOCOL
from tests.browser.conftest import SETTINGS, new_page
from tests.browser.people import Reporter
from tests.serving import start_server

from .city import city
from .conftest import list_sites

LAUNCHER = "Lapor gangguan"


@pytest_asyncio.fixture(loop_scope="session")
async def limited(browser, tmp_path):
    """A visitor of a service that counts, as the real one does."""
    running = start_server({**SETTINGS, "SIGAP_LIMITS": "true"}, tmp_path)
    with city(running.url) as town:
        await list_sites(town, "disdik", "disdik")
        town.show("/", town.tag())
        page = await new_page(browser)
        person = Reporter(page)
        await person.open(town.site())
        yield person
        assert page.errors == []
        await page.context.close()
    running.stop()


async def test_a_flood_is_told_to_wait_by_the_second_and_everything_arrives(limited):
    await limited.press("Wi-Fi bermasalah")
    texts = [f"gangguan ke {number}" for number in range(16)]
    for text in texts:
        await limited.page.get_by_role("textbox").last.fill(text)
        await limited.page.keyboard.press("Enter")
    bar = limited.page.locator(".bar", has_text="Tunggu")
    await expect(bar).to_have_text(re.compile(r"Tunggu \d+ detik"))
    first = int(re.search(r"\d+", await bar.inner_text())[0])
    await expect(bar).not_to_have_text(f"Terlalu cepat. Tunggu {first} detik.")
    assert await limited.page.get_by_role("textbox").last.is_editable()
    deadline = time.monotonic() + 60
    await expect(limited.button(f"Ubah jawaban: {texts[-1]}")).to_be_visible(timeout=60_000)
    assert time.monotonic() < deadline
    shown = await limited.log.locator(".visitor .bubble").all_inner_texts()
    assert shown[1:] == texts


async def test_an_old_widget_is_asked_politely_to_reload_and_keeps_what_was_typed(visitor, town):
    """The page was left open while the server moved on by more than one protocol."""
    town.show("/", town.tag())
    page = visitor.page
    outdated = True

    async def aged(route):
        answer = await route.fetch()
        body = await answer.text()
        old, count = re.subn(r"protocol:(\d+)", f"protocol:{OLDEST_PROTOCOL - 1}", body)
        assert count
        await route.fulfill(response=answer, body=old if outdated else body)

    await page.route("**/chat-id.js*", aged)
    await visitor.open(town.site())
    await page.get_by_role("textbox").last.fill("Internet mati di loket")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("versi lama")
    outdated = False
    await visitor.press("Muat ulang")
    await visitor.press(LAUNCHER)
    await expect(visitor.button("Ubah jawaban: Internet mati di loket")).to_be_visible()


@pytest.mark.parametrize("typed", ["   ", "\n\n", "\u200b"])
async def test_nothing_is_not_sent(visitor, town, typed):
    town.show("/", town.tag())
    await visitor.open(town.site())
    await visitor.page.get_by_role("textbox").last.fill(typed)
    await visitor.page.keyboard.press("Enter")
    await visitor.press("Wi-Fi bermasalah")
    await expect(visitor.log.locator(".visitor")).to_have_count(1)
