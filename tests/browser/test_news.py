"""What comes in is heard at the desk: on every page, by whom it concerns, once, and with nothing personal in it."""

import asyncio
import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from server.contract.visitor import SendMessage
from tests.dashboard.test_report import hire
from tests.wire.client import Visitor, new_id
from tests.wire.desk import EMAIL, Staff

from .conftest import new_page
from .people import DeskPerson, file, show
from .test_list import until

LISTEN = """
window.rings = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...given) { window.rings += 0.5; return start.apply(this, given); };
window.told = [];
window.Notification = class extends EventTarget {
  constructor(title, more) { super(); window.told.push([title, more.body]); window.newest = this; }
  close() {}
};
window.Notification.permission = 'granted';
window.Notification.requestPermission = async () => 'granted';
window.away = false;
Object.defineProperty(document, 'hidden', {get: () => window.away});
window.look = (away) => { window.away = away; document.dispatchEvent(new Event('visibilitychange')); };
"""  # two tones are one sound
HACKED = {"kind": "situs-aplikasi", "question": "situs-aplikasi/situs-diretas"}
ELSEWHERE = {
    "overview": "Ringkasan", "tasks": "Tugas saya", "reports?agency=kesbangpol&sort=due": "Laporan", "agencies": "OPD",
    "account": "Akun saya",
}  # fmt: skip


class Listener(DeskPerson):
    """Somebody who asked for sound and notifications, and what was heard and told in this tab."""

    async def opt_in(self, email: str = EMAIL) -> None:
        await self.page.add_init_script(LISTEN)
        await self.sign_in(email)
        await self.page.get_by_label("Suara dan pemberitahuan").click()
        await self.page.get_by_label("Bunyi saat ada laporan").check()
        await self.page.get_by_label("Pemberitahuan di layar").check()
        await self.page.keyboard.press("Escape")

    async def go(self, path: str) -> None:
        await self.page.goto(f"{self.url}/dashboard/{path}")
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_visible()

    async def hears(self, times: int = 1) -> list[list[str]]:
        """Wait for so many notifications, and return what they say."""
        async with asyncio.timeout(15):
            await until(self.page, f"window.told.length >= {times}")
        return await self.told()

    async def forgets(self) -> None:
        """Go on as if nothing had been heard so far, for what a test begins with."""
        await self.hears()
        await self.page.evaluate("window.told = []; window.rings = 0; localStorage.removeItem('sigap-rang')")

    async def told(self) -> list[list[str]]:
        return await self.page.evaluate("window.told")

    async def rings(self) -> float:
        return await self.page.evaluate("window.rings")


@pytest_asyncio.fixture(loop_scope="session")
async def listener(browser, server):
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = Listener(page, server.url)
    await person.opt_in()
    yield person
    assert page.errors == []
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def technician(browser, server):
    await (await hire(server, "technician")).http.aclose()
    page = await new_page(browser, viewport={"width": 1280, "height": 800})
    person = Listener(page, server.url)
    await person.opt_in("technician@kota.test")
    yield person
    assert page.errors == []
    await page.context.close()


async def filed(server, **changes: str) -> tuple[Visitor, str]:
    """File a report, and stay in its conversation."""
    visitor = Visitor(server.url)
    return visitor, (await visitor.file(**changes))["reports"][0]["number"]


async def write(visitor: Visitor, number: str, words: str) -> None:
    answer = await visitor.post(SendMessage.event(), {"client_id": new_id(), "text": words, "number": number})
    assert answer.status_code == 200, answer.text


async def take(server, number: str, email: str) -> None:
    owner = await Staff(server.url).enter(email)
    report_id = await owner.report_id(number)
    version = await owner.version(report_id)
    answer = await owner.post(f"tasks/{report_id}/take", version=version, client_id=new_id())
    assert answer.status_code == 303, answer.text
    await owner.http.aclose()


async def id_of(server, number: str) -> int:
    admin = await Staff(server.url).enter()
    found = await admin.report_id(number)
    await admin.http.aclose()
    return found


@pytest.mark.parametrize("path", ELSEWHERE)
async def test_a_new_report_rings_and_is_told_on_every_page_whatever_it_shows(listener, server, path):
    await listener.go(path)
    number = await file(server, agency="dinsos", kind="wifi", name="Sari Rahasia")
    (title, body), *more = await listener.hears()
    assert title == "Laporan baru" and number in body and "Dinas Sosial" in body and "Sari" not in body and not more
    assert await listener.rings() == 1


async def test_it_is_told_on_the_page_of_another_report_and_leads_there(listener, server):
    other = await file(server)
    await listener.hears()
    await listener.go(f"reports/{await id_of(server, other)}")
    number = await file(server, kind="wifi")
    assert number in (await listener.hears())[0][1]
    await listener.page.evaluate("window.newest.dispatchEvent(new Event('click'))")
    await expect(listener.page.get_by_role("heading", name=f"Laporan {number}")).to_be_visible()


