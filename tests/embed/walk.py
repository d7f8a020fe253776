"""A walk through everything that the widget can show: each state is reached as a person reaches it, and named."""

from collections.abc import AsyncIterator

from playwright.async_api import Locator, Page, expect

from server.content import load_catalogue, phrase
from tests.browser.people import FORM
from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff
from tests.wire.pictures import jpeg

from .city import City

FIELDS = ("name", "place", "description", "whatsapp")
AGENCY = "disdik"
TYPED = "wifi nyambung tapi ga ada internet"
REPLY = "Baik, kami ke sana sekarang."
CATALOGUE = {one.key: one for one in load_catalogue().kinds}
LONG = "\n".join(f"{line}. Lampu modem berkedip merah, lalu padam, lalu menyala lagi." for line in range(1, 16))


class Walk:
    """One person with one device; `states` yields the name of each state when it is on the screen."""

    def __init__(self, page: Page, town: City, locale: str) -> None:
        self.page = page
        self.town = town
        self.locale = locale
        wifi = CATALOGUE["wifi"]
        self.kind, self.question = wifi.label[locale], wifi.questions[0].label[locale]

    def say(self, key: str) -> str:
        return phrase(f"widget.{key}", self.locale)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).last

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.button(self.say(key)).click()

    async def states(self) -> AsyncIterator[str]:
        async for name in self.talk():
            yield name
        async for name in self.report():
            yield name
        async for name in self.desk():
            yield name
        async for name in self.trouble():
            yield name

    async def talk(self) -> AsyncIterator[str]:
        await self.page.goto(self.town.site())
        await expect(self.button(self.say("launcher"))).to_be_visible()
        yield "launcher"
        await self.press("launcher")
        await expect(self.button(self.kind)).to_be_visible()
        yield "greeting"
        await self.button(self.kind).click()
        await expect(self.button(self.question)).to_be_visible()
        yield "questions"
        await self.button(self.question).click()
        await expect(self.button(self.say("answer.solved_yes"))).to_be_visible()
        yield "steps"
        await self.page.get_by_role("checkbox").first.check(force=True)
        await self.press("answer.solved_yes")
        await expect(self.page.get_by_role("log")).to_contain_text(self.say("answer.solved_thanks"))
        yield "solved"
        await self.page.get_by_role("textbox").last.fill(TYPED)
        await self.press("send")
        await expect(self.button(self.say("free_text.not_that"))).to_be_visible()
        yield "suggestions"
        await self.press("more")
        await expect(self.page.locator(".menu")).to_be_visible()
        yield "menu"
        await self.page.keyboard.press("Escape")

    async def report(self) -> AsyncIterator[str]:
        await self.press("menu.report_now")
        await expect(self.button(self.say("form.submit"))).to_be_visible()
        yield "form"
        await self.press("form.submit")
        await expect(self.page.get_by_role("alert").first).to_be_visible()
        yield "form-errors"
        for name, words in zip(FIELDS, FORM.values(), strict=True):
            await self.page.locator(f"#f-{name}").fill(words)
        await self.page.get_by_text(self.say("form.impact.stopped"), exact=True).click()
        await self.page.locator("#f-kind").select_option(value="internet-mati")
        photo = {"name": "modem.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
        broken = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
        await self.page.get_by_label(self.say("photo.choose")).set_input_files([photo, broken])
        await expect(self.page.get_by_text(self.say("errors.fields.photo.not_image"))).to_be_visible()
        yield "form-photos"
        await Visitor(self.town.sigap).file(agency=AGENCY, kind="wifi")
        await self.press("form.submit")
        await expect(self.page.get_by_text(self.say("twin.question")).first).to_be_visible()
        yield "same-fault"
        await self.press("twin.separate")
        await expect(self.page.get_by_text("NET-").first).to_be_visible()
        yield "receipt"

    async def desk(self) -> AsyncIterator[str]:
        number = (await self.page.get_by_text("NET-").first.inner_text()).strip()
        staff = await Staff(self.town.sigap).enter()
        report = await staff.report_id(number)
        await staff.move(report, "in_progress", "Tim jaringan menuju lokasi")
        await staff.post(f"reports/{report}/reply", text=f"{REPLY}\n{LONG}", client_id=new_id())
        await expect(self.page.get_by_text(REPLY).first).to_be_visible()
        yield "staff"
        await self.page.get_by_role("log").evaluate("log => { log.scrollTop = 0; }")
        await staff.post(f"reports/{report}/reply", text="https://pekanbaru.go.id/peta", client_id=new_id())
        await expect(self.button(self.say("news"))).to_be_visible()
        yield "news"
        await self.press("news")
        await self.press("more", "my_reports.title")
        await expect(self.page.get_by_role("heading", name=self.say("my_reports.title"))).to_be_visible()
        yield "reports"
        await staff.move(report, "resolved", "Kabel uplink longgar, sudah dipasang")
        await expect(self.button(self.say("own.confirm"))).to_be_visible()
        await self.page.get_by_role("radio", name=self.say("own.stars.4")).check(force=True)
        yield "resolved"
        await self.press("own.reopen", "own.reopen_send")
        await expect(self.page.get_by_text(self.say("own.reason_required"))).to_be_visible()
        yield "reopen"
        await self.page.get_by_text(self.say("own.find"), exact=True).click()
        await self.press("own.find_send")
        await expect(self.page.get_by_text(self.say("own.find_required"))).to_be_visible()
        yield "find"
        await self.page.get_by_role("button", name=self.say("back"), exact=True).click()
        await staff.http.aclose()

    async def trouble(self) -> AsyncIterator[str]:
        await self.page.context.set_offline(True)
        await self.page.get_by_role("textbox").last.fill("Masih mati")
        await self.press("send")
        await expect(self.page.locator(".bar").first).to_be_visible()
        yield "offline"
        await self.page.context.set_offline(False)
