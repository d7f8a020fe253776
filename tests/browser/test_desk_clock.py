"""What the desk sees of time: settings that hold in open pages, figures that follow, a breach that appears once."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.async_api import expect

from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .axe import violations
from .conftest import PHONE, new_page

KEYS = ("desk", "on_call", "hours", "holidays", "targets", "drafts", "replies")
DIRECTIONS = "SP4N-LAPOR! di https://lapor.go.id"
"""As they were: other tests meet the same desk."""

LONG_AGO = (
    "UPDATE {table} SET received_at = '2026-11-02 03:00:00', response_due_at = '2026-11-02 03:30:00', "
    "alarm_at = '2026-11-02 03:20:00' WHERE id = {report}"
)


def grow_old(request, server, report: int) -> None:
    """Let a report have waited for days: the one thing that a test cannot do by waiting."""
    if request.node.callspec.params["server"] == "mariadb":
        mariadb = request.getfixturevalue("mariadb")
        mariadb.execute(LONG_AGO.format(table="browser.report", report=report))
        return
    with closing(sqlite3.connect(server.log.parent / "sigap.db", timeout=10)) as file, file:
        file.execute(LONG_AGO.format(table="report", report=report).replace(":00'", ":00.000000+00:00'"))


async def test_a_number_that_an_admin_saves_stands_in_an_open_widget(reporter, host, desk_person):
    page = desk_person.page
    await reporter.open(host.origin)
    await expect(reporter.page.locator(f'a[href="tel:{PHONE}"]').first).to_be_visible()
    await page.goto(f"{desk_person.url}/dashboard/settings/desk")
    await page.get_by_label("Telepon").fill("0761-999888")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("status").filter(has_text="tersimpan")).to_be_visible()
    await expect(reporter.page.locator('a[href="tel:0761999888"]').first).to_be_visible()
    await expect(reporter.page.locator(f'a[href="tel:{PHONE}"]')).to_have_count(0)
    await page.get_by_role("link", name="Unit dan kontak", exact=True).click()
    await page.get_by_label("Telepon").fill(PHONE)
    await page.get_by_role("button", name="Simpan").click()
    await expect(reporter.page.locator(f'a[href="tel:{PHONE}"]').first).to_be_visible()


async def test_what_is_not_set_is_not_offered_to_citizens(reporter, host, desk_person):
    page = desk_person.page
    citizens = reporter.page.get_by_role("button", name="Saya warga")
    await reporter.open(host.origin)
    await expect(citizens).to_be_visible()
    for words, count in (("", 0), (DIRECTIONS, 1)):
        await page.goto(f"{desk_person.url}/dashboard/settings/desk")
        await page.get_by_label("Arahan untuk warga").fill(words)
        await page.get_by_role("button", name="Simpan").click()
        await expect(citizens).to_have_count(count)
    await reporter.press("Saya warga")
    await expect(reporter.log).to_contain_text(DIRECTIONS)


async def test_of_two_admins_at_one_setting_the_slower_sees_both_and_keeps_what_was_typed(browser, server, desk_person):
    page = desk_person.page
    await page.goto(f"{server.url}/dashboard/settings/on_call")
    second = await new_page(browser, storage_state=await page.context.storage_state())
    await second.goto(f"{server.url}/dashboard/settings/on_call")
    for one, name in ((page, "Piket pagi"), (second, "Piket malam")):
        await one.get_by_label("Nama").fill(name)
        await one.get_by_label("Nomor WhatsApp").fill("0812-0000-0009")
        await one.get_by_role("button", name="Simpan").click()
    clash = second.get_by_role("alert")
    await expect(clash).to_contain_text("Piket pagi")
    await expect(clash).to_contain_text("Piket malam")
    await expect(second.get_by_label("Nama")).to_have_value("Piket malam")
    await second.get_by_label("Nama").fill("")
    await second.get_by_label("Nomor WhatsApp").fill("")
    await second.get_by_role("button", name="Simpan").click()
    await expect(second.get_by_role("status").filter(has_text="Piket di luar jam tersimpan")).to_be_visible()
    await second.context.close()


async def test_the_overviews_figures_follow_without_a_reload(server, desk_person):
    page = desk_person.page
    await page.goto(f"{server.url}/dashboard/overview")
    unanswered, today = page.locator("#tile-unanswered"), page.locator("#tile-today")
    before = [int(await tile.get_attribute("data-version")) for tile in (unanswered, today)]
    number = (await Visitor(server.url).file())["reports"][0]["number"]
    await expect(unanswered).to_have_attribute("data-version", str(before[0] + 1))
    await expect(today).to_have_attribute("data-version", str(before[1] + 1))
    await expect(page.locator(".newest")).to_contain_text(number)
    staff = await Staff(server.url).enter()
    await staff.move(await staff.report_id(number), "in_progress")
    await expect(unanswered).to_have_attribute("data-version", str(before[0]))
    await staff.http.aclose()


async def test_a_breach_appears_in_open_pages_and_stands_in_the_history_once(request, browser, server, desk_person):
    number = (await Visitor(server.url).file())["reports"][0]["number"]
    staff = await Staff(server.url).enter()
    report = await staff.report_id(number)
    page = desk_person.page
    await page.goto(f"{server.url}/dashboard/reports/{report}")
    overview = await new_page(browser, storage_state=await page.context.storage_state())
    await overview.goto(f"{server.url}/dashboard/overview")
    before = int(await overview.locator("#tile-overdue").get_attribute("data-version"))
    grow_old(request, server, report)
    await expect(page.locator("#stream")).to_contain_text("Lewat batas: Tanggapan pertama", timeout=20_000)
    await expect(page.locator("#stream")).to_contain_text("Dua kali lewat batas: Tanggapan pertama")
    await expect(page.locator("#facts .clock.is-twice").first).to_contain_text("Dua kali lewat batas")
    await expect(overview.locator("#tile-overdue")).to_have_attribute("data-version", str(before + 1))
    await expect(overview.locator("#tile-overdue")).to_contain_text("dua kali lewat batas")
    await expect(overview.locator(f"#newest-{report} .clock")).to_contain_text("2× lewat")
    signed_in = await page.context.storage_state()
    shown = await new_page(browser, storage_state=signed_in, viewport={"width": 1280, "height": 800})
    await shown.goto(f"{server.url}/dashboard/reports?q={number}")
    await expect(shown.locator("#report-list .clock")).to_contain_text("2× lewat")
    assert await violations(shown) == []
    await shown.context.close()
    await staff.move(report, "in_progress")  # another row comes in: the breach is not told again with it
    await expect(page.locator("#stream")).to_contain_text("menjadi Dikerjakan")
    for words in ("Lewat batas: Tanggapan pertama", "Dua kali lewat batas: Tanggapan pertama"):
        told = page.locator("#stream .event p").filter(has_text=re.compile(rf"^\s*{words}"))
        await expect(told).to_have_count(1)
    await page.goto(f"{server.url}/dashboard/reports?q={number}")
    await expect(desk_person.row(number).locator(".clock")).to_be_visible()
    await overview.context.close()
    await staff.http.aclose()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_no_form_of_the_settings_has_a_violation(server, desk_person, theme):
    page = desk_person.page
    await page.context.add_cookies([{"name": "sigap-theme", "value": theme, "url": server.url}])
    await page.set_viewport_size({"width": 360, "height": 800})
    found = []
    for key in KEYS:
        await page.goto(f"{server.url}/dashboard/settings/{key}")
        found += await violations(page)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), key
    assert found == []
