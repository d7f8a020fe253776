"""What is pressed and typed while the page is about something else: an answer on its way, a part that comes anew."""

import asyncio

import pytest_asyncio
from playwright.async_api import Route, expect

from tests.wire.client import new_id
from tests.wire.desk import Staff

from .people import file

REPLY = "Kami ke sana"
HALF = "Kunci ada di"


class Held:
    """Requests that the network keeps until they are let go."""

    def __init__(self) -> None:
        self.asked, self._free = asyncio.Event(), asyncio.Event()

    async def __call__(self, route: Route) -> None:
        answer = await route.fetch(max_redirects=0) if route.request.method == "GET" else None
        self.asked.set()
        await self._free.wait()
        await (route.fulfill(response=answer) if answer else route.continue_())

    def let_go(self) -> None:
        self._free.set()


@pytest_asyncio.fixture(loop_scope="session")
async def page(desk_person, server):
    """A report on a desk person's screen, and an older one of the same office that may be merged into it."""
    older, _elsewhere, number = await file(server), await file(server, kind="situs-aplikasi"), await file(server)
    await desk_person.page.reload()
    await desk_person.open_report(number)
    desk_person.page.older = older
    return desk_person.page


@pytest_asyncio.fixture(loop_scope="session")
async def colleague(server):
    staff = await Staff(server.url).enter()
    yield staff
    await staff.http.aclose()


def id_of(page) -> int:
    return int(page.url.rpartition("/")[2])


async def send_reply(page) -> None:
    await page.locator("#reply").fill(REPLY)
    await page.get_by_role("button", name="Kirim balasan").click()


async def test_a_press_goes_through_though_an_answer_comes_right_after_it(page):
    reply, taking = Held(), Held()
    await page.route("**/reply", reply)
    await page.route("**/assign", taking)
    await send_reply(page)
    await reply.asked.wait()
    await page.get_by_role("button", name="Ambil laporan ini").click(no_wait_after=True)
    await taking.asked.wait()
    async with page.expect_response("**/stream"):
        reply.let_go()
    taking.let_go()
    await expect(page.locator("#facts")).to_contain_text("Admin")
    await expect(page.locator("#stream")).to_contain_text(REPLY)


async def test_words_begun_while_a_reply_is_on_its_way_stay(page):
    reply = Held()
    await page.route("**/reply", reply)
    await send_reply(page)
    await reply.asked.wait()
    note = page.get_by_label("Catatan untuk pelapor")
    await note.fill(HALF)
    reply.let_go()
    await expect(page.locator("#stream")).to_contain_text(REPLY)
    await expect(page.locator("#reply")).to_have_value("")
    await expect(note).to_have_value(HALF)


async def test_words_begun_while_their_part_comes_anew_stay(page, colleague):
    part = Held()
    await page.route("**/work", part)
    await colleague.move(id_of(page), "in_progress")
    await part.asked.wait()
    note = page.get_by_label("Catatan untuk pelapor")
    await note.fill(HALF)
    async with page.expect_response("**/work"):
        part.let_go()
    await expect(page.locator("#facts")).to_contain_text("Dikerjakan")
    await expect(note).to_have_value(HALF)


async def test_a_button_under_the_finger_stays_the_one_that_was_pressed(page, server, colleague):
    await (await merge_button(page)).hover()
    await page.mouse.down()
    nearer = await a_nearer_one_comes(page, server, colleague)
    await page.mouse.up()
    await is_merged(page, not_this=nearer)


async def test_the_row_that_the_keyboard_is_on_stays_that_row(page, server, colleague):
    await (await merge_button(page)).focus()
    nearer = await a_nearer_one_comes(page, server, colleague)
    await expect(page.locator("#kin")).to_contain_text(nearer)
    await page.keyboard.press("Enter")
    await is_merged(page, not_this=nearer)


async def merge_button(page):
    """Return the button that merges the older report of the same office, which stands first."""
    first = page.locator("#kin li").first
    await expect(first).to_contain_text(page.older)
    return first.get_by_role("button", name="Gabungkan ke sini")


async def a_nearer_one_comes(page, server, colleague) -> str:
    """File a report that belongs before all others, and wait until the page has heard of it."""
    nearer = await file(server)
    await colleague.post(f"reports/{id_of(page)}/reply", text=REPLY, client_id=new_id())
    await expect(page.locator("#stream")).to_contain_text(REPLY)
    return nearer


async def is_merged(page, *, not_this: str) -> None:
    children = page.locator("#kin li").filter(has=page.get_by_role("button", name="Pisahkan lagi"))
    await expect(children).to_contain_text([page.older])
    await expect(page.locator("#kin li").filter(has_text=not_this)).to_contain_text("Gabungkan ke sini")


async def test_a_refused_move_that_was_put_right_is_refused_no_more(page):
    await page.get_by_label("Status baru").select_option(label="Tolak laporan")
    await page.locator("[name=reject_reason]").select_option("spam")
    await page.get_by_role("button", name="Ubah status").click()
    await expect(page.locator("#note-wrong")).to_be_visible()
    await page.get_by_label("Catatan untuk pelapor").fill("Bukan gangguan jaringan")
    await page.get_by_role("button", name="Ubah status").click()
    await expect(page.locator("#facts")).to_contain_text("Ditolak")
    await expect(page.locator("#note-wrong")).to_be_hidden()


async def test_the_next_words_in_the_same_field_stay_and_are_sent_too(page):
    reply = Held()
    await page.route("**/reply", reply)
    await send_reply(page)
    await reply.asked.wait()
    await expect(page.locator("#reply")).to_have_value("")  # taken: what comes now is the next one
    await page.locator("#reply").fill("Sekitar pukul 10")
    await page.get_by_role("button", name="Kirim balasan").click()
    reply.let_go()
    for words in (REPLY, "Sekitar pukul 10"):
        await expect(page.locator("#stream").get_by_text(words)).to_have_count(1)


async def test_a_refusal_does_not_take_away_what_is_typed_beside_it(page, colleague):
    move = Held()
    await page.route("**/move", move)
    await page.get_by_role("button", name="Ubah status").click()
    await move.asked.wait()
    await page.locator("#reply").fill(HALF)
    await colleague.move(id_of(page), "in_progress")
    async with page.expect_response("**/move"):
        move.let_go()
    await expect(page.locator("#facts")).to_contain_text("Dikerjakan")
    await expect(page.locator("#reply")).to_have_value(HALF)
    await page.locator("#reply").fill("")
    await page.locator("h1").click()
    await expect(page.locator(".clash")).to_be_visible(timeout=30_000)  # shown once nothing is lost by it


async def test_a_session_that_ends_leaves_half_a_reply_where_it_is(page, colleague):
    await page.locator("#reply").fill(HALF)
    await page.context.clear_cookies()
    async with page.expect_response("**/stream"):
        await colleague.post(f"reports/{id_of(page)}/reply", text=REPLY, client_id=new_id())
    await expect(page.locator("#session")).to_be_visible()
    await expect(page.locator("#reply")).to_have_value(HALF)
