"""What is live: both ways, and through a lost connection."""

from playwright.async_api import expect

from tests.wire.desk import Staff

from .conftest import new_page
from .people import DeskPerson
from .test_black_box import choose_kind


async def file(reporter, host) -> str:
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    return await reporter.number()


async def test_a_status_move_arrives_in_the_chat_and_in_my_reports(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await desk_person.move("Kerjakan", "Tim jaringan menuju lokasi")
    await expect(reporter.log).to_contain_text("Tim jaringan menuju lokasi")
    await expect(reporter.log).to_contain_text("Sedang ditangani")


async def test_the_chat_goes_both_ways_without_a_reload(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await reporter.page.get_by_role("textbox").last.fill("Lampunya masih merah pak")
    await reporter.press("Kirim")
    await expect(desk_person.page.locator("#stream")).to_contain_text("Lampunya masih merah pak")
    await desk_person.page.get_by_label("Balas pelapor").fill("Kami tiba pukul sepuluh")
    await desk_person.page.get_by_role("button", name="Kirim balasan").click()
    await expect(reporter.log).to_contain_text("Kami tiba pukul sepuluh")


async def test_what_one_admin_changes_the_other_sees_without_a_reload(browser, server, reporter, host, desk_person):
    number = await file(reporter, host)
    await expect(desk_person.row(number)).to_contain_text("Baru")
    page = await new_page(browser)
    second = DeskPerson(page, server.url)
    await second.sign_in()
    await second.open_report(number)
    await second.move("Tandai diverifikasi")
    await expect(desk_person.row(number)).to_contain_text("Diverifikasi")
    await page.context.close()


async def test_who_goes_off_duty_leaves_the_overview_without_a_reload(desk_person, server):
    page, somebody = desk_person.page, await Staff(server.url).enter()
    await page.goto(f"{server.url}/dashboard/overview")
    there = page.locator("#overview section", has=page.get_by_role("heading", name="Petugas hari ini"))
    await expect(there).to_contain_text("Admin")
    await somebody.post("account/duty")
    await expect(there).not_to_contain_text("Admin")
    await somebody.post("account/duty", on="on")
    await expect(there).to_contain_text("Admin")
    await somebody.http.aclose()


async def test_what_is_typed_in_a_form_of_the_desk_survives_a_live_change(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await desk_person.page.get_by_label("Catatan untuk pelapor").fill("Setengah kalimat yang belum")
    await reporter.page.get_by_role("textbox").last.fill("halo, bagaimana pak?")
    await reporter.press("Kirim")
    await expect(desk_person.page.locator("#stream")).to_contain_text("halo, bagaimana pak?")
    await expect(desk_person.page.get_by_label("Catatan untuk pelapor")).to_have_value("Setengah kalimat yang belum")


async def test_a_conversation_is_there_again_after_a_reload(reporter, host):
    number = await file(reporter, host)
    await reporter.open(host.origin)
    await expect(reporter.log).to_contain_text(number)


async def test_a_restarted_server_shows_a_red_band_that_heals_itself(reporter, host, desk_person, server):
    band = desk_person.page.get_by_text("Sambungan terputus")
    await expect(band).to_be_hidden()
    server.kill()
    await expect(band).to_be_visible()
    server.start()
    await expect(band).to_be_hidden(timeout=35_000)
    number = await file(reporter, host)
    await expect(desk_person.row(number)).to_be_visible()


async def test_what_a_technician_writes_without_network_is_sent_once_when_it_is_back(reporter, host, desk_person):
    number = await file(reporter, host)
    await desk_person.open_report(number)
    await desk_person.page.context.set_offline(True)
    await desk_person.page.get_by_label("Balas pelapor").fill("Kabel sudah kami ganti")
    await desk_person.page.get_by_role("button", name="Kirim balasan").click()
    await expect(desk_person.page.get_by_text("Tulisan Anda belum terkirim")).to_be_visible()
    await desk_person.page.context.set_offline(False)
    await expect(reporter.log).to_contain_text("Kabel sudah kami ganti", timeout=20_000)
    await expect(desk_person.page.get_by_text("Tulisan Anda belum terkirim")).to_be_hidden()
    await expect(reporter.log.get_by_text("Kabel sudah kami ganti")).to_have_count(1)
    assert await desk_person.page.evaluate("localStorage.getItem('sigap-desk-unsent')") is None
