"""The report page with two people of the desk at once, and the reporters whose widgets hear of it."""

import pytest_asyncio
from playwright.async_api import expect

from .conftest import new_page
from .people import DeskPerson, Reporter
from .test_live import file


@pytest_asyncio.fixture(loop_scope="session")
async def second_reporter(browser, host):
    page = await new_page(browser)
    yield Reporter(page)
    assert page.errors == []
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def colleague(browser, server):
    """Another person of the desk: a technician, in a browser of her own."""
    from tests.dashboard.test_report import hire

    await (await hire(server, "technician")).http.aclose()
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(page, server.url)
    await person.sign_in("technician@kota.test")
    yield person
    assert page.errors == []
    await page.context.close()


async def test_each_sees_who_else_has_the_report_open_and_that_they_left(reporter, host, desk_person, colleague):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await colleague.open_report(number)
    seen = desk_person.page.locator(".viewers")
    await expect(seen).to_contain_text("Orang technician")
    await expect(colleague.page.locator(".viewers")).to_contain_text("Admin")
    await colleague.page.get_by_role("link", name="Kembali ke daftar").click()
    await expect(seen).to_be_empty()


async def test_who_is_slower_sees_both_versions_and_keeps_his_words(reporter, host, desk_person, colleague):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await colleague.open_report(number)
    note = colleague.page.get_by_label("Catatan untuk pelapor")
    await note.fill("Sudah saya periksa dari jauh")
    await desk_person.move("Kerjakan", "Tim menuju lokasi")
    await expect(colleague.page.locator("#facts")).to_contain_text("Dikerjakan")
    await colleague.page.get_by_role("button", name="Ubah status").click()
    clash = colleague.page.locator(".clash")
    await expect(clash).to_contain_text("Dikerjakan · Admin")
    await expect(clash).to_contain_text("Sudah saya periksa dari jauh")


async def test_a_refused_move_keeps_its_reason_and_its_words_when_something_happens(reporter, host, desk_person):
    number = await file(reporter, host)
    page = desk_person.page
    await desk_person.open_report(number)
    await page.get_by_label("Status baru").select_option(label="Tolak laporan")
    await page.locator("[name=reject_reason]").select_option("spam")
    await page.get_by_role("button", name="Ubah status").click()
    await expect(page.locator("#note-wrong")).to_be_visible()
    await expect(page.get_by_text("Langsung", exact=True)).to_be_visible()
    await reporter.page.get_by_role("textbox").last.fill("Lampunya masih merah pak")
    await reporter.press("Kirim")
    await expect(page.locator("#stream")).to_contain_text("Lampunya masih merah pak")
    await page.wait_for_load_state("networkidle")  # every part of the page has been fetched again
    await expect(page.locator("#note-wrong")).to_be_visible()
    await expect(page.get_by_label("Status baru")).to_have_value("rejected")
    await expect(page.locator("[name=reject_reason]")).to_have_value("spam")


