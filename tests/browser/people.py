"""What a reporter and a desk person do in a browser, in their words."""

from playwright.async_api import Locator, Page, expect

from tests.wire import desk
from tests.wire.client import Visitor
from tests.wire.desk import PARTICULARS

FORM = {
    "Nama Anda": "Sari Wulandari",
    "Lokasi": "Lantai 2, ruang sekretariat",
    "Ceritakan masalahnya": "Internet mati sejak pagi, lampu modem merah",
    "Nomor WhatsApp": "0812-0000-1234",
}


FLAT = "compact.flat.age.place.problem.person.state.assignee"


class Reporter:
    """A civil servant with the widget in front of him."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).last

    async def open(self, address: str) -> None:
        await self.page.goto(address)
        await self.button("Lapor gangguan").click()
        await expect(self.log).to_be_visible()

    async def press(self, *names: str) -> None:
        for name in names:
            await self.button(name).click()

    async def fill(self, **changes: str) -> None:
        """Fill in the report form; `changes` by label."""
        for label, words in {**FORM, **changes}.items():
            await self.page.get_by_label(label, exact=False).first.fill(words)
        await self.page.get_by_text("Ya, terhenti", exact=True).click()

    async def number(self, patience: float | None = None) -> str:
        """Wait (ms) for the receipt, return its number; asked whether a colleague's is the same, say no."""
        shown, separate = self.page.get_by_text("NET-").first, self.button("Bukan, kirim sebagai laporan baru")
        await expect(shown.or_(separate).first).to_be_visible(timeout=patience)
        if await separate.is_visible():
            await separate.click()
        await expect(shown).to_be_visible()
        return (await shown.inner_text()).strip()


class DeskPerson:
    """A staff member with the dashboard in front of her."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    async def sign_in(self, email: str = desk.EMAIL) -> None:
        """Sign in, and see every report in a line of its own: what other tests filed would fold it away."""
        await self.page.context.add_cookies([{"name": "sigap-list", "value": FLAT, "url": self.url}])
        await self.page.goto(f"{self.url}/dashboard/reports")
        await self.page.get_by_label("Email").fill(email)
        await self.page.get_by_label("Kata sandi").fill(desk.PASSWORD)
        await self.page.get_by_role("button", name="Masuk").click()
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_visible()

    def row(self, words: str) -> Locator:
        return self.page.locator("#report-list tbody tr").filter(has_text=words)

    async def open_report(self, number: str) -> None:
        await self.row(number).get_by_role("link").click()
        await expect(self.page.get_by_role("heading", name=f"Laporan {number}")).to_be_visible()
        await expect(self.page.get_by_text("Langsung", exact=True)).to_be_visible()  # its script runs, and it is told

    async def move(self, to: str, note: str = "") -> None:
        await self.page.get_by_label("Status baru").select_option(label=to)
        for field, value in PARTICULARS.get(await self.page.get_by_label("Status baru").input_value(), {}).items():
            asked = self.page.locator(f"[name={field}]")
            await (asked.fill(value) if field.startswith("vendor") else asked.select_option(value))
        await self.page.get_by_label("Catatan untuk pelapor").fill(note)
        await self.page.get_by_role("button", name="Ubah status").click()

    async def save_opd(self, **fields: str) -> None:
        for label, words in fields.items():
            await self.page.get_by_label(label).fill(words)
        await self.page.get_by_role("button", name="Simpan").click()


async def file(server, **changes: str) -> str:
    """File a report past any browser and return its number."""
    visitor = Visitor(server.url)
    number = (await visitor.file(**changes))["reports"][0]["number"]
    await visitor.close()
    return number


async def show(person: DeskPerson, query: str) -> None:
    """Open the list for a query, and wait until it is live."""
    await person.page.goto(f"{person.url}/dashboard/reports?{query}")
    await expect(person.page.get_by_text("Langsung", exact=True)).to_be_visible()
