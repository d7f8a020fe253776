"""The pictures of the guides, taken while walking through them: what a picture shows is asserted before it is taken.

An ordinary run writes to `tests/.out`; `make pictures` writes to `docs/images`. One database is enough for pictures.
"""

import asyncio
import io
import os
import subprocess
import sys

import pytest_asyncio
from PIL import Image, ImageDraw
from playwright.async_api import Locator, Page, expect

from tests.process import free_port
from tests.programs import ROOT
from tests.serving import SigapServer
from tests.wire import desk
from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .conftest import PHONE, WHATSAPP, new_page
from .people import DeskPerson, Reporter
from .png import shrink
from .seeds import REPORTS, TEAM

STAYS = os.environ.get("SIGAP_PICTURES") == "1"
FOLDER = ROOT / ("docs/images" if STAYS else "tests/.out")
MOST_BYTES = 120_000
HANDSET = {"width": 390, "height": 800}
MINE = {
    "Nama Anda": "Sari Wulandari",
    "Lokasi": "Lantai 2, ruang sekretariat",
    "Ceritakan masalahnya": "Sinyal Wi-Fi hilang di ruang rapat dan sekretariat sejak tadi pagi",
    "Nomor WhatsApp": "0812-0000-1234",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def city(tmp_path_factory):
    """A service under a city's name, with its desk's team and a morning's reports in it."""
    port, folder = free_port(), tmp_path_factory.mktemp("pictures")
    settings = {
        "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_DESK_WHATSAPP": WHATSAPP,
        "SIGAP_DESK_PHONE": PHONE, "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
        "SIGAP_PUBLIC_URL": f"http://bantuan.pekanbaru.go.id:{port}", "SIGAP_ALLOW_PLAIN_HTTP": "true",
    }  # fmt: skip
    running = SigapServer(folder, settings, port).start()
    for email, name in TEAM:
        add_technician({**os.environ, **settings, "SIGAP_VAR": str(folder)}, email, name)
    await fill(running.url, settings["SIGAP_PUBLIC_URL"])
    yield settings["SIGAP_PUBLIC_URL"]
    running.stop()


def add_technician(environment: dict[str, str], email: str, name: str) -> None:
    """Add a staff member by the command line; without a terminal the password is read from standard input."""
    command = [sys.executable, str(ROOT / "run.py"), "staff", "--email", email, "--name", name, "--role", "technician"]
    typed = f"{desk.PASSWORD}\n{desk.PASSWORD}\n"
    done = subprocess.run(
        command, env=environment, input=typed, text=True, capture_output=True, start_new_session=True, check=False
    )
    assert done.returncode == 0, done.stderr


async def fill(url: str, origin: str) -> None:
    """File the reports and move each of them as far as it is."""
    staff = Staff(url)
    staff.http.headers["Origin"] = origin
    await staff.enter()
    for changes, moves, assignee in REPORTS:
        filed = await Visitor(url, site=changes["agency"]).file(**changes)
        report = await staff.report_id(filed["reports"][0]["number"])
        for to, note in moves:
            assert (await staff.move(report, to, note)).status_code == 303
        if assignee:
            await assign(staff, report, assignee)
    await staff.http.aclose()


async def assign(staff: Staff, report: int, name: str) -> None:
    page = (await staff.http.get(f"/dashboard/reports/{report}")).text
    member = page.split(f">{name}</option>")[0].rsplit('value="', 1)[1].split('"')[0]
    answer = await staff.post(f"reports/{report}/assign", assignee=member, version=await staff.version(report))
    assert answer.status_code == 303, answer.text


async def picture(page: Page, name: str, *shown: Locator) -> None:
    """Take it once everything that it is to show is there."""
    for one in shown:
        await expect(one).to_be_visible()
    taken = await page.screenshot(animations="disabled", scale="css", caret="hide")
    await asyncio.to_thread(write, f"{name}.png", taken)


def write(name: str, taken: bytes) -> None:
    """Write the picture; shrinking costs a second each, which only a picture that stays is worth."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = shrink(taken) if STAYS else taken
    assert len(kept) < MOST_BYTES or not STAYS, f"{name} has {len(kept)} bytes"
    (FOLDER / name).write_bytes(kept)


async def test_the_pictures_of_the_site_with_the_tag(browser, city):
    page = await new_page(browser, viewport={"width": 1000, "height": 480})
    reporter = Reporter(page)
    await page.goto(f"{city}/demo")
    await picture(page, "web-1", reporter.button("Lapor gangguan"), page.get_by_text("Cara memasang"))
    await page.set_viewport_size({"width": 1000, "height": 760})
    await reporter.press("Lapor gangguan")
    await picture(page, "widget", reporter.button("Internet mati"), reporter.button("Wi-Fi bermasalah"))
    assert page.errors == []
    await page.context.close()


async def test_the_pictures_of_both_guides(browser, city):
    page = await new_page(browser, viewport=HANDSET)
    reporter = Reporter(page)
    number = await pictures_until_the_receipt(reporter, city)
    office = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(office, city)
    await office.goto(f"{city}/dashboard")
    await picture(office, "petugas-0", office.get_by_label("Email"), office.get_by_role("button", name="Masuk"))
    await person.sign_in()
    await pictures_of_the_desk(person, number)
    await pictures_after_the_desk_moved(reporter)
    await picture_without_a_connection(reporter)
    assert page.errors == office.errors == []
    await page.context.close()
    await office.context.close()


async def test_the_pictures_of_ones_own_report(browser, city):
    page = await new_page(browser, viewport=HANDSET, has_touch=True)
    reporter = Reporter(page)
    await page.goto(f"{city}/?opd=satpol-pp")
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**MINE)
    await page.get_by_label("Jenis gangguan").select_option(label="Kabel LAN atau colokan")
    photos = [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": modem(n)} for n in (0, 1)]
    await page.get_by_label("Pilih gambar").set_input_files(photos)
    await page.get_by_label("Ceritakan masalahnya").evaluate("field => field.scrollIntoView({block: 'start'})")
    await picture(page, "pelapor-8", page.get_by_role("img", name="Foto 2"), page.get_by_text("Ambil foto"))
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    local = f"http://127.0.0.1:{city.rpartition(':')[2]}"  # the city's name is known to the browser only
    staff = await Staff(local, city).enter()
    report = await staff.report_id(number)
    await staff.move(report, "in_progress", "Teknisi menuju lokasi.")
    await staff.move(report, "resolved", "Kabel LAN diganti dan diuji.")
    await reporter.press("Menu", "Laporan saya")
    await page.get_by_role("radio", name="4, baik").check(force=True)
    await picture(page, "pelapor-9", reporter.button("Sudah normal"), reporter.button("Masih bermasalah"))
    await Visitor(local).file(agency="inspektorat", kind="wifi", place="Lantai 1, ruang tunggu")
    await page.goto(f"{city}/?opd=inspektorat")
    await reporter.press("Langsung isi laporan")
    await reporter.fill(**MINE)
    await page.get_by_label("Jenis gangguan").select_option(label="Internet mati")
    await reporter.press("Kirim laporan")
    await picture(page, "pelapor-10", page.get_by_text("Apakah ini gangguan yang sama?").first)
    await staff.http.aclose()
    assert page.errors == []
    await page.context.close()


def modem(red: int) -> bytes:
    """A photo of a modem, near enough: a dark box with lights, one of them red."""
    photo, out = Image.new("RGB", (640, 400), "#334155"), io.BytesIO()
    pen = ImageDraw.Draw(photo)
    for light in range(5):
        left = 70 + light * 110
        pen.ellipse((left, 170, left + 60, 230), fill="#ef4444" if light == red else "#22c55e")
    photo.save(out, "JPEG")
    return out.getvalue()


async def test_the_pictures_of_accounts_and_duty(browser, city):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = DeskPerson(page, city)
    await person.sign_in()
    await page.goto(f"{city}/dashboard/account")
    await page.get_by_role("button", name="Aktifkan").click()
    await page.get_by_alt_text("Kode QR untuk aplikasi verifikasi").scroll_into_view_if_needed()
    await picture(page, "petugas-akun", page.get_by_label("Kode enam angka dari aplikasi"))
    await page.get_by_role("link", name="Petugas").click()
    await picture(page, "petugas-orang", page.get_by_role("link", name="Undang petugas"))
    await page.goto(f"{city}/dashboard/duty/new")
    for name in ("Dimas Prasetyo", "Rina Marlina", "Wi-Fi bermasalah"):
        await page.get_by_label(name).check()
    await page.get_by_role("button", name="Simpan").click()
    await picture(page, "petugas-piket", page.get_by_text("Bergiliran: Dimas Prasetyo, Rina Marlina"))
    assert page.errors == []
    await page.context.close()


async def test_the_pictures_of_the_overview_and_the_settings(browser, city):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    await DeskPerson(page, city).sign_in()
    await page.goto(f"{city}/dashboard/overview")
    await picture(page, "petugas-ringkasan", page.locator("#tile-unanswered"), page.locator("#chart-hours"))
    await page.get_by_role("link", name="Pengaturan").first.click()
    hours = page.get_by_role("link", name="Jam layanan")
    await picture(page, "petugas-pengaturan", hours, page.get_by_text("belum lengkap"))
    await hours.click()
    typed = {"Nama": "Ramadan", "Dari tanggal": "2027-02-08", "Sampai tanggal": "2027-03-09"}
    for label, words in typed.items():
        await page.get_by_label(label, exact=True).fill(words)
    await picture(page, "petugas-jam", page.get_by_text("Setiap minggu"), page.get_by_text("Jam lain untuk sementara"))
    await page.goto(f"{city}/dashboard/settings/holidays?year=2027")
    await picture(page, "petugas-libur", page.get_by_text("Cuti Bersama").first, page.get_by_label("Tanggal"))
    assert page.errors == []
    await page.context.close()


async def pictures_until_the_receipt(reporter: Reporter, city: str) -> str:
    page = reporter.page
    await page.goto(f"{city}/demo")
    await picture(page, "pelapor-1", reporter.button("Lapor gangguan"))
    await reporter.press("Lapor gangguan")
    await picture(page, "pelapor-2", reporter.button("Internet mati"), reporter.button("Langsung isi laporan"))
    await reporter.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await picture(page, "pelapor-3", reporter.button("Sudah teratasi"), reporter.button("Belum"))
    await reporter.press("Belum")
    for label, words in MINE.items():
        await page.get_by_label(label, exact=False).first.fill(words)
    await page.get_by_text("Terganggu, masih jalan", exact=True).click()
    await page.get_by_label("Nama Anda").scroll_into_view_if_needed()
    await picture(page, "pelapor-4", page.get_by_label("Nama Anda"))
    await reporter.press("Kirim laporan")
    number = await reporter.number()
    await picture(page, "pelapor-5", page.get_by_text(number).first, page.get_by_text("Kode lacak").first)
    return number


async def pictures_of_the_desk(person: DeskPerson, number: str) -> None:
    page = person.page
    await page.context.clear_cookies(name="sigap-list")  # the list as everybody meets it
    await page.reload()
    await picture(page, "petugas-1", person.row(number))
    await page.set_viewport_size({"width": 1440, "height": 1000})
    await picture(page, "dashboard", person.row(number), person.row("Dinas Kesehatan").first)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await person.open_report(number)
    await picture(page, "petugas-2", page.locator("#facts"), page.locator("#stream"))
    await page.get_by_label("Status baru").select_option(label="Kerjakan")
    await page.get_by_label("Catatan untuk pelapor").fill("Tim jaringan menuju lokasi, tiba sekitar pukul 10.00.")
    await page.get_by_role("button", name="Ubah status").scroll_into_view_if_needed()
    await picture(page, "petugas-3", page.get_by_label("Status baru"), page.get_by_label("Catatan untuk pelapor"))
    async with page.expect_navigation():
        await page.get_by_role("button", name="Ubah status").click()
    await expect(page.locator("#facts")).to_contain_text("Dikerjakan")
    await page.goto(f"{person.url}/dashboard/agencies?q=disdik")
    await page.get_by_role("link", name="Dinas Pendidikan").click()
    await page.get_by_label("Alamat situs").fill("https://disdik.pekanbaru.go.id")
    await page.get_by_role("button", name="Simpan").click()
    await picture(page, "petugas-4", page.locator("#snippet"), page.get_by_role("status").first)


async def pictures_after_the_desk_moved(reporter: Reporter) -> None:
    page = reporter.page
    await expect(reporter.log).to_contain_text("Tim jaringan menuju lokasi")
    await reporter.press("Menu", "Laporan saya")
    await picture(page, "pelapor-6", page.get_by_text("Sedang ditangani").first, page.get_by_text("Perkembangan"))


async def picture_without_a_connection(reporter: Reporter) -> None:
    page = reporter.page
    await reporter.press("Kembali")
    await page.context.set_offline(True)
    await reporter.press("Langsung isi laporan")
    for label, words in {**MINE, "Ceritakan masalahnya": "Internet seluruh lantai 2 mati"}.items():
        await page.get_by_label(label, exact=False).first.fill(words)
    await page.get_by_label("Jenis gangguan").select_option(label="Internet mati")
    await page.get_by_text("Ya, terhenti", exact=True).click()
    await reporter.press("Kirim laporan")
    await picture(page, "pelapor-7", page.get_by_text("BELUM terkirim").first)
    await page.context.set_offline(False)
