"""Two of the desk at once: sessions that end, what is half typed meanwhile, the second factor, invitations."""

import re
import time

import pyotp
import pytest_asyncio
from playwright.async_api import expect

from tests.serving import start_server
from tests.wire import desk
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire, id_of

from .axe import violations
from .conftest import SETTINGS, new_page
from .people import DeskPerson


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(tmp_path_factory):
    """A desk with one report."""
    running = start_server(SETTINGS, tmp_path_factory.mktemp("people"))
    await Visitor(running.url).file()
    yield running
    running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def admin(served):
    someone = await Staff(served.url).enter()
    yield someone
    await someone.http.aclose()


class Member(DeskPerson):
    """A colleague in a browser of their own."""

    async def enter(self, email, password=desk.PASSWORD):
        await self.page.goto(f"{self.url}/dashboard/login")
        await self.fill_in(email, password)

    async def fill_in(self, email, password=desk.PASSWORD):
        await self.page.get_by_label("Email").fill(email)
        await self.page.get_by_label("Kata sandi").fill(password)
        await self.page.get_by_role("button", name="Masuk").click()

    async def open_report_page(self):
        await self.page.goto(f"{self.url}/dashboard/reports/1")
        await self.is_in()

    async def is_in(self):
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_visible()


@pytest_asyncio.fixture(loop_scope="session")
async def member(browser, served, admin):
    """Somebody who was hired a moment ago and is signed in; `staff_id` and `email` say who."""
    name = f"Rani{int(time.time() * 1000)}"
    await hire(admin, name, "technician")
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = Member(page, served.url)
    person.email, person.staff_id = f"{name.lower()}@kota.test", await id_of(admin, name)
    await person.enter(person.email)
    await person.is_in()
    yield person
    assert page.errors == []
    await page.context.close()


ENDED = "Sesi Anda berakhir"


async def test_whom_an_admin_disables_sees_the_login_at_once_and_cannot_come_back(browser, served, member):
    page = await new_page(browser)
    boss = DeskPerson(page, served.url)
    await boss.sign_in()
    await page.goto(f"{served.url}/dashboard/people/{member.staff_id}")
    await page.get_by_text("Nonaktifkan…").click()
    await page.get_by_role("button", name="Nonaktifkan").click()
    await expect(page.get_by_text("sudah dinonaktifkan")).to_be_visible()
    await expect(member.page.get_by_text(ENDED)).to_be_visible()
    await member.fill_in(member.email)
    await expect(member.page.get_by_text("tidak cocok")).to_be_visible()
    await page.context.close()


async def test_another_role_holds_at_once_and_after_signing_in_again_the_wanted_page_is_there(admin, member):
    await expect(member.page.get_by_role("link", name="Piket")).to_have_count(0)
    await member.open_report_page()
    person = await admin.http.get(f"/dashboard/people/{member.staff_id}")
    stamp = re.search(r'name="stamp" value="([^"]+)"', person.text)[1]
    answer = await admin.post(f"people/{member.staff_id}", name="Rani", role="operator", team="network", stamp=stamp)
    assert answer.status_code == 303
    await expect(member.page.get_by_text(ENDED)).to_be_visible()
    await member.fill_in(member.email)
    await expect(member.page).to_have_url(re.compile("/dashboard/reports/1$"))
    await expect(member.page.get_by_role("link", name="Piket")).to_be_visible()


async def test_what_is_half_typed_survives_the_end_of_the_session(served, admin, member):
    await member.open_report_page()
    reply = member.page.get_by_label("Balas pelapor")
    await reply.fill("Kabel sudah kami")
    await admin.post(f"people/{member.staff_id}/sessions/end")
    band = member.page.locator("#session")
    await expect(band).to_contain_text("Sesi Anda berakhir. Masuk lagi di tab baru")
    assert await violations(member.page) == []
    async with member.page.context.expect_page() as opened:
        await band.get_by_role("link", name="Masuk lagi").click()
    tab = Member(await opened.value, served.url)
    await tab.fill_in(member.email)
    await tab.is_in()
    await tab.page.close()
    await member.page.evaluate("window.dispatchEvent(new Event('focus'))")  # no window manager here to give it
    await expect(band).to_be_hidden()
    await expect(reply).to_have_value("Kabel sudah kami")
    await expect(member.page.get_by_text("Langsung", exact=True)).to_be_visible()
    await reply.fill("Kabel sudah kami ganti")
    await member.page.get_by_role("button", name="Kirim balasan").click()
    await expect(member.page.locator("#stream")).to_contain_text("Kabel sudah kami ganti")


async def test_ten_minutes_before_the_twelve_hours_are_over_a_band_offers_to_sign_in_again(member):
    band = member.page.locator("#session")
    await member.page.clock.install()
    await member.page.goto(f"{member.url}/dashboard/account")
    await expect(band).to_be_hidden()
    await member.page.route("**/dashboard/session", lambda route: route.abort())  # a day without an answer
    await member.page.clock.run_for((11 * 60 + 40) * 60 * 1000)
    await expect(band).to_be_hidden()
    await member.page.clock.run_for(12 * 60 * 1000)  # real time goes on meanwhile
    await expect(band).to_contain_text(re.compile("Sesi Anda berakhir dalam [1-8] menit"))
    assert await violations(member.page) == []


async def test_a_visible_page_counts_as_use_and_a_hidden_one_does_not(member):
    """What keeps a session: a page that is looked at asks once a minute; the socket alone keeps nothing."""
    page = member.page
    await page.clock.install()
    await page.goto(f"{member.url}/dashboard/account")
    asked = []
    page.on("request", lambda request: request.url.endswith("/dashboard/session") and asked.append(request.url))
    await page.clock.run_for(181_000)
    seen = len(asked)
    assert seen == 3
    await page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    await page.clock.run_for(300_000)
    assert len(asked) == seen


