"""The conversation as a person meets it: times, days, news, long texts, links, second thoughts."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import new_page
from tests.browser.people import Reporter
from tests.browser.test_black_box import choose_kind
from tests.wire.client import new_id
from tests.wire.desk import Staff

LAUNCHER = "Lapor gangguan"
LONG = "\n".join(f"{line}. Periksa lampu modem, lalu catat warnanya." for line in range(1, 20))


class Desk:
    """A staff member who writes to one report."""

    def __init__(self, staff: Staff, report: int) -> None:
        self.staff = staff
        self.report = report

    async def reply(self, text: str) -> None:
        answer = await self.staff.post(f"reports/{self.report}/reply", text=text, client_id=new_id())
        assert answer.status_code == 303, answer.text


@pytest.fixture
def page(visitor, town):
    town.show("/", f"<p style='height:3000px'>Isi</p>{town.tag()}", policy="default-src * 'unsafe-inline'")
    return visitor.page


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitor, town, page):
    """The visitor has filed a report, and somebody at the desk answers it."""
    await visitor.open(town.site())
    await visitor.press("Langsung isi laporan")
    await visitor.fill()
    await choose_kind(visitor)
    await visitor.press("Kirim laporan")
    number = await visitor.number()
    staff = await Staff(town.sigap).enter()
    yield Desk(staff, await staff.report_id(number))
    await staff.http.aclose()


async def test_only_https_becomes_a_link(visitor, desk):
    await desk.reply(
        "Lihat https://pekanbaru.go.id/peta. Bukan javascript:alert(1) data:text/html,<b>x</b> "
        "http://pekanbaru.go.id vbscript:x https:// //evil.test"
    )
    await expect(visitor.log).to_contain_text("javascript:alert(1)")
    links = visitor.log.locator(".staff a")
    assert await links.evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        "https://pekanbaru.go.id/peta"
    ]
    assert await links.first.get_attribute("rel") == "noopener noreferrer nofollow"


async def test_a_long_text_shows_its_beginning_until_one_asks_for_the_rest(visitor, desk):
    await desk.reply(LONG)
    more = visitor.log.get_by_role("button", name="Tampilkan semua")
    await expect(more).to_have_attribute("aria-expanded", "false")
    text = visitor.log.locator(".staff p", has_text="Periksa lampu").last
    short = (await text.bounding_box())["height"]
    await more.click()
    assert (await text.bounding_box())["height"] > short * 1.5
    await visitor.press("Ringkas")
    assert (await text.bounding_box())["height"] == short


async def test_news_does_not_take_a_reader_away_but_waits_behind_a_button(visitor, desk):
    log = visitor.log
    await desk.reply("pertama")
    await expect(log).to_contain_text("pertama")
    await log.evaluate("log => { log.scrollTop = 0 }")
    await desk.reply("kedua")
    await expect(visitor.button("Pesan baru")).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 0
    await visitor.press("Pesan baru")
    await expect(visitor.page.get_by_text("kedua", exact=True)).to_be_in_viewport()
    await expect(visitor.page.locator(".news")).to_have_count(0)
    await desk.reply("ketiga")
    await expect(visitor.page.get_by_text("ketiga", exact=True)).to_be_in_viewport()
    await expect(visitor.page.locator(".news")).to_have_count(0)


async def test_what_came_unread_is_counted_on_the_launcher_and_in_the_tabs_title(visitor, desk, page):
    await page.evaluate("document.title = 'Dinas Pendidikan'")
    await visitor.press("Tutup")
    await desk.reply("satu")
    await desk.reply("dua")
    await expect(page).to_have_title("(2) Dinas Pendidikan")
    await expect(visitor.button(LAUNCHER)).to_have_accessible_name(re.compile(rf"^{LAUNCHER}.*2 pesan baru"))
    await page.evaluate("document.title = 'Halaman lain'")  # as a single-page site does
    await visitor.press(LAUNCHER)
    await expect(page).to_have_title("Halaman lain")
    await expect(page.locator(".badge")).to_be_empty()


async def test_a_sound_only_for_those_who_want_one(visitor, desk, page):
    await page.evaluate(
        """() => { window.AudioContext = class extends AudioContext {
             constructor() { super(); document.body.dataset.rung = "yes" } } }"""
    )
    await visitor.press("Tutup")
    await desk.reply("diam")
    await expect(page.locator(".badge")).to_have_text("1")
    await expect(page.locator("body")).not_to_have_attribute("data-rung", "yes")
    await visitor.press(LAUNCHER, "Menu", "Suara pesan baru: mati")
    await expect(visitor.button("Suara pesan baru: nyala")).to_be_visible()
    await page.keyboard.press("Escape")
    await visitor.press("Tutup")
    await desk.reply("berbunyi")
    await expect(page.locator("body")).to_have_attribute("data-rung", "yes")


async def test_an_answer_can_be_changed_and_a_text_written_anew(visitor, town, page):
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await visitor.press("Ubah jawaban: Sinyal Wi-Fi lemah")
    await expect(visitor.button("Halaman login Wi-Fi tidak muncul")).to_be_visible()
    await visitor.press("Ubah jawaban: Wi-Fi bermasalah", "Internet lambat")
    field = page.get_by_role("textbox").last
    await field.fill("wifi nyambung tapi ga ada internet")
    await visitor.press("Kirim")
    await visitor.press("Ubah jawaban: wifi nyambung tapi ga ada internet")
    await expect(field).to_have_value("wifi nyambung tapi ga ada internet")
    await expect(field).to_be_focused()


async def test_from_every_answer_there_is_a_way_back_and_old_buttons_still_work(visitor, town, page):
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah", "Pertanyaan lain")
    await expect(visitor.button("Nama Wi-Fi kantor tidak muncul")).to_be_visible()
    await visitor.press("Daftar gangguan", "Internet lambat")
    await visitor.log.evaluate("log => { log.scrollTop = 0 }")
    await visitor.log.get_by_role("button", name="Wi-Fi bermasalah").first.click()
    await visitor.press("Sinyal Wi-Fi lemah", "Sudah teratasi")
    await expect(visitor.log).to_contain_text("Syukurlah")
    await visitor.press("Daftar gangguan")
    await expect(visitor.button("Internet mati")).to_be_focused()
    await visitor.press("Menu", "Mulai dari awal")
    await expect(visitor.button("Internet mati")).to_be_visible()


async def test_times_are_rough_until_one_looks_closer(visitor, desk, page):
    await desk.reply("Kami berangkat")
    when = visitor.log.locator(".staff time").last
    await expect(when).to_have_text(re.compile("sekarang"))
    exact = when.locator("span").last
    await expect(exact).to_be_hidden()
    await when.focus()
    await expect(exact).to_have_text(re.compile(r"\d+ \w+ pukul \d\d\.\d\d WIB"))
    await expect(exact).to_be_visible()


async def test_days_are_named_and_a_talk_of_last_week_steps_aside(visitor, town, page):
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah", "Sudah teratasi")
    await expect(visitor.button("Ubah jawaban: Sudah teratasi")).to_be_visible()
    await page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    await visitor.open(town.site())
    await expect(visitor.log.locator(".day")).to_have_text("kemarin")
    await page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=8))
    await visitor.open(town.site())
    await visitor.press("Tampilkan percakapan sebelumnya")
    await expect(visitor.log).to_contain_text("Syukurlah")


async def test_a_conversation_that_the_server_no_longer_has_begins_anew(visitor, town, page):
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah", "Sinyal Wi-Fi lemah")
    await expect(visitor.button("Ubah jawaban: Sinyal Wi-Fi lemah")).to_be_visible()
    with sqlite3.connect(town.folder / "sigap.db") as database:
        database.execute("DELETE FROM message")
        database.execute("DELETE FROM receipt")
        database.execute("DELETE FROM conversation")
    await visitor.press("Menu", "Mulai dari awal")
    await expect(visitor.button("Ubah jawaban: Daftar gangguan")).to_be_visible()
    await expect(visitor.button("Ubah jawaban: Sinyal Wi-Fi lemah")).to_have_count(0)
    await visitor.press("Internet mati")
    await expect(visitor.button("Ubah jawaban: Internet mati")).to_be_visible()


async def test_two_devices_of_one_person_are_two_conversations(browser, town, page, desk):
    await desk.reply("hanya untuk Sari")
    other = await new_page(browser)
    person = Reporter(other)
    await person.open(town.site())
    await expect(person.log).not_to_contain_text("hanya untuk Sari")
    await other.context.close()
