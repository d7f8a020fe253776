"""After the receipt: photos, *Laporan saya*, look-up, and a colleague's report of the same fault."""

import re

import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browsing import until_true
from tests.wire import pictures
from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .conftest import new_page
from .people import FORM, Reporter
from .test_black_box import choose_kind

DONE = "Kabel uplink longgar, sudah dipasang"
NOTHING_KEPT = (
    "new Promise(r => { indexedDB.databases().then(async all => { let n = 0; for (const {name} of all) { await new"
    " Promise(d => { const o = indexedDB.open(name); o.onsuccess = () => { const q = o.result.transaction('items')"
    ".objectStore('items').count(); q.onsuccess = () => { n += q.result; o.result.close(); d(); } } }) }"
    " r(n === 0) }) })"
)
SLOW_PHOTOS = (
    "() => { const made = createImageBitmap, free = new Promise(r => { window.letPhotosGo = r });"
    " window.createImageBitmap = async (...given) => { await free; return made(...given) } }"
)
NORMAL, STILL = "Sudah normal", "Masih bermasalah"


@pytest_asyncio.fixture(loop_scope="session")
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def colleague(browser, host):
    page = await new_page(browser)
    yield Reporter(page)
    assert page.errors == []
    await page.context.close()


async def file(reporter: Reporter, host, kind: str = "Lainnya", **changes: str) -> str:
    """File a report of a kind that is never asked about."""
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**changes)
    await choose_kind(reporter, kind)
    await reporter.press("Kirim laporan")
    return await reporter.number()


async def resolve(staff: Staff, number: str) -> None:
    report_id = await staff.report_id(number)
    await staff.move(report_id, "in_progress")
    await staff.move(report_id, "resolved", DONE)


async def my_reports(reporter: Reporter) -> None:
    await reporter.press("Menu", "Laporan saya")
    await expect(reporter.page.get_by_role("heading", name="Laporan saya")).to_be_visible()


async def put(page: Page, *files: tuple[str, str, bytes]) -> None:
    """Choose files, as the system's own dialog does."""
    chosen = [{"name": name, "mimeType": mime, "buffer": data} for name, mime, data in files]
    await page.get_by_label("Pilih gambar").set_input_files(chosen)


async def test_a_photo_is_shown_before_it_is_sent_and_arrives_small_and_bare(reporter, host, staff):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await put(reporter.page, ("modem.jpg", "image/jpeg", pictures.jpeg((3000, 2000), exif=True)))
    await expect(reporter.page.get_by_role("img", name="Foto 1")).to_be_visible()
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    await expect(reporter.log.get_by_role("img", name="Foto Anda")).to_be_visible()
    await until_true(reporter.page, NOTHING_KEPT)  # the photo goes after its report
    page = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")).text
    photo = re.search(r'/dashboard/photos/\d+', page)[0]
    data = (await staff.http.get(photo)).content
    assert b"Exif" not in data and len(data) < 200_000


async def test_what_is_done_while_a_photo_is_made_small_is_not_undone_by_it(reporter, host, staff):
    page = reporter.page
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await page.evaluate(SLOW_PHOTOS)
    await put(page, ("modem.jpg", "image/jpeg", pictures.jpeg()))
    await expect(page.get_by_text("Menyiapkan foto")).to_be_visible()
    await reporter.fill()
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")  # goes once the photo can go with it
    await page.evaluate("letPhotosGo()")
    number = await reporter.number()
    await until_true(page, NOTHING_KEPT)
    shown = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")).text
    assert FORM["Ceritakan masalahnya"] in shown and "/dashboard/photos/" in shown


