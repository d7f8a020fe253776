"""Photos and calls that the page itself asks for: with no network, refused, and with words half typed beside them."""

import io

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import expect

from tests.wire import pictures
from tests.wire.client import new_id
from tests.wire.desk import Staff
from tests.wire.hired import hire

from .people import file

HALF = "Kunci ada di"
UNREACHED = "server tidak terjangkau"
PHOTO = {"name": "perbaikan.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}


def huge_photo() -> dict[str, object]:
    """As a phone takes them: over 4 MB, and far less once it is made small."""
    out = io.BytesIO()
    Image.effect_noise((2600, 1950), 90).convert("RGB").save(out, "JPEG", quality=97)
    assert len(out.getvalue()) > 4_200_000
    return {**PHOTO, "buffer": out.getvalue()}


@pytest_asyncio.fixture(loop_scope="session")
async def page(desk_person, server):
    """A report on a desk person's screen."""
    number = await file(server)
    await desk_person.page.reload()
    await desk_person.open_report(number)
    yield desk_person.page
    await desk_person.page.context.set_offline(False)


@pytest_asyncio.fixture(loop_scope="session")
async def admin(server):
    staff = await Staff(server.url).enter()
    yield staff
    await staff.http.aclose()


def photos(page):
    return page.locator("#photos")


async def send(page, *chosen) -> None:
    if chosen:
        await photos(page).get_by_label("Tambah foto perbaikan").set_input_files(list(chosen))
    await photos(page).get_by_role("button", name="Kirim foto").click()


@pytest.mark.parametrize("half", ["", HALF])
async def test_photos_without_network_stay_chosen_and_the_next_press_sends_them(page, half):
    await page.locator("#reply").fill(half)
    await page.context.set_offline(True)
    await send(page, PHOTO)
    await expect(photos(page).get_by_text(UNREACHED)).to_be_visible()
    await page.context.set_offline(False)
    await send(page)
    await expect(photos(page).locator("img")).to_have_count(1)
    await expect(page.locator("#reply")).to_have_value(half)


@pytest.mark.parametrize("half", ["", HALF])
async def test_refused_photos_say_the_servers_reason_and_another_choice_is_sent(page, half):
    await page.locator("#reply").fill(half)
    await send(page, {**PHOTO, "buffer": b"bukan foto"})
    await expect(photos(page).get_by_role("status")).to_have_text("Ini bukan foto. Kirim berkas JPG, PNG, atau WebP.")
    await expect(page.locator("#reply")).to_have_value(half)
    await send(page, PHOTO)
    await expect(photos(page).locator("img")).to_have_count(1)


async def test_a_refused_large_photo_is_not_called_too_large(page, admin, desk_person):
    colleague = await hire(admin, "Cepat", "technician")
    report = int(page.url.rpartition("/")[2])
    await desk_person.page.context.clear_cookies(name="sigap")
    await desk_person.sign_in(colleague.email)
    await page.goto(f"{desk_person.url}/dashboard/reports/{report}")
    await photos(page).get_by_label("Tambah foto perbaikan").set_input_files([huge_photo()])
    await admin.post(f"reports/{report}/assign", assignee=admin.staff_id, version=await admin.version(report))
    await send(page)
    await expect(photos(page).get_by_role("status")).to_contain_text("Anda tidak berwenang")
    await colleague.http.aclose()


async def a_task(page, server, admin, note):
    """Take a report, with so much of a note typed on its card; return its id and the card."""
    report = await admin.report_id(await file(server, agency="pupr", kind="wifi", whatsapp="0812-0000-1234"))
    await admin.post(f"tasks/{report}/take", version="1", client_id=new_id())
    await page.goto(f"{server.url}/dashboard/tasks")
    card = page.locator(f"#task-{report}")
    await card.locator("summary").click()
    await card.get_by_label("Catatan").fill(note)
    return report, card


@pytest.mark.parametrize("half", ["", HALF])
async def test_a_call_without_network_says_so_and_the_next_tap_calls(page, server, admin, half):
    report, card = await a_task(page, server, admin, half)
    await page.context.set_offline(True)
    await card.get_by_role("button", name="Telepon").click()
    await expect(card.get_by_text(UNREACHED)).to_be_visible()
    await page.context.set_offline(False)
    async with page.expect_response("**/call") as called:
        await card.get_by_role("button", name="Telepon").click()
    assert (await called.value).ok
    await expect(card.get_by_text(UNREACHED)).to_be_hidden()
    await expect(card.get_by_label("Catatan")).to_have_value(half)
    await admin.move(report, "resolved", "Kabel diganti, sinyal normal")


async def test_a_call_that_only_the_form_answers_shows_the_number_and_keeps_the_words(page, server, admin):
    report, card = await a_task(page, server, admin, HALF)
    await page.route("**/call", lambda route: route.abort())
    await card.get_by_role("button", name="Telepon").click()
    await expect(card.locator('a[href="tel:+6281200001234"]')).to_be_visible()
    await expect(card.get_by_label("Catatan")).to_have_value(HALF)
    await admin.move(report, "resolved", "Kabel diganti, sinyal normal")
