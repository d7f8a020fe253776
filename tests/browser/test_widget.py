"""The widget as a reporter and a web team meet it."""

import re

from playwright.async_api import expect

from .conftest import PHONE, WHATSAPP, new_page
from .host import host_page
from .people import FORM, Reporter
from .test_black_box import choose_kind, type_opd


async def test_before_the_first_click_nothing_is_fetched_but_the_loader_and_one_card(browser, host):
    page = await new_page(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(host.origin)
    await expect(page.get_by_role("button", name="Lapor gangguan")).to_be_visible()
    sigap = [url for url in asked if url.startswith(host.sigap)]
    assert [url.split("?")[0].removeprefix(host.sigap) for url in sigap] == ["/widget.js", "/api/widget/site.json"]
    stored = await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    added = await page.evaluate("Object.keys(window).filter(name => /sigap/i.test(name))")
    assert added == ["Sigap"]
    await page.context.close()


async def test_from_opening_to_the_receipt_in_at_most_eight_taps(reporter, host):
    taps = 0

    async def tap(name: str) -> None:
        nonlocal taps
        taps += 1
        await reporter.press(name)

    await reporter.page.goto(host.origin)
    await tap("Lapor gangguan")
    await tap("Wi-Fi bermasalah")
    await tap("Sinyal Wi-Fi lemah")
    await tap("Belum")
    for label, words in FORM.items():
        await reporter.page.get_by_label(label, exact=False).first.fill(words)
    taps += 1
    await reporter.page.get_by_text("Ya, terhenti", exact=True).click()
    await tap("Kirim laporan")
    await reporter.number()
    assert taps <= 8


async def test_while_a_form_is_on_its_way_the_window_keeps_its_shape(reporter, host):
    page = reporter.page
    await page.route("**/form.js*", lambda route: route.abort())
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await expect(page.get_by_text("Memuat…")).to_be_visible()
    window = await page.get_by_role("dialog").bounding_box()
    phone = await page.get_by_role("link", name="Telepon").last.bounding_box()
    assert window["y"] + window["height"] - (phone["y"] + phone["height"]) < 16


async def test_each_wrong_field_says_so_beside_it_and_nothing_typed_is_lost(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**{"Nomor WhatsApp": "0761 000123", "Ceritakan masalahnya": "mati"})
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    number = reporter.page.get_by_label("Nomor WhatsApp")
    await expect(number).to_have_attribute("aria-invalid", "true")
    described = await number.get_attribute("aria-describedby")
    words = " ".join([await reporter.page.locator(f"#{one}").inner_text() for one in (described or "").split()])
    assert "nomor telepon kantor" in words or "08" in words
    await expect(reporter.page.get_by_label("Nama Anda")).to_have_value(FORM["Nama Anda"])
    await number.fill("0812 0000 1234")
    await reporter.page.get_by_label("Ceritakan masalahnya").fill("Internet mati di loket pelayanan")
    await reporter.press("Kirim laporan")
    await reporter.number()


async def test_typed_text_gets_the_best_questions_as_buttons(reporter, host):
    await reporter.open(host.origin)
    await reporter.page.get_by_role("textbox").last.fill("wifi nyambung tapi ga ada internet")
    await reporter.press("Kirim")
    await expect(reporter.button("Wi-Fi terhubung tetapi tidak ada internet")).to_be_visible()
    await expect(reporter.button("Bukan itu")).to_be_visible()


async def test_a_unit_that_is_not_on_the_list_is_written_in_words(reporter, host, desk_person):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await type_opd(reporter, "zzz")
    await reporter.press("Unit saya tidak ada di daftar")
    await reporter.page.get_by_label("Nama unit Anda").fill("Puskesmas Rumbai Bukit")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    await expect(desk_person.row(await reporter.number())).to_contain_text("Puskesmas Rumbai Bukit")


async def test_a_citizen_is_told_where_else_to_go(reporter, host):
    await reporter.open(host.origin)
    await expect(reporter.log).to_contain_text("pegawai OPD")
    await reporter.press("Saya warga")
    await expect(reporter.log).to_contain_text("lapor.go.id")


async def test_whatsapp_and_telephone_are_on_every_screen(reporter, host):
    await reporter.open(host.origin)
    for screen in ("menu", "form"):
        if screen == "form":
            await reporter.press("Langsung isi laporan")
        whatsapp = reporter.page.get_by_role("link", name="Chat WhatsApp petugas").last
        await expect(whatsapp).to_have_attribute("href", re.compile(WHATSAPP))
        telephone = reporter.page.get_by_role("link", name="Telepon petugas").last
        await expect(telephone).to_have_attribute("href", f"tel:{PHONE}")


async def test_after_the_receipt_whatsapp_continues_with_the_number_in_the_draft(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    await expect(reporter.page.get_by_text(re.compile(r"^[2-9A-Z]{4}-[2-9A-Z]{4}$")).first).to_be_visible()
    link = reporter.page.get_by_role("link", name="Lanjutkan lewat WhatsApp").last
    await expect(link).to_have_attribute("href", re.compile(rf"https://wa\.me/{WHATSAPP}\?text=.*{number}"))


async def test_english_says_everything_again_without_a_reload(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Wi-Fi bermasalah")
    await reporter.press("Menu")
    await reporter.page.get_by_text("English", exact=True).click()
    await expect(reporter.log).to_contain_text("I am the automatic assistant")
    await expect(reporter.page.get_by_role("button", name="Report straight away").last).to_be_visible()


async def test_a_page_that_its_opd_does_not_list_shows_nothing_and_tells_the_web_team(browser, server):
    with host_page("asing.pekanbaru.go.id") as page:
        page.sigap = server.url
        browser_page = await new_page(browser)
        async with browser_page.expect_console_message(lambda message: "Sigap:" in message.text) as said:
            await browser_page.goto(page.origin)
        assert "asing.pekanbaru.go.id" in (await said.value).text
        await expect(browser_page.get_by_role("button", name="Lapor gangguan")).to_have_count(0)
        await browser_page.context.close()


async def test_it_fits_a_phone_of_320_px_without_sideways_scroll(browser, host):
    page = await new_page(browser, viewport={"width": 320, "height": 640})
    phone = Reporter(page)
    await phone.open(host.origin)
    await phone.press("Langsung isi laporan")
    await expect(phone.button("Kirim laporan")).to_be_visible()
    wide = await page.evaluate(
        "[...document.querySelectorAll('*')].map(node => node.shadowRoot).filter(Boolean)"
        ".flatMap(root => [...root.querySelectorAll('*')]).filter(node => node.getBoundingClientRect().right > 321)"
        ".map(node => node.className)"
    )
    assert wide == []
    await page.context.close()


async def test_a_half_written_message_is_still_there_after_a_look_at_the_form(reporter, host):
    await reporter.open(host.origin)
    field = reporter.page.get_by_role("textbox")
    await field.fill("Sudah saya coba")
    await reporter.press("Langsung isi laporan")
    await expect(reporter.page.get_by_label("Nama Anda")).to_be_visible()
    await expect(reporter.page.get_by_placeholder("Tulis masalah Anda")).to_be_hidden()
    await reporter.press("Kembali")
    await expect(field).to_have_value("Sudah saya coba")
