"""A technician on the telephone: one tap calls the reporter, and leaves one row that says so."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.wire.client import new_id
from tests.wire.desk import Staff

from .axe import violations
from .conftest import new_page
from .people import file

PHONE_SIZED = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DIGITS = "6281200001234"
SHOWN = "menampilkan nomor pelapor"


@pytest_asyncio.fixture(loop_scope="session")
async def task(server):
    """A report that is mine to do: the desk person's, and its id."""
    number = await file(server, agency="pupr", kind="wifi", whatsapp="0812-0000-1234")
    staff = await Staff(server.url).enter()
    staff.report = await staff.report_id(number)
    taken = await staff.post(f"tasks/{staff.report}/take", version="1", client_id=new_id())
    assert taken.status_code == 303, taken.text
    yield staff
    await staff.move(staff.report, "resolved", "Kabel diganti, sinyal normal")
    await staff.http.aclose()


async def rows_of(staff: Staff) -> int:
    """Count the rows that say a number was shown."""
    stream = await staff.http.get(f"/dashboard/reports/{staff.report}/stream")
    return stream.text.count(SHOWN)


async def tasks_page(browser, desk_person, **options):
    """Open *Tugas saya* on a telephone, and watch where the page wants to go."""
    signed_in = await desk_person.page.context.storage_state()
    page = await new_page(browser, storage_state=signed_in, **PHONE_SIZED, **options)
    page.wanted, page.asked = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    debugger = await page.context.new_cdp_session(page)
    await debugger.send("Page.enable")
    debugger.on("Page.frameRequestedNavigation", lambda event: page.wanted.append(event["url"]))
    await page.goto(f"{desk_person.url}/dashboard/tasks")
    return page


async def test_one_tap_calls_and_leaves_one_row(browser, server, desk_person, task):
    page = await tasks_page(browser, desk_person)
    card = page.locator(f"#task-{task.report}")
    assert await violations(page) == []
    await card.get_by_role("button", name="Telepon").tap()
    link = card.locator(f'a[href="tel:+{DIGITS}"]')
    await expect(link).to_be_visible()  # where nothing can call, it is there to be read
    assert [where for where in page.wanted if where.startswith("tel:")] == [f"tel:+{DIGITS}"]
    assert page.url == f"{server.url}/dashboard/tasks"
    assert await rows_of(task) == 1
    await link.tap()  # what is shown calls without another row
    assert await rows_of(task) == 1
    ours = [address for address in page.asked if not address.startswith("tel:")]
    assert any(address.endswith("/call") for address in ours)
    assert not [address for address in ours if DIGITS[-8:] in re.sub(r"\D", "", address)]
    assert DIGITS[2:] not in server.log.read_text(encoding="utf-8")
    assert page.errors == []
    await page.context.close()


async def test_two_quick_taps_are_one_look_at_the_number(browser, desk_person, task):
    page = await tasks_page(browser, desk_person)
    button = page.locator(f"#task-{task.report}").get_by_role("button", name="Telepon")
    await button.evaluate("(button) => { button.click(); button.click(); }")
    await expect(page.locator(f'#task-{task.report} a[href="tel:+{DIGITS}"]')).to_be_visible()
    assert await rows_of(task) == 1
    await page.context.close()


async def test_where_the_answer_does_not_come_the_number_is_shown_to_be_tapped(browser, desk_person, task):
    page = await tasks_page(browser, desk_person)
    await page.route("**/call", lambda route: route.abort())
    card = page.locator(f"#task-{task.report}")
    await card.get_by_role("button", name="Telepon").tap()
    await expect(card.locator(f'a[href="tel:+{DIGITS}"]')).to_be_visible()
    assert await rows_of(task) == 1
    assert [where for where in page.wanted if where.startswith("tel:")] == []
    await page.context.close()


async def test_without_a_script_it_takes_two_taps(browser, desk_person, task):
    page = await tasks_page(browser, desk_person, java_script_enabled=False)
    card = page.locator(f"#task-{task.report}")
    await card.get_by_role("button", name="Telepon").tap()
    await card.locator(f'a[href="tel:+{DIGITS}"]').tap()
    assert await rows_of(task) == 1
    await page.context.close()


@pytest.mark.parametrize("place", ["list", "report"])
async def test_whatsapp_is_one_tap_too(browser, server, desk_person, task, place):
    signed_in = await desk_person.page.context.storage_state()
    page = await new_page(browser, storage_state=signed_in, **PHONE_SIZED)
    address = f"reports/{task.report}" if place == "report" else "reports?agency=pupr&sort=newest"
    await page.goto(f"{server.url}/dashboard/{address}")
    async with page.context.expect_event("request", lambda request: "wa.me/" in request.url) as opened:
        await page.get_by_role("button", name=re.compile("^Hubungi")).first.tap()
    assert (await opened.value).url.startswith(f"https://wa.me/{DIGITS}?text=")
    await page.context.close()
