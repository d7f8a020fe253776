"""The pilot's black-box test, one for one: the widget on another origin, the dashboard in a second browser."""

import re

from playwright.async_api import Locator, expect

from .conftest import new_page
from .people import DeskPerson, Reporter


async def test_1_the_chatbot_page_shows(browser, server):
    page = await new_page(browser)
    await page.goto(server.url)
    await expect(page.get_by_role("log")).to_contain_text("Saya asisten otomatis Diskominfotik")
    await expect(page.get_by_role("button", name="Internet mati")).to_be_visible()
    await page.context.close()


async def test_2_a_question_button_gives_the_solution(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    steps = reporter.page.get_by_role("list").filter(has_text="Wi-Fi").get_by_role("listitem")
    await expect(steps.first).to_be_visible()
    assert await steps.count() >= 3
    await reporter.press("Sudah teratasi")
    await expect(reporter.log).to_contain_text("Syukurlah")


async def test_3_the_form_of_an_unsolved_problem_is_live_on_the_dashboard(reporter, host, desk_person):
    await reporter.open(host.origin)
    await reporter.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah", "Belum")
    await reporter.fill()
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    assert re.fullmatch(r"NET-\d{8}-\d{4,}", number)
    row = desk_person.row(number)
    await expect(row).to_contain_text("Sari Wulandari")
    await expect(row).to_contain_text("Dinas Pendidikan")
    await expect(row).to_contain_text("Wi-Fi bermasalah")
    await expect(row).to_contain_text("Baru")


async def test_4_a_right_password_signs_in_and_a_wrong_one_does_not(browser, server):
    page = await new_page(browser)
    await page.goto(f"{server.url}/dashboard")
    await page.get_by_label("Email").fill("admin@kota.test")
    await page.get_by_label("Kata sandi").fill("salah")
    await page.get_by_role("button", name="Masuk").click()
    await expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    await page.context.close()
    page = await new_page(browser)
    await DeskPerson(page, server.url).sign_in()
    await expect(page.get_by_role("heading", name="Laporan")).to_be_visible()
    await page.context.close()


async def test_5_to_7_an_opd_that_is_added_renamed_and_deleted_reaches_an_open_form(reporter, host, desk_person):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await desk_person.page.get_by_role("link", name="OPD").click()
    await desk_person.page.get_by_role("link", name="Tambah OPD").click()
    await desk_person.save_opd(**{"Nama resmi": "Dinas Uji Serbaguna"})
    await offers(reporter, "Dinas Uji Serbaguna")
    await desk_person.save_opd(**{"Nama resmi": "Dinas Uji Istimewa"})
    await offers(reporter, "Dinas Uji Istimewa")
    await desk_person.page.get_by_text("Hapus…").click()
    await desk_person.page.get_by_role("button", name="Hapus").click()
    await expect(desk_person.page.get_by_role("status")).to_contain_text("dihapus")
    await offers_not(reporter, "Dinas Uji Istimewa")


async def test_6_an_opd_with_reports_goes_from_the_form_and_stays_in_its_reports(reporter, host, desk_person):
    await desk_person.page.goto(f"{desk_person.url}/dashboard/agencies/new")
    await desk_person.save_opd(**{"Nama resmi": "Dinas Uji Lama"})
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await choose_opd(reporter, "Dinas Uji Lama")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    await desk_person.page.reload()
    await desk_person.page.get_by_text("Nonaktifkan…").click()
    await desk_person.page.get_by_role("button", name="Nonaktifkan").click()
    await expect(desk_person.page.get_by_role("status")).to_contain_text("dinonaktifkan")
    await desk_person.page.get_by_role("link", name="Laporan", exact=True).click()
    await expect(desk_person.row(number)).to_contain_text("Dinas Uji Lama")


async def test_8_contact_opens_whatsapp_to_the_typed_number(reporter, host, desk_person):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**{"Nomor WhatsApp": "+62 812-9999-0001"})
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    opened = await addresses_opened(desk_person, desk_person.row(number).get_by_role("button", name="Hubungi"))
    assert opened[0].startswith("https://wa.me/6281299990001?text=Halo%20Bapak%2FIbu%20Sari%20Wulandari")
    assert number in opened[0]


async def test_9_logout_leads_to_the_login_page_and_the_session_is_dead(desk_person):
    page = desk_person.page
    await page.get_by_role("button", name="Keluar").click()
    await expect(page.get_by_label("Kata sandi")).to_be_visible()
    await page.goto(f"{desk_person.url}/dashboard/reports")
    await expect(page.get_by_label("Kata sandi")).to_be_visible()


async def type_opd(reporter: Reporter, name: str) -> None:
    """Type into the OPD field; the site's own OPD is chosen already and has to be let go first."""
    change = reporter.page.get_by_role("button", name="Ubah", exact=True)
    field = reporter.page.get_by_role("combobox", name="OPD")
    await expect(change.or_(field).first).to_be_visible()
    if await change.is_visible():
        await change.click()
    await field.fill(name)


async def offers(reporter: Reporter, name: str) -> None:
    """Wait until the open form offers this OPD, without a reload, within three seconds."""
    await type_opd(reporter, name)
    await expect(reporter.page.get_by_role("option", name=name)).to_be_visible(timeout=3000)


async def offers_not(reporter: Reporter, name: str) -> None:
    await type_opd(reporter, name)
    await expect(reporter.page.get_by_role("option", name=name)).to_have_count(0, timeout=3000)


async def choose_opd(reporter: Reporter, name: str) -> None:
    await type_opd(reporter, name)
    await reporter.page.get_by_role("option", name=name).click()


async def choose_kind(reporter: Reporter, kind: str = "Lainnya") -> None:
    """By itself one that is nobody else's fault too, so that nobody is asked."""
    await reporter.page.get_by_label("Jenis gangguan").select_option(label=kind)


async def addresses_opened(person: DeskPerson, button: Locator) -> list[str]:
    """Press a button that leads to WhatsApp in a new tab, and return what was asked for there."""
    context = person.page.context
    async with context.expect_event("request", lambda request: request.url.startswith("https://wa.me/")) as asked:
        await button.click()
    return [(await asked.value).url]
