"""Who is in these tests: the desk's team, and reporters who write from their conversation."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from server.contract.shapes import ReportView
from server.contract.visitor import FileReport, Sync, Synced
from server.domain.desk import ReportFilter, SignedIn
from server.services import desk, filing, visitor
from server.services.world import Visitor, World
from server.store import staff

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
SEES_ALL = SignedIn(0, 0, "", "", "admin", "id", "")
LATER = NOON + timedelta(minutes=7)


@dataclass(frozen=True)
class Team:
    admin: SignedIn
    operator: SignedIn
    budi: SignedIn
    """A technician."""
    rina: SignedIn
    """Another one."""
    viewer: SignedIn


async def hire_team() -> Team:
    return Team(
        admin=await hire("Ayu", "admin"), operator=await hire("Oki", "operator"), budi=await hire("Budi", "technician"),
        rina=await hire("Rina", "technician"), viewer=await hire("Vera", "viewer"),
    )  # fmt: skip


async def hire(name: str, role: str, team: str = "network") -> SignedIn:
    """Add somebody who is signed in; sign-in itself has tests of its own."""
    new = staff.NewStaff(f"{name.lower()}@kota.test", name, role, "no password", team, NOON)
    member = await staff.add_staff(new, at=NOON)
    return SignedIn(0, member.id, name, member.email, role, "id", "form token", team)


@dataclass
class Reporter:
    """Somebody with one conversation and the report that was filed in it."""

    world: World
    who: Visitor
    id: int = 0
    number: str = ""

    async def reads(self) -> Synced:
        """Return the whole conversation, and the reporter's view of the reports."""
        return await visitor.sync(self.world, self.who, Sync(after=0))

    async def sees(self) -> ReportView:
        return (await self.reads()).reports[0]

    async def lines(self, kind: str) -> list[dict[str, object]]:
        """Return the lines of one type, as the widget gets them."""
        return [entry.line.model_dump() for entry in (await self.reads()).messages if entry.line.type == kind]


async def report(world: World, locale: str = "id", **given: object) -> Reporter:
    """File a report."""
    person = Reporter(world, Visitor(secrets.token_hex(32), "", locale, "https://disdik.go.id/", "a browser"))
    form: dict[str, object] = {
        "client_id": str(uuid.uuid4()), "name": "Sari", "agency": "disdik", "place": "Lantai 2",
        "kind": "internet-mati", "description": "Internet mati sejak pagi", "impact": "none",
        "whatsapp": "0812-3456-7890", "occurred_at": NOON, "notice_version": "1.0", "wa_consent": True, **given,
    }  # fmt: skip
    receipt = await filing.file_report(world, person.who, FileReport.model_validate(form), NOON)
    person.number = receipt.reports[0].number
    return await found(person)


async def found(person: Reporter) -> Reporter:
    """Look up the id behind a number, as the desk's search does."""
    page = await desk.list_reports(ReportFilter(text=person.number), by=SEES_ALL)
    person.id = page.rows[0].id
    return person


async def move(person: Reporter, to: str, by: SignedIn, note: str = "", version: int | None = None) -> None:
    """Move a report from the version that is there now."""
    seen = version if version is not None else await version_of(person)
    await desk.move_report(
        person.id, to=to, note=note, internal="", version=seen, client_id=str(uuid.uuid4()), by=by, now=LATER
    )


async def version_of(person: Reporter) -> int:
    page = await desk.list_reports(ReportFilter(text=person.number), by=SEES_ALL)
    return page.rows[0].version