async def test_all_other_tabs_and_devices_go_when_the_password_changes(browser, served, member):
    page = await new_page(browser)
    phone = Member(page, served.url)
    await phone.enter(member.email)
    await phone.is_in()
    tab = await member.page.context.new_page()
    await tab.goto(f"{served.url}/dashboard/reports")
    await member.page.goto(f"{served.url}/dashboard/account")
    await member.page.get_by_label("Kata sandi sekarang").fill(desk.PASSWORD)
    await member.page.get_by_label("Kata sandi baru", exact=True).fill("gajah-kecil-di-taman")
    await member.page.get_by_label("Ulangi kata sandi baru").fill("gajah-kecil-di-taman")
    await member.page.get_by_role("button", name="Ganti kata sandi").click()
    await expect(member.page.get_by_text("Kata sandi sudah diganti")).to_be_visible()
    await expect(page.get_by_text(ENDED)).to_be_visible()
    await member.is_in()
    await expect(tab.get_by_text("Langsung", exact=True)).to_be_visible()  # the same browser goes on
    await page.context.close()


async def test_a_session_that_is_ended_on_the_account_page_is_over_on_the_other_device(browser, served, member):
    android = "Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140 Mobile Safari/537"
    page = await new_page(browser, user_agent=android)
    phone = Member(page, served.url)
    await phone.enter(member.email)
    await phone.is_in()
    await member.page.goto(f"{served.url}/dashboard/account")
    await member.page.locator("#sessions li").filter(has_text="Chrome di Android").get_by_role("button").click()
    await expect(member.page.get_by_text("Sesi itu sudah diakhiri")).to_be_visible()
    await expect(page.get_by_text(ENDED)).to_be_visible()
    await member.is_in()
    await page.context.close()


async def test_the_second_factor_is_set_up_by_key_and_asked_for_from_then_on(member):
    page = member.page
    await page.goto(f"{member.url}/dashboard/account")
    await page.get_by_role("button", name="Aktifkan").click()
    await expect(page.get_by_alt_text("Kode QR untuk aplikasi verifikasi")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_label("Kode enam angka dari aplikasi").fill("000000")
    await page.get_by_role("button", name="Periksa dan aktifkan").click()
    await expect(page.get_by_text("Kode tidak cocok")).to_be_visible()
    secret = await page.locator(".setup code").inner_text()
    await page.get_by_label("Kode enam angka dari aplikasi").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Periksa dan aktifkan").click()
    await expect(page.locator(".codes li")).to_have_count(10)
    assert await violations(page) == []
    async with page.expect_download() as started:
        await page.get_by_role("link", name="Unduh").click()
    download = await started.value
    assert download.suggested_filename == "kode-cadangan-sigap.txt"
    kept = (await download.path()).read_text().split()
    assert kept == [(await one.inner_text()) for one in await page.locator(".codes code").all()]
    await page.get_by_role("link", name="Sudah saya simpan").click()
    await expect(page.get_by_text("10 kode cadangan belum terpakai")).to_be_visible()
    await page.get_by_role("button", name="Keluar").click()
    await member.fill_in(member.email)
    await page.get_by_label("Kode verifikasi").fill(kept[0])
    assert await violations(page) == []
    await page.get_by_role("button", name="Lanjut").click()
    await member.is_in()


async def test_an_invited_person_sets_a_password_and_works(browser, served):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    boss = DeskPerson(page, served.url)
    await boss.sign_in()
    await page.get_by_role("link", name="Petugas").click()
    await page.get_by_role("link", name="Undang petugas").click()
    await page.get_by_label("Email").fill("dimas@kota.test")
    await page.get_by_label("Nama").fill("Dimas")
    await page.get_by_label("Peran").select_option(label="Operator")
    await page.get_by_role("button", name="Buat undangan").click()
    link = await page.locator("#staff-link").inner_text()
    guest = await new_page(browser, viewport={"width": 390, "height": 800})
    await guest.goto(link)
    assert await violations(guest) == []
    await guest.get_by_label("Nama Anda").fill("Dimas Prasetyo")
    await guest.get_by_label("Kata sandi baru", exact=True).fill(desk.PASSWORD)
    await guest.get_by_label("Ulangi kata sandi baru").fill("lain-sama-sekali")
    await guest.get_by_role("button", name="Simpan kata sandi").click()
    await expect(guest.get_by_text("Kedua kata sandi tidak sama")).to_be_visible()
    assert await violations(guest) == []
    await guest.get_by_label("Kata sandi baru", exact=True).fill(desk.PASSWORD)
    await guest.get_by_label("Ulangi kata sandi baru").fill(desk.PASSWORD)
    await guest.get_by_role("button", name="Simpan kata sandi").click()
    await expect(guest.get_by_text("Kata sandi tersimpan")).to_be_visible()
    await guest.get_by_label("Kata sandi").fill(desk.PASSWORD)
    await guest.get_by_role("button", name="Masuk").click()
    await expect(guest.get_by_text("Langsung", exact=True)).to_be_visible()
    await page.goto(f"{served.url}/dashboard/people")
    await expect(page.locator("tr").filter(has_text="Dimas Prasetyo")).to_contain_text("Aktif")
    await guest.context.close()
    await page.context.close()


async def test_a_page_that_is_not_ones_own_to_see_says_so_with_a_way_back(member):
    await member.page.goto(f"{member.url}/dashboard/people")
    await expect(member.page.get_by_role("link", name="Kembali ke daftar")).to_be_visible()
    assert await violations(member.page) == []
    await member.page.get_by_role("link", name="Kembali ke daftar").click()
    await member.is_in()
