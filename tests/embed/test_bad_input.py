"""Floods, old widgets and nonsense: a polite answer, and nothing lost."""

import asyncio
import json
import re
import time

import pytest
import pytest_asyncio
from playwright.async_api import expect

from server.content import load_catalogue, phrase
from server.contract.base import OLDEST_PROTOCOL, PROTOCOL
from server.contract.visitor import SendMessage
from tests.browser.conftest import SETTINGS, new_page
from tests.browser.people import Reporter
from tests.serving import start_server

from .city import city
from .conftest import list_sites

LAUNCHER = "Lapor gangguan"
TOO_FAST = {"id": r"Terlalu cepat\. Tunggu \d+ detik\.", "en": r"Too fast\. Wait \d+ seconds\."}
CATALOGUE = {kind.key: kind for kind in load_catalogue().kinds}


@pytest_asyncio.fixture(loop_scope="session", params=["id", "en"])
async def limited(request, browser, tmp_path):
    """A visitor of a service that counts, as the real one does; `locale` is what the page says it speaks."""
    running = start_server({**SETTINGS, "SIGAP_LIMITS": "true"}, tmp_path)
    with city(running.url) as town:
        await list_sites(town, "disdik", "disdik")
        town.show("/", town.tag(extra=f"data-locale={request.param}"))
        page = await new_page(browser)
        person = Reporter(page)
        person.locale = request.param
        await page.goto(town.site())
        await person.press(phrase("widget.launcher", request.param))
        yield person
        assert page.errors == []
        await page.context.close()
    running.stop()


async def test_a_flood_is_told_to_wait_by_the_second_and_everything_arrives(limited):
    await limited.press(CATALOGUE["wifi"].label[limited.locale])
    texts = [f"gangguan ke {number}" for number in range(16)]
    for text in texts:
        await limited.page.get_by_role("textbox").last.fill(text)
        await limited.page.keyboard.press("Enter")
    words = TOO_FAST[limited.locale]
    bar = limited.page.locator(".bar", has_text=re.compile(words))
    await expect(bar).to_have_text(re.compile(words))
    first = await bar.inner_text()
    await expect(bar).not_to_have_text(first)
    assert await limited.page.get_by_role("textbox").last.is_editable()
    deadline = time.monotonic() + 60
    last = phrase("widget.edit", limited.locale, words=texts[-1])
    await expect(limited.button(last)).to_be_visible(timeout=60_000)
    assert time.monotonic() < deadline
    await expect(bar).to_have_count(0)
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


async def test_a_widget_newer_than_the_process_it_reaches_keeps_what_was_typed_and_sends_it_to_the_next(visitor, town):
    """In a rolling restart the loader comes from a new process and the command goes to an old one."""
    town.show("/", town.tag())
    page, refused = visitor.page, asyncio.Event()

    async def newer(route):
        answer = await route.fetch()
        body, count = re.subn(r"protocol:(\d+)", f"protocol:{PROTOCOL + 1}", await answer.text())
        assert count
        await route.fulfill(response=answer, body=body)

    async def reached_a_new_process(route):
        body = {**json.loads(route.request.post_data), "protocol": PROTOCOL}
        await route.continue_(post_data=json.dumps(body))

    def hear(response):
        if response.url.endswith(SendMessage.event()) and response.status == 503:
            refused.set()

    page.on("response", hear)
    await page.route("**/chat-id.js*", newer)
    await visitor.open(town.site())
    await page.get_by_role("textbox").last.fill("Internet mati di loket")
    await page.keyboard.press("Enter")
    await asyncio.wait_for(refused.wait(), 20)
    await expect(visitor.log).to_contain_text("Internet mati di loket")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.route("**/api/visitor/*", reached_a_new_process)
    await expect(visitor.button("Ubah jawaban: Internet mati di loket")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("typed", ["   ", "\n\n", "\u200b"])
async def test_nothing_is_not_sent(visitor, town, typed):
    town.show("/", town.tag())
    await visitor.open(town.site())
    await visitor.page.get_by_role("textbox").last.fill(typed)
    await visitor.page.keyboard.press("Enter")
    await visitor.press("Wi-Fi bermasalah")
    await expect(visitor.log.locator(".visitor")).to_have_count(1)
