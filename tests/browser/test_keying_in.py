"""*Catat laporan*: an operator with the telephone at her ear, and the caller's own report that arrives later."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.serving import start_server
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire

from .axe import violations
from .conftest import SETTINGS, new_page
from .people import DeskPerson

WIB = timedelta(hours=7)
CALLER = {
    "Nama pelapor": "Tono Saputra", "Nomor WhatsApp": "0813-0000-2222", "Lokasi": "Loket 3, lantai 1",
    "Deskripsi": "Wi-Fi di loket tidak tersambung sejak pagi",
}  # fmt: skip
ASKED = {
    "name": "Nama pelapor", "whatsapp": "Nomor WhatsApp", "agency": "Instansi", "place": "Lokasi", "kind": "Jenis",
    "description": "Deskripsi",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def served(tmp_path_factory):
    running = start_server(SETTINGS, tmp_path_factory.mktemp("keying"))
    yield running
    running.stop()


class Operator(DeskPerson):
    """Somebody who takes calls."""

    async def open_form(self):
        await self.page.goto(f"{self.url}/dashboard/reports/new")
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_attached()

    async def fill_in(self, agency, kind="Wi-Fi bermasalah", **changes):
        for label, words in {**CALLER, **changes}.items():
            await self.page.get_by_label(label, exact=True).fill(words)
        await self.page.locator("#agency").select_option(agency)
        await self.page.locator("#kind").select_option(kind)
        await self.page.get_by_label("Ya, terhenti").check()

    async def save(self):
        await self.page.get_by_role("button", name="Simpan laporan").click()

    async def number(self):
        """Return the number that is read to the caller."""
        aloud = self.page.locator(".aloud")
        await expect(aloud).to_contain_text("NET-")
        return (await aloud.get_by_text("NET-").first.inner_text()).strip()


@pytest_asyncio.fixture(loop_scope="session")
async def operator(browser, served):
    admin = await Staff(served.url).enter()
    staff = await hire(admin, f"Ops{time.monotonic_ns()}", "operator")
    page = await new_page(browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    person = Operator(page, served.url)
    await person.sign_in(staff.email)
    await person.open_form()
    yield person
    assert page.errors == []
    for someone in (admin, staff):
        await someone.http.aclose()
    await page.context.close()


async def test_a_call_becomes_a_report_with_a_number_a_code_and_its_channel(operator):
    await operator.page.get_by_label("WhatsApp", exact=True).check()
    await operator.fill_in("dinkes", "wifi")
    await operator.save()
    number = await operator.number()
    await expect(operator.page.get_by_role("heading", name=f"Laporan {number}")).to_be_visible()
    await expect(operator.page.locator("#facts")).to_contain_text("WhatsApp")
    await expect(operator.page.locator("main")).to_contain_text("Tono Saputra")


async def test_every_missing_field_says_so_beside_itself_and_the_rest_stays(operator):
    page = operator.page
    await page.get_by_label("Datang langsung").check()
    await page.locator("#occurred_at").fill("2026-01-05T08:30")
    await page.evaluate("document.querySelector('form.keyin').noValidate = true")  # a browser that asks for nothing
    await operator.save()
    for field in ASKED:
        said = page.locator(f"#{field}-wrong")
        await expect(said).to_be_visible()
        assert await page.locator(f"#{field}").get_attribute("aria-describedby") == f"{field}-wrong"
        below = await page.evaluate(
            "id => document.getElementById(`${id}-wrong`).getBoundingClientRect().top"
            " - document.getElementById(id).getBoundingClientRect().bottom", field,
        )  # fmt: skip
        assert 0 <= below < 40, field
    await expect(page.get_by_role("alert")).to_contain_text("isian ini")
    await expect(page.locator("#impact ~ .wrong").first).to_be_visible()
    await expect(page.get_by_label("Datang langsung")).to_be_checked()
    await expect(page.locator("#occurred_at")).to_have_value("2026-01-05T08:30")


async def test_a_number_that_is_no_mobile_is_said_and_everything_that_was_typed_is_there(operator):
    page = operator.page
    await operator.fill_in("dinkes", "wifi", **{"Nomor WhatsApp": "0761-35781"})
    await operator.save()
    await expect(page.locator("#whatsapp-wrong")).to_be_visible()
    await expect(page.locator(".wrong")).to_have_count(1)
    for label, words in {**CALLER, "Nomor WhatsApp": "0761-35781"}.items():
        await expect(page.get_by_label(label, exact=True)).to_have_value(words)
    await expect(page.locator("#agency")).to_have_value("dinkes")
    await expect(page.locator("#kind")).to_have_value("wifi")
    await expect(page.get_by_label("Ya, terhenti")).to_be_checked()
    await page.get_by_label("Nomor WhatsApp", exact=True).fill("0813-0000-2222")
    await operator.save()
    assert (await operator.number()).startswith("NET-")


async def test_an_open_report_of_the_same_office_and_kind_is_suggested(served, operator):
    earlier = (await Visitor(served.url).file(agency="bapenda", kind="kabel-lan"))["reports"][0]["number"]
    await operator.fill_in("bapenda", "kabel-lan")
    await operator.save()
    await operator.number()
    suggested = operator.page.locator("#kin li").filter(has_text=earlier)
    await expect(suggested).to_contain_text("OPD dan jenis sama")


async def test_the_callers_own_report_that_waited_for_network_is_suggested_as_a_copy_and_merged(served, operator):
    """He phoned because his office was offline; his widget sends what it kept once the line is back."""
    began = datetime.now(UTC) - timedelta(hours=2)
    await operator.fill_in("dishub", "internet-mati")
    await operator.page.locator("#occurred_at").fill(f"{began + WIB:%Y-%m-%dT%H:%M}")
    await operator.save()
    number = await operator.number()
    at = began.isoformat()
    late = Visitor(served.url, site="dishub")
    sent = await late.file(agency="dishub", kind="internet-mati", occurred_at=at, queued_at=at)
    original = sent["reports"][0]["number"]
    await operator.page.reload()
    suggested = operator.page.get_by_text(f"{original} dari Sari Wulandari")
    await expect(suggested).to_contain_text("satu ditulis petugas, satu lagi baru tiba dari perangkat pelapor")
    await operator.page.get_by_role("button", name="Gabungkan ke sini").first.tap()
    await expect(operator.page.get_by_role("heading", name="Digabung ke sini")).to_be_visible()
    seen = (await late.post("sync", {"after": 0})).json()["reports"][0]
    assert seen["merged_into"]["number"] == number


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_the_form_has_no_violation_with_and_without_messages(served, operator, theme):
    page = operator.page
    await page.context.add_cookies([{"name": "sigap-theme", "value": theme, "url": served.url}])
    await page.emulate_media(reduced_motion="reduce")
    await operator.open_form()
    assert await violations(page) == []
    await page.evaluate("document.querySelector('form.keyin').noValidate = true")
    await operator.save()
    await expect(page.get_by_role("alert").first).to_be_visible()
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
