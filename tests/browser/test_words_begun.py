"""Words begun and not sent, when something else on the page is pressed; and on a computer that two people use."""

import time

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.wire.desk import EMAIL, PASSWORD, Staff
from tests.wire.hired import hire

from .people import file

HALF = "Kunci ada di"
STORED = "JSON.stringify([localStorage, sessionStorage])"


@pytest_asyncio.fixture(loop_scope="session")
async def page(desk_person, server):
    """A report on a desk person's screen, and an older one of the same office that may be merged into it."""
    _older, number = await file(server), await file(server)
    await desk_person.page.reload()
    await desk_person.open_report(number)
    return desk_person.page


async def press(page, button) -> None:
    async with page.expect_event("domcontentloaded"):
        await page.get_by_role("button", name=button).first.click()


@pytest.mark.parametrize("button", ["Tampilkan nomor", "Ambil laporan ini", "Gabungkan ke sini", "English"])
async def test_half_a_reply_outlasts_the_press_of_another_button(page, button):
    await page.locator("#reply").fill(HALF)
    await press(page, button)
    await expect(page.locator("#reply")).to_have_value(HALF)


async def test_what_is_chosen_and_typed_for_a_move_outlasts_another_press(page):
    await page.get_by_label("Status baru").select_option(label="Tolak laporan")
    await page.locator("[name=reject_reason]").select_option("spam")
    await page.get_by_label("Catatan untuk pelapor").fill(HALF)
    await press(page, "Tampilkan nomor")
    await expect(page.get_by_label("Status baru")).to_have_value("rejected")
    await expect(page.locator("[name=reject_reason]")).to_have_value("spam")
    await expect(page.get_by_label("Catatan untuk pelapor")).to_have_value(HALF)


async def test_a_move_that_is_offered_no_more_leaves_the_note_and_a_choice(page, server):
    await page.get_by_label("Status baru").select_option(label="Tolak laporan")
    await page.get_by_label("Catatan untuk pelapor").fill(HALF)
    colleague = await Staff(server.url).enter()
    await colleague.move(int(page.url.rpartition("/")[2]), "resolved", "Kabel diganti, sinyal normal")
    await colleague.http.aclose()
    await press(page, "Tampilkan nomor")
    await expect(page.get_by_label("Catatan untuk pelapor")).to_have_value(HALF)
    await expect(page.get_by_label("Status baru")).not_to_have_value("")


async def test_half_a_note_is_seen_again_where_it_was_begun(page):
    await page.locator("[data-composes=private]").click()
    await page.locator("#private").fill(HALF)
    await press(page, "Tampilkan nomor")
    await expect(page.locator("#private")).to_be_visible()
    await expect(page.locator("#private")).to_have_value(HALF)


async def test_a_reason_in_a_folded_form_is_seen_again(page):
    await page.get_by_text("Perbaiki data").click()
    await page.locator("#reason").fill(HALF)
    await press(page, "Tampilkan nomor")
    await expect(page.locator("#reason")).to_be_visible()
    await expect(page.locator("#reason")).to_have_value(HALF)


async def test_what_was_sent_does_not_come_back(page):
    await page.locator("#reply").fill(HALF)
    await press(page, "Tampilkan nomor")
    await expect(page.locator("#reply")).to_have_value(HALF)
    await press(page, "Kirim balasan")  # until the page that answers; the stream may show the words before
    await expect(page.locator("#stream")).to_contain_text(HALF)
    await page.reload()
    await expect(page.locator("#reply")).to_have_value("")
    assert HALF not in await page.evaluate(STORED)


async def test_a_reason_that_was_sent_does_not_come_back(page):
    await page.get_by_text("Perbaiki data").click()
    await page.locator("#priority").select_option("low")
    await page.locator("#reason").fill(HALF)
    await press(page, "Ubah prioritas")
    await expect(page.locator("#stream")).to_contain_text(HALF)
    await expect(page.locator("#reason")).to_have_value("")
    assert HALF not in await page.evaluate(STORED)


async def test_a_session_that_ended_brings_its_person_back_to_the_words(page, desk_person):
    await page.locator("#reply").fill(HALF)
    await page.context.clear_cookies(name="sigap")
    await press(page, "Tampilkan nomor")
    await sign_in(page, EMAIL)
    await expect(page.locator("#reply")).to_have_value(HALF)


async def test_a_press_that_no_network_carried_costs_no_words(page):
    report = page.url
    await page.locator("#reply").fill(HALF)
    await page.context.set_offline(True)
    async with page.expect_event("framenavigated"):  # to the browser's own page that says so
        await page.get_by_role("button", name="Tampilkan nomor").click()
    await page.context.set_offline(False)
    await page.goto(report)
    await expect(page.locator("#reply")).to_have_value(HALF)


@pytest.mark.parametrize("how", ["session ends", "signs out"])
async def test_who_signs_in_next_sees_none_of_it(page, server, how):
    admin = await Staff(server.url).enter()
    other = await hire(admin, f"Lain{time.monotonic_ns()}", "admin")
    report = page.url
    await page.locator("#reply").fill(HALF)
    if how == "signs out":
        await press(page, "Keluar")
        assert HALF not in await page.evaluate(STORED)
    else:
        await page.context.clear_cookies(name="sigap")
        await press(page, "Tampilkan nomor")
    await sign_in(page, other.email)
    await page.goto(report)
    await expect(page.locator(".who")).to_contain_text("Lain")
    await expect(page.locator("#reply")).to_have_value("")
    assert HALF not in await page.evaluate(STORED)
    for staff in (admin, other):
        await staff.http.aclose()


async def sign_in(page, email) -> None:
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Kata sandi").fill(PASSWORD)
    await page.get_by_role("button", name="Masuk").click()


async def test_a_report_half_keyed_in_outlasts_the_other_language(desk_person):
    page = desk_person.page
    await page.goto(f"{desk_person.url}/dashboard/reports/new")
    await page.locator("#name").fill("Sari Wulandari")
    await page.locator("[name=channel][value=phone]").check()
    await press(page, "English")
    await expect(page.locator("#name")).to_have_value("Sari Wulandari")
    await expect(page.locator("[name=channel][value=phone]")).to_be_checked()
