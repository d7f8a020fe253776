"""Single-letter shortcuts: each does what the help sheet says, and the sheet names what works on this page."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from .people import file, show


@pytest_asyncio.fixture(loop_scope="session")
async def numbers(server):
    """Two reports, the newest first: as they stand on top of the list."""
    older = await file(server, kind="wifi")
    return [await file(server, kind="situs-aplikasi"), older]


@pytest_asyncio.fixture(loop_scope="session")
async def page(desk_person, numbers):
    """The list with these two on top."""
    await show(desk_person, "sort=newest")
    await expect(desk_person.row(numbers[0])).to_be_visible()
    return desk_person.page


def link(page, number):
    return page.locator("#report-list .c-number a").filter(has_text=number)


async def is_open(page, number):
    """Wait for a report's page and its script: a key that is pressed before is nobody's."""
    await expect(page.get_by_role("heading", name=f"Laporan {number}")).to_be_visible()
    await expect(page.get_by_text("Langsung", exact=True)).to_be_visible()


@pytest.mark.parametrize("start", ["overview", "reports", "a report", "tasks", "account"])
async def test_a_slash_leads_to_the_search_of_the_list_from_everywhere(page, server, numbers, start):
    if start == "a report":
        await link(page, numbers[0]).click()
        await is_open(page, numbers[0])
    else:
        await page.goto(f"{server.url}/dashboard/{start}")
    await page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    await expect(search).to_be_focused()
    await page.keyboard.type(numbers[1])
    await page.keyboard.press("Enter")
    await expect(link(page, numbers[1])).to_be_visible()
    await expect(link(page, numbers[0])).to_have_count(0)


async def test_j_and_k_step_through_the_rows_and_enter_opens_one(page, numbers):
    await page.keyboard.press("j")
    await expect(link(page, numbers[0])).to_be_focused()
    await page.keyboard.press("j")
    await expect(link(page, numbers[1])).to_be_focused()
    await page.keyboard.press("k")
    await expect(link(page, numbers[0])).to_be_focused()
    await page.keyboard.press("k")  # no further up
    await expect(link(page, numbers[0])).to_be_focused()
    await page.keyboard.press("Enter")
    await is_open(page, numbers[0])


async def test_j_and_k_lead_from_report_to_report_of_the_list(page, numbers):
    await link(page, numbers[0]).click()
    await is_open(page, numbers[0])
    await page.keyboard.press("j")
    await is_open(page, numbers[1])
    await page.keyboard.press("k")
    await is_open(page, numbers[0])


async def test_the_sheet_names_only_what_works_here(page, numbers):
    assert await named(page) == {"/", "j", "k", "Enter", "?", "g"}
    await link(page, numbers[1]).click()
    await is_open(page, numbers[1])
    assert await named(page) >= {"/", "j", "k", "a", "r", "n", "s", "?", "g"}
    await page.get_by_role("button", name="Ambil laporan ini").click()
    await expect(page.locator("#facts")).to_contain_text("Admin")
    assert "a" not in await named(page)  # it is mine already
    await page.get_by_role("link", name="OPD").first.click()
    await expect(page.get_by_role("heading", name="OPD", exact=True)).to_be_visible()
    assert await named(page) == {"/", "?", "g"}


async def named(page) -> set[str]:
    """Open the sheet, read the first key of each of its lines, and close it again."""
    await expect(page.get_by_text("Langsung", exact=True)).to_be_visible()  # the page's script runs
    await page.get_by_role("button", name="Bantuan pintasan").click()
    sheet = page.get_by_role("dialog", name=re.compile("Pintasan"))
    await expect(sheet).to_be_visible()
    keys = {line.split()[0] for line in await sheet.locator("dt:visible").all_inner_texts()}
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    return keys