async def test_what_is_no_photo_says_why_and_the_others_stay(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await put(
        reporter.page,
        ("lampu.png", "image/png", pictures.png()),
        ("IMG_1.HEIC", "image/heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
    )
    await expect(reporter.page.get_by_text("HEIC belum dapat dibaca")).to_be_visible()
    await expect(reporter.page.get_by_role("img", name="Foto 1")).to_be_visible()
    await put(reporter.page, ("logo.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    await expect(reporter.page.get_by_text("SVG tidak diterima")).to_be_visible()
    await put(reporter.page, ("surat.pdf", "application/pdf", b"%PDF-1.7"))
    await expect(reporter.page.get_by_text("Ini bukan foto")).to_be_visible()
    await put(reporter.page, *[(f"{n}.jpg", "image/jpeg", pictures.jpeg()) for n in range(3)])
    await expect(reporter.page.get_by_text("Sudah ada 3 foto")).to_be_visible()
    await reporter.press("Hapus foto 1")
    await expect(reporter.page.get_by_role("img", name="Foto 3")).to_have_count(0)


async def test_a_photo_taken_without_network_goes_after_its_report(reporter, host, staff):
    page = reporter.page
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter)
    await expect(page.get_by_label("Pilih gambar")).to_be_attached()
    await page.context.set_offline(True)
    await put(page, ("modem.jpg", "image/jpeg", pictures.jpeg()))
    await expect(page.get_by_role("img", name="Foto 1")).to_be_visible()
    await reporter.press("Kirim laporan")
    await expect(page.get_by_text("Foto tersimpan di perangkat ini, belum terkirim")).to_be_visible()
    await page.context.set_offline(False)
    number = await reporter.number()
    await expect(page.get_by_text("belum terkirim")).to_have_count(0)
    await until_true(page, NOTHING_KEPT)
    page_of_desk = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")).text
    assert "/dashboard/photos/" in page_of_desk


async def test_it_still_fails_then_it_works_and_gets_four_stars(reporter, host, staff):
    number = await file(reporter, host)
    page = reporter.page
    await my_reports(reporter)
    await resolve(staff, number)
    await expect(page.get_by_role("button", name=NORMAL)).to_be_visible()
    await reporter.press(STILL, "Buka kembali laporan")
    await expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang masih bermasalah")
    await page.get_by_label("Apa yang masih bermasalah?").fill("Loket 3 masih mati")
    await reporter.press("Buka kembali laporan")
    await expect(page.get_by_text("Loket 3 masih mati").first).to_be_visible()
    await expect(page.get_by_text("Sedang ditangani").first).to_be_visible()
    await staff.move(await staff.report_id(number), "resolved", DONE)
    await reporter.press(NORMAL)
    await expect(page.get_by_text("Ditutup", exact=True).first).to_be_visible()
    await page.get_by_role("radio", name="4, baik").check(force=True)
    await page.get_by_label("Saran atau catatan").fill("Terima kasih, cepat")
    await reporter.press("Kirim penilaian")
    await expect(page.get_by_text("Penilaian Anda: 4 dari 5")).to_be_visible()
    desk_page = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")).text
    assert "Loket 3 masih mati" in desk_page and "memberi nilai" in desk_page


async def test_one_writes_to_the_desk_inside_the_report(reporter, host, staff):
    number = await file(reporter, host)
    page = reporter.page
    await my_reports(reporter)
    talk = page.get_by_role("log", name="Pesan dengan petugas")
    await page.get_by_role("textbox", name="Tulis pesan untuk petugas").fill("Lampunya sekarang hijau")
    await reporter.press("Kirim")
    await expect(talk).to_contain_text("Lampunya sekarang hijau")
    report_id = await staff.report_id(number)
    answer = await staff.post(f"reports/{report_id}/reply", text="Baik, kami cek lagi", client_id=f"{number.lower()}-1")
    assert answer.status_code == 303
    await expect(talk).to_contain_text("Baik, kami cek lagi")
    await expect(talk).not_to_contain_text("Admin")


async def test_a_new_report_is_taken_back_after_asking_once(reporter, host):
    await file(reporter, host)
    await my_reports(reporter)
    await reporter.press("Batalkan laporan", "Ya, batalkan")
    await expect(reporter.page.get_by_text("Dibatalkan", exact=True).first).to_be_visible()


async def test_a_deed_pressed_without_network_waits_and_arrives(reporter, host):
    await file(reporter, host)
    await my_reports(reporter)
    page = reporter.page
    await expect(page.get_by_role("button", name="Batalkan laporan")).to_be_visible()
    await page.context.set_offline(True)
    await reporter.press("Batalkan laporan", "Ya, batalkan")
    await expect(page.get_by_text("Tersimpan di perangkat ini")).to_be_visible()
    await page.context.set_offline(False)
    await expect(page.get_by_text("Dibatalkan", exact=True).first).to_be_visible()


async def test_number_and_code_open_the_report_on_another_device(reporter, host, server, staff):
    view = (await Visitor(server.url).file(kind="lainnya"))["reports"][0]
    page = reporter.page
    await reporter.open(host.origin)
    await my_reports(reporter)
    await page.get_by_text("Cari laporan dari perangkat lain").click()
    await reporter.press("Buka laporan")
    await expect(page.get_by_role("alert")).to_contain_text("Isi nomor laporan")
    await page.get_by_label("Nomor laporan").fill(view["number"].lower().replace("-", " "))
    await page.get_by_label("Kode lacak").fill("2222 2222")
    await reporter.press("Buka laporan")
    await expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    await page.get_by_label("Kode lacak").fill(view["code"].lower().replace("-", ""))
    await reporter.press("Buka laporan")
    await expect(page.get_by_text(view["number"]).first).to_be_visible()
    await expect(page.get_by_text(view["code"]).first).to_be_visible()
    await staff.move(await staff.report_id(view["number"]), "in_progress")
    await expect(page.get_by_text("Sedang ditangani").first).to_be_visible()


async def test_a_colleague_is_asked_and_joins(reporter, colleague, host, staff):
    """A kind that no other test of this server files, so that the twin is the one of this test."""
    number = await file(reporter, host, "VPN atau intranet")
    await colleague.open(host.origin)
    await colleague.press("Langsung isi laporan")
    await colleague.fill(**{"Nama Anda": "Andi Saputra", "Lokasi": "Lantai 3", "Nomor WhatsApp": "0813-0000-9999"})
    await choose_kind(colleague, "VPN atau intranet")
    await colleague.press("Kirim laporan")
    await expect(colleague.page.get_by_text("Apakah ini gangguan yang sama?")).to_be_visible()
    await expect(colleague.log).to_contain_text(FORM["Lokasi"])
    await colleague.press("Ya, ikut laporan itu")
    await expect(colleague.page.get_by_text(number).first).to_be_visible()
    await expect(colleague.log).to_contain_text("Anda ikut dalam laporan rekan Anda")
    await resolve(staff, number)
    await my_reports(colleague)
    await expect(colleague.page.get_by_role("button", name=NORMAL)).to_be_visible()


async def test_what_one_has_reported_already_is_noticed(reporter, host):
    number = await file(reporter, host, "Kabel LAN atau colokan")
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await choose_kind(reporter, "Kabel LAN atau colokan")
    await reporter.press("Kirim laporan")
    await expect(reporter.page.get_by_text(f"Anda sudah punya laporan {number}")).to_be_visible()
    await reporter.press("Tambahkan ke laporan itu")
    await expect(reporter.page.get_by_text("Anda sudah punya laporan")).to_have_count(0)
    await my_reports(reporter)
    assert await reporter.page.locator("details.report:not(.find)").count() == 1


async def test_the_form_keeps_what_was_typed_over_a_reload_until_it_is_sent(reporter, host):
    page = reporter.page
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    await reporter.fill()
    await page.reload()
    await reporter.press("Lapor gangguan", "Langsung isi laporan")
    await expect(page.get_by_text("Isian Anda yang tadi kami kembalikan")).to_be_visible()
    await expect(page.get_by_label("Nama Anda")).to_have_value(FORM["Nama Anda"])
    await choose_kind(reporter)
    await reporter.press("Kirim laporan")
    await reporter.number()
    kept = await page.evaluate("Object.values(localStorage).join()")
    assert FORM["Nama Anda"] not in kept and "0812" not in kept


async def test_a_number_is_grouped_while_it_is_typed(reporter, host):
    await reporter.open(host.origin)
    await reporter.press("Langsung isi laporan")
    field = reporter.page.get_by_label("Nomor WhatsApp")
    for typed, shown in {"081200001234": "0812-0000-1234", "+6281200001234": "+62 812-0000-1234"}.items():
        await field.fill("")
        await field.press_sequentially(typed)
        await expect(field).to_have_value(shown)
    await field.press("Backspace")
    await expect(field).to_have_value("+62 812-0000-123")