@pytest.mark.parametrize(("path", "title"), ELSEWHERE.items())
async def test_the_titles_counter_counts_what_came_in_while_the_tab_was_hidden(listener, server, path, title):
    page = listener.page
    await listener.go(path)
    await page.evaluate("window.look(true)")
    for amount in (1, 2):
        await file(server, agency="dinsos", kind="wifi")
        await expect(page).to_have_title(re.compile(rf"^\({amount}\) {title}"))
    await page.evaluate("window.look(false)")
    await expect(page).to_have_title(re.compile(rf"^{title}"))


async def test_several_reports_are_one_notification_that_leads_to_the_list(listener, server):
    await listener.go("overview")
    await listener.page.evaluate("window.look(true)")
    await file(server, kind="wifi")
    await listener.hears()
    await file(server, kind="wifi")
    title, body = (await listener.hears(2))[1]
    assert title == "2 laporan atau pesan baru" and body == ""
    await listener.page.evaluate("window.newest.dispatchEvent(new Event('click'))")
    await expect(listener.page.get_by_role("heading", name="Laporan", exact=True)).to_be_visible()


async def test_who_may_not_see_a_teams_reports_hears_nothing_of_them(technician, listener, server):
    await technician.go("overview")
    await listener.go("overview")
    hacked = await file(server, **HACKED)
    assert hacked in (await listener.hears())[0][1]
    usual = await file(server, kind="wifi")
    told = await technician.hears()
    assert usual in told[0][1] and hacked not in str(told)


async def test_a_report_that_came_in_between_two_pages_is_told_on_the_next_one(listener, server):
    await listener.go("overview")
    await listener.page.route("**/dashboard/news*", lambda route: route.abort())
    async with listener.page.expect_event("requestfailed", lambda request: "/dashboard/news" in request.url):
        number = await file(server, kind="wifi")
    await listener.page.goto("about:blank")  # left before it asks again
    await listener.page.unroute("**/dashboard/news*")
    await listener.go("agencies")
    assert number in (await listener.hears())[0][1]


async def test_the_pill_that_is_pressed_later_does_not_ring_again(listener, server):
    first = await file(server, agency="bappeda", kind="wifi")
    await listener.forgets()
    await show(listener, "agency=bappeda")
    await listener.row(first).get_by_role("checkbox").focus()
    second = await file(server, agency="bappeda", kind="kabel-lan")
    pill = listener.page.get_by_role("button", name="1 laporan baru")
    await expect(pill).to_be_visible()
    await listener.hears()
    assert await listener.rings() == 1
    later = "const now = Date.now.bind(Date); Date.now = () => now() + 11000; localStorage.removeItem('sigap-rang')"
    await listener.page.evaluate(later)
    await pill.click()
    await expect(listener.row(second)).to_be_visible()
    await expect(pill).to_be_hidden()
    assert await listener.rings() == 1


async def test_of_several_tabs_the_one_that_is_looked_at_rings_and_tells(listener, server):
    behind = Listener(await listener.page.context.new_page(), server.url)
    await behind.page.add_init_script(LISTEN)
    await behind.go("overview")
    await behind.page.evaluate("window.look(true)")
    await listener.go("tasks")
    for times in (1, 2):
        await file(server, kind="wifi")
        await listener.hears(times)
    await expect(behind.page).to_have_title(re.compile(r"^\(2\) "))
    assert await listener.rings() == 1, "one sound in ten seconds"
    await listener.page.close()
    await file(server, kind="wifi")
    told = await behind.hears()
    assert [title for title, _ in told] == ["3 laporan atau pesan baru"], "the first that is told here"


async def test_a_message_rings_for_everybody_who_works_on_reports_while_nobody_owns_it(listener, technician, server):
    visitor, number = await filed(server, kind="wifi")
    for person in (listener, technician):
        await person.forgets()
    await listener.go("overview")
    await technician.go("tasks")
    await write(visitor, number, "Sari Rahasia menunggu, lampunya merah")
    for person in (listener, technician):
        title, body = (await person.hears())[0]
        assert title == f"Pesan baru pada {number}" and "Sari" not in body and "merah" not in body
        assert await person.rings() == 1


async def test_a_message_is_heard_by_the_reports_owner_and_nobody_else(listener, technician, server):
    visitor, number = await filed(server, kind="wifi")
    await technician.hears()
    await take(server, number, "technician@kota.test")
    await listener.hears()
    for person in (listener, technician):
        await person.go("overview")
    await write(visitor, number, "Lampunya masih merah")
    assert (await technician.hears())[0][0] == f"Pesan baru pada {number}"
    usual = await file(server, kind="wifi")
    told = await listener.hears()
    assert usual in told[0][1] and number not in str(told)


async def test_a_message_is_silent_where_its_report_is_open_and_looked_at(listener, server):
    visitor, number = await filed(server, kind="wifi")
    await listener.hears()
    await listener.go(f"reports/{await id_of(server, number)}")
    await write(visitor, number, "Lampunya masih merah")
    await expect(listener.page.locator("#stream")).to_contain_text("Lampunya masih merah")
    usual = await file(server, kind="wifi")
    told = await listener.hears()
    assert usual in told[0][1] and number not in str(told)
    await listener.page.evaluate("window.look(true)")
    await write(visitor, number, "Halo?")
    assert f"Pesan baru pada {number}" in str(await listener.hears(2))