async def test_a_move_is_taken_back_and_the_reporter_sees_it_corrected(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    async with desk_person.page.expect_navigation():  # a press between two pages would be nobody's
        await desk_person.move("Kerjakan", "Tim menuju lokasi")
    await expect(reporter.log).to_contain_text("Sedang ditangani")
    await desk_person.page.get_by_role("button", name="Urungkan").click()
    await expect(desk_person.page.locator("#facts")).to_contain_text("Baru")
    await expect(desk_person.page.locator("#stream")).to_contain_text("mengurungkan perubahan")
    await expect(reporter.log).to_contain_text("Perubahan status tadi dibatalkan petugas.")
    await expect(desk_person.page.get_by_role("button", name="Urungkan")).to_be_hidden()


async def test_merged_reporters_hear_together_until_one_is_taken_out(
    reporter, second_reporter, host, desk_person
):
    first = await file(reporter, host)
    second = await file(second_reporter, host)
    await desk_person.open_report(first)
    page = desk_person.page
    kin = page.locator("#kin")
    await kin.locator("li").filter(has_text=second).get_by_role("button", name="Gabungkan ke sini").click()
    await expect(kin.get_by_role("heading", name="Digabung ke sini")).to_be_visible()
    await expect(second_reporter.log).to_contain_text(f"Digabung dengan {first}")
    await page.locator("#reply").fill("Kabel utama putus, sedang diperbaiki")
    async with page.expect_event("load"):  # the page that answers; a press before it might land on neither
        await page.get_by_role("button", name="Kirim balasan").click()
    for person in (reporter, second_reporter):
        await expect(person.log).to_contain_text("Kabel utama putus")
    await expect(page.locator("#reply")).to_have_value("")
    await kin.get_by_role("button", name="Pisahkan lagi").click()
    await expect(second_reporter.log).to_contain_text("Diteruskan ke petugas")
    await page.locator("#reply").fill("Hanya untuk pelapor pertama")
    await page.get_by_role("button", name="Kirim balasan").click()
    await expect(reporter.log).to_contain_text("Hanya untuk pelapor pertama")
    await expect(second_reporter.log).not_to_contain_text("Hanya untuk pelapor pertama")


async def test_a_report_of_the_same_fault_appears_beside_an_open_one(reporter, second_reporter, host, desk_person):
    first = await file(reporter, host)
    await desk_person.open_report(first)
    second = await file(second_reporter, host)
    await expect(desk_person.page.locator("#kin")).to_contain_text(second)


async def test_each_sees_the_other_typing(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await reporter.page.get_by_role("textbox").last.press_sequentially("Lampu")
    await expect(desk_person.page.get_by_text("Pelapor sedang mengetik")).to_be_visible()
    await desk_person.page.locator("#reply").press_sequentially("Baik")
    await expect(reporter.log.get_by_text("Petugas sedang mengetik")).to_be_attached()


async def test_a_note_never_reaches_the_reporter(reporter, host, desk_person, server):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    page = desk_person.page
    await page.get_by_role("button", name="Catatan internal").click()
    await expect(page.locator("#reply")).to_be_hidden()
    await page.get_by_label("Catatan untuk petugas").fill("Kunci ada di satpam")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Simpan catatan").click()
    await expect(page.locator("#stream")).to_contain_text("Kunci ada di satpam")
    await page.locator("[data-composes=reply]").click()
    await page.locator("#reply").fill("Kami ke sana")
    await page.get_by_role("button", name="Kirim balasan").click()
    await expect(reporter.log).to_contain_text("Kami ke sana")
    await expect(reporter.log).not_to_contain_text("Kunci ada di satpam")


async def test_a_canned_reply_is_filled_in_and_can_be_changed(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await desk_person.page.get_by_label("Balasan siap pakai").select_option(label="Sudah kami terima")
    await expect(desk_person.page.locator("#reply")).to_have_value(
        f"Halo Bapak/Ibu Sari Wulandari, laporan {number} sudah kami terima dan sedang kami periksa."
    )


async def test_the_number_is_shown_after_a_press_that_the_history_keeps(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    page = desk_person.page
    await expect(page.locator("#facts")).to_contain_text("6281****1234")
    await page.get_by_role("button", name="Tampilkan nomor").click()
    await expect(page.get_by_role("link", name="0812-0000-1234")).to_be_visible()
    await expect(page.locator("#stream")).to_contain_text("menampilkan nomor pelapor")


async def test_only_what_the_chosen_move_asks_for_is_asked(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    page = desk_person.page
    async with page.expect_navigation():
        await desk_person.move("Kerjakan")
    await page.get_by_label("Status baru").select_option("resolved")
    await expect(page.get_by_label("Sebab")).to_be_visible()
    await expect(page.get_by_label("Pihak ketiga", exact=True)).to_be_hidden()
    await page.get_by_label("Catatan untuk pelapor").fill("Kabel sudah diganti")
    await page.get_by_role("button", name="Ubah status").click()
    await expect(page.get_by_text("Pilih sebabnya.")).to_be_visible()
    await expect(page.get_by_label("Catatan untuk pelapor")).to_have_value("Kabel sudah diganti")


async def test_letters_lead_and_type_and_can_be_switched_off(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    page = desk_person.page
    keys = page.keyboard
    await keys.press("r")
    await expect(page.locator("#reply")).to_be_focused()
    await keys.type("nanti")  # typing is typing
    await expect(page.locator("#reply")).to_have_value("nanti")
    await page.locator("#reply").fill("")
    await page.locator("h1").click()
    await keys.press("?")
    await page.get_by_label("Pakai pintasan satu huruf").uncheck()
    await page.get_by_role("button", name="Tutup").click()
    await keys.press("n")
    await expect(page.locator("#private")).to_be_hidden()
    await page.get_by_role("button", name="Bantuan pintasan").click()
    await page.get_by_label("Pakai pintasan satu huruf").check()
    await page.get_by_role("button", name="Tutup").click()
    await keys.press("n")
    await expect(page.locator("#private")).to_be_focused()
    await page.locator("h1").click()
    await keys.press("g")
    await keys.press("l")
    await expect(page.get_by_role("heading", name="Laporan", exact=True)).to_be_visible()


async def test_a_report_is_printed_black_on_white_without_its_forms(browser, server, reporter, host):
    number = await file(reporter, host)
    page = await new_page(browser, viewport={"width": 1280, "height": 800}, color_scheme="dark")
    person = DeskPerson(page, server.url)
    await person.sign_in()
    await person.open_report(number)
    background = "getComputedStyle(document.querySelector('#facts')).backgroundColor"
    assert await page.evaluate(background) != "rgb(255, 255, 255)"
    await page.emulate_media(media="print")
    assert await page.evaluate(background) == "rgb(255, 255, 255)"
    await expect(page.locator("#facts")).to_contain_text("Internet mati")
    for form in ("Ubah status", "Kirim balasan", "Hubungi lewat WhatsApp"):
        await expect(page.get_by_role("button", name=form)).to_be_hidden()
    await page.context.close()
