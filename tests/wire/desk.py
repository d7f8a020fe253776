"""A staff member as the wire sees one: the sign-in form, then requests with its cookie and form token."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from .client import new_id

EMAIL, PASSWORD = "admin@kota.test", "kata-sandi-panjang"

PARTICULARS = {
    "resolved": {"cause": "cable", "action": "cable_fixed"},
    "rejected": {"reject_reason": "out_of_scope"},
    "waiting_vendor": {"vendor": "Telkom", "vendor_day": (datetime.now(UTC) + timedelta(days=2)).date().isoformat()},
}
"""What a move asks for beside its note."""


@dataclass
class Staff:
    """Signed in by `enter`; every form carries the token of the session."""

    url: str
    origin: str = ""
    """The server's public address, where it is not the one that is called."""
    http: httpx.AsyncClient = field(init=False)
    form_token: str = ""
    staff_id: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        self.http = httpx.AsyncClient(base_url=self.url, headers={"Origin": self.origin or self.url}, timeout=20)

    async def enter(self, email: str = EMAIL, password: str = PASSWORD) -> "Staff":
        answer = await self.http.post("/dashboard/login", data={"email": email, "password": password})
        assert answer.status_code == 303, answer.text
        page = await self.http.get("/dashboard/reports")
        self.email = email
        self.form_token = re.search(r'data-form-token="([^"]+)"', page.text)[1]
        self.staff_id = re.search(r'data-staff="(\d+)"', page.text)[1]
        return self

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self.http.post(f"/dashboard/{path}", data={"form_token": self.form_token, **form})

    async def report_id(self, number: str) -> int:
        """Find a report's id by searching for its number."""
        page = await self.http.get("/dashboard/reports", params={"q": number})
        return int(re.search(r'id="report-(\d+)"', page.text)[1])

    async def version(self, report_id: int) -> str:
        page = await self.http.get(f"/dashboard/reports/{report_id}")
        return re.search(r'name="version" value="(\d+)"', page.text)[1]

    async def move(self, report_id: int, to: str, note: str = "", version: str | None = None) -> httpx.Response:
        seen = version or await self.version(report_id)
        form = {"to": to, "note": note, "internal": "", "version": seen, "client_id": new_id()}
        return await self.post(f"reports/{report_id}/move", **{**form, **PARTICULARS.get(to, {})})


async def list_origin(url: str, slug: str, origin: str, *, public: str = "") -> None:
    """List an address for an OPD, as an admin does; `public` is the server's own address, if it is another."""
    staff = await Staff(url, public).enter()
    listing = await staff.http.get("/dashboard/agencies", params={"q": slug})
    agency = listing.text.split('href="/dashboard/agencies/')[2].split('"')[0]
    page = (await staff.http.get(f"/dashboard/agencies/{agency}")).text
    version = page.split('name="version" value="')[1].split('"')[0]
    answer = await staff.post(
        f"agencies/{agency}", name="Dinas Pendidikan", short="Disdik", slug=slug, kind="dinas", aliases="Dikbud",
        origins=origin, active="on", version=version,
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    await staff.http.aclose()
