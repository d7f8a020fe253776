"""Somebody who guesses at the dashboard's door is told to wait, in words and in the reader's language."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.serving import start_server

from .conftest import SETTINGS, new_page

WAIT = {
    "id": r"Terlalu banyak percobaan\. Tunggu \d+ menit, lalu coba lagi\.",
    "en": r"Too many attempts\. Wait \d+ minutes and try again\.",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def counting(tmp_path_factory):
    """A server that counts."""
    running = start_server({**SETTINGS, "SIGAP_LIMITS": "true"}, tmp_path_factory.mktemp("guessing"))
    yield running
    running.stop()


@pytest.mark.parametrize("locale", ["id", "en"])
async def test_the_sixth_guess_is_told_how_long_to_wait_and_the_address_stays_typed(browser, counting, locale):
    page, email = await new_page(browser), f"tamu-{locale}@kota.test"
    await page.context.add_cookies([{"name": "sigap-lang", "value": locale, "url": counting.url}])
    await page.goto(f"{counting.url}/dashboard/login")
    said = []
    for _ in range(6):
        await page.locator("#email").fill(email)
        await page.locator("#password").fill("tebakan-yang-salah")
        async with page.expect_navigation():
            await page.locator("form button[type=submit]").last.click()
        said.append(await page.get_by_role("alert").inner_text())
    assert len(set(said[:5])) == 1
    await expect(page.get_by_role("alert")).to_have_text(re.compile(WAIT[locale]))
    await expect(page.locator("#email")).to_have_value(email)
    assert page.errors == []
    await page.context.close()
