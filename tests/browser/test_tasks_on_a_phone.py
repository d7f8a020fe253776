"""*Tugas saya* on a phone: 360 px, a thumb, a network that comes and goes, and colleagues who are faster."""

import time

import pytest
import pytest_asyncio
from playwright.async_api import expect

from server.contract.visitor import Sync
from tests.serving import start_server
from tests.wire import pictures
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire

from .axe import violations
from .conftest import SETTINGS, new_page
from .people import DeskPerson

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 3}
THUMB = 44
"""px: what a thumb hits."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(tmp_path_factory):
    """A desk of its own: the page shows the most urgent, and other tests file hundreds."""
    running = start_server(SETTINGS, tmp_path_factory.mktemp("phone"))
    yield running
    running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def admin(served):
    someone = await Staff(served.url).enter()
    yield someone
    await someone.http.aclose()


class Technician(DeskPerson):
    """Somebody with the tasks in his hand."""

    staff: Staff

    async def open(self):
        await self.sign_in(self.staff.email)
        await self.page.goto(f"{self.url}/dashboard/tasks")
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_attached()

    def card(self, number):
        return self.page.locator("article.task").filter(has_text=number)

    async def tap(self, number, button, *, leaves=True):
        pressed = self.card(number).get_by_role("button", name=button)
        if not leaves:
            await pressed.tap()
            return
        async with self.page.expect_navigation():  # the live list shows the change before the answer's page is there
            await pressed.tap()

    async def fill_in(self, number, note=""):
        card = self.card(number)
        await card.locator("summary").tap()
        await card.get_by_label("Sebab").select_option(label="Kabel atau konektor")
        await card.get_by_label("Tindakan").select_option(label="Kabel dipasang atau diganti")
        await card.get_by_label("Catatan").fill(note)


@pytest_asyncio.fixture(loop_scope="session")
async def technician(browser, served, admin):
    page = await new_page(browser, **PHONE)
    person = Technician(page, served.url)
    person.staff = await hire(admin, f"Dedi{time.monotonic_ns()}", "technician")
    await person.open()
    yield person
    assert page.errors == []
    await person.staff.http.aclose()
    await page.context.close()


async def filed(served):
    visitor = Visitor(served.url)
    return visitor, (await visitor.file())["reports"][0]["number"]


async def history(visitor):
    """Return what the reporter sees of his report: every step, by name."""
    [report] = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"]
    return [step["status"] for step in report["timeline"]]


async def test_a_report_appears_is_taken_and_finished_with_a_thumb_and_taken_back_in_time(served, technician):
    visitor, number = await filed(served)
    card = technician.card(number)
    await expect(card).to_be_visible()  # nobody has reloaded
    await technician.tap(number, "Ambil")
    await expect(card).to_contain_text("Dikerjakan")
    assert await technician.page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in await card.locator(".btn:visible").all():
        box = await button.bounding_box()
        assert box["height"] >= THUMB, await button.inner_text()
    tops, heights = await card.locator(".thumbs").evaluate(
        "box => ['top', 'height'].map(side => [...box.querySelectorAll('.btn:not(.wide)')]"
        ".map(one => one.getBoundingClientRect()[side]))"
    )
    assert len(tops) == 2 and len({*tops}) == len({*heights}) == 1
    await technician.fill_in(number, "Konektor di ruang server diganti")
    await technician.tap(number, "Nyatakan selesai")
    await expect(card).to_have_count(0)
    done = time.monotonic()
    async with technician.page.expect_navigation():
        await technician.page.get_by_role("button", name="Urungkan").tap()
    await expect(card).to_contain_text("Dikerjakan")
    assert time.monotonic() - done < 10
    assert (await history(visitor))[-1] == "in_progress"
    await technician.fill_in(number)
    await technician.tap(number, "Nyatakan selesai")
    await expect(technician.page.get_by_role("button", name="Urungkan")).to_be_visible()
    await expect(technician.page.get_by_role("button", name="Urungkan")).to_be_hidden(timeout=20_000)
    assert (await history(visitor))[-1] == "resolved"


async def test_a_verified_report_is_taken_then_started(served, admin, technician):
    _, number = await filed(served)
    await admin.move(await admin.report_id(number), "verified")
    await technician.tap(number, "Ambil")
    await expect(technician.card(number)).to_contain_text("Diverifikasi")
    await technician.tap(number, "Kerjakan")
    await expect(technician.card(number)).to_contain_text("Dikerjakan")
    await expect(technician.card(number).get_by_role("button", name="Kerjakan")).to_have_count(0)


async def test_the_map_opens_at_the_place_and_hears_nothing_of_the_person(served, technician):
    _, number = await filed(served)
    await technician.tap(number, "Ambil")
    link = technician.card(number).get_by_role("link", name="Peta")
    await technician.page.context.route("https://www.google.com/**", lambda route: route.fulfill(body="peta"))
    async with technician.page.context.expect_page() as opening:
        await link.tap()
    opened = await opening.value
    await opened.wait_for_load_state()
    assert opened.url == "https://www.google.com/maps/search/?api=1&query=Dinas+Pendidikan%2C+Pekanbaru"
    assert await opened.evaluate("[document.referrer, window.opener]") == ["", None]


async def test_a_photo_of_the_repair_is_added_from_the_card(served, technician):
    _, number = await filed(served)
    await technician.tap(number, "Ambil")
    await technician.card(number).get_by_role("link", name="Tambah foto perbaikan").tap()
    photos = technician.page.locator("#photos")
    taken = {"name": "perbaikan.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(exif=True)}
    await photos.get_by_label("Tambah foto perbaikan").set_input_files([taken])
    await photos.get_by_role("button", name="Kirim foto").tap()
    await expect(photos.locator("img")).to_have_count(1)
    await expect(photos.locator("li")).to_contain_text("dari petugas")


async def test_who_is_slower_is_told_so(served, admin, technician):
    _, number = await filed(served)
    await expect(technician.card(number)).to_be_visible()
    await stay_behind(technician.page)
    await admin.move(await admin.report_id(number), "in_progress")
    await technician.tap(number, "Ambil")
    await expect(technician.page.get_by_role("alert")).to_contain_text("baru saja diubah orang lain")
    await expect(technician.page.get_by_role("alert")).to_contain_text(number)


async def stay_behind(page):
    """Let no fragment through: the page shows what was, as on a line that is slow for a moment."""

    async def hold_back(route):
        await (route.abort() if "hx-request" in route.request.headers else route.continue_())

    await page.route("**/dashboard/tasks", hold_back)


async def test_what_was_typed_is_there_after_a_refusal(served, admin, technician):
    visitor, number = await filed(served)
    await technician.tap(number, "Ambil")
    await technician.fill_in(number, "Sudah saya ganti kabelnya")
    report = await admin.report_id(number)
    assert (await admin.move(report, "waiting_reporter", "Ruang mana?")).status_code == 303
    await technician.tap(number, "Nyatakan selesai")
    card = technician.card(number)
    await expect(card.get_by_role("alert")).to_contain_text("baru saja diubah orang lain")
    await expect(card.get_by_label("Catatan")).to_have_value("Sudah saya ganti kabelnya")
    await expect(card.get_by_label("Sebab")).to_have_value("cable")
    await expect(card.get_by_label("Tindakan")).to_have_value("cable_fixed")
    await technician.tap(number, "Nyatakan selesai")
    await expect(card).to_have_count(0)
    assert (await history(visitor))[-1] == "resolved"


async def test_what_was_typed_is_there_even_when_the_report_is_somebody_elses_now(served, admin, technician):
    _, number = await filed(served)
    await technician.tap(number, "Ambil")
    await technician.fill_in(number, "Sudah saya ganti kabelnya")
    report = await admin.report_id(number)
    given = await admin.post(f"reports/{report}/assign", assignee=admin.staff_id, version=await admin.version(report))
    assert given.status_code == 303
    await technician.tap(number, "Nyatakan selesai")
    alert = technician.page.get_by_role("alert")
    await expect(alert).to_contain_text(number)
    await expect(alert).to_contain_text("Sudah saya ganti kabelnya")


async def test_a_note_typed_without_network_is_sent_once_when_it_is_back(served, technician):
    visitor, number = await filed(served)
    await technician.tap(number, "Ambil")
    await technician.fill_in(number, "Diganti di ruang bawah tanah")
    context = technician.page.context
    await context.set_offline(True)
    await technician.tap(number, "Nyatakan selesai", leaves=False)
    unsent = technician.page.get_by_text("Tulisan Anda belum terkirim")
    await expect(unsent).to_be_visible()
    assert "resolved" not in await history(visitor)
    await context.set_offline(False)
    await expect(unsent).to_be_hidden(timeout=30_000)
    await expect(technician.card(number)).to_have_count(0)
    assert (await history(visitor)).count("resolved") == 1
    [report] = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"]
    assert report["timeline"][-1]["note"] == "Diganti di ruang bawah tanah"
    assert await technician.page.evaluate("localStorage.getItem('sigap-desk-unsent')") is None


async def test_work_taken_and_begun_without_network_is_noted_once_when_it_is_back(served, admin, technician):
    visitor, number = await filed(served)
    _, given = await filed(served)
    report = await admin.report_id(given)
    version = await admin.version(report)
    await admin.post(f"reports/{report}/assign", assignee=technician.staff.staff_id, version=version)
    await expect(technician.card(given).get_by_role("button", name="Kerjakan")).to_be_visible()
    context = technician.page.context
    await context.set_offline(True)
    await technician.tap(number, "Ambil", leaves=False)
    await technician.tap(given, "Kerjakan", leaves=False)
    unsent = technician.page.get_by_text("belum terkirim")
    await expect(unsent).to_be_visible()
    await context.set_offline(False)
    await expect(unsent).to_be_hidden(timeout=30_000)
    for one in (number, given):
        await expect(technician.card(one)).to_contain_text("Dikerjakan")
    assert (await history(visitor)).count("in_progress") == 1


async def test_half_a_note_outlasts_a_tap_on_another_card(served, technician):
    _, mine = await filed(served)
    await technician.tap(mine, "Ambil")
    _, other = await filed(served)
    await expect(technician.card(other)).to_be_visible()
    await technician.fill_in(mine, "Sudah saya ganti")
    await technician.tap(other, "Ambil")
    await expect(technician.card(other)).to_contain_text("Dikerjakan")
    note = technician.card(mine).get_by_label("Catatan")
    await expect(note).to_be_visible()
    await expect(note).to_have_value("Sudah saya ganti")
    await expect(technician.card(mine).get_by_label("Sebab")).to_have_value("cable")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_page_has_no_violation_with_tasks_on_it(served, technician, theme):
    _, number = await filed(served)
    await filed(served)
    await technician.page.context.add_cookies([{"name": "sigap-theme", "value": theme, "url": served.url}])
    await technician.page.reload()
    await technician.tap(number, "Ambil")
    await expect(technician.card(number)).to_contain_text("Dikerjakan")
    await technician.card(number).locator("summary").tap()
    await technician.page.emulate_media(reduced_motion="reduce")
    assert await violations(technician.page) == []
