"""OPD data: what admins add, change and remove; forms that are open hear of it."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from server import bus
from server.domain.agency import check_agency
from server.domain.desk import Agency, AgencyDraft, SignedIn
from server.domain.events import AgenciesRevised
from server.domain.roles import Act, require
from server.errors import NotFound, StaleEdit
from server.store import agency, counters, timeline
from server.store.tx import tx


async def list_agencies(*, query: str = "", include_inactive: bool = True) -> tuple[Agency, ...]:
    """Return the OPD by name."""
    wanted = query.casefold()
    return tuple(
        one
        for one in await agency.every_one()
        if (include_inactive or one.active) and wanted in f"{one.name}\n{one.short}\n{one.slug}".casefold()
    )


async def find_agency(agency_id: int) -> Agency:
    """Return one OPD. Raises NotFound."""
    found = await agency.find(agency_id)
    if found is None:
        raise NotFound
    return found


async def add_agency(draft: AgencyDraft, *, by: SignedIn, now: datetime, development: bool = False) -> Agency:
    """Add an OPD. Raises InvalidInput for each wrong field; `development` lets plain http addresses pass."""
    require(by.role, Act.EDIT_AGENCIES)
    async with tx():
        checked = await _checked(draft, development)
        agency_id = await agency.add(checked, at=now)
        fact = await _revise("agency_added", checked.slug, by, now)
    await bus.deliver(fact)
    return await find_agency(agency_id)


async def edit_agency(
    agency_id: int, draft: AgencyDraft, *, version: int, by: SignedIn, now: datetime, development: bool = False
) -> Agency:
    """Change an OPD. Raises StaleEdit with what is stored now when somebody was faster."""
    require(by.role, Act.EDIT_AGENCIES)
    async with tx():
        checked = await _checked(draft, development, but=agency_id)
        if not await agency.change(agency_id, checked, version=version, at=now):
            stored = await find_agency(agency_id)
            raise StaleEdit({"name": stored.name, "short": stored.short, "version": stored.version})
        fact = await _revise("agency_edited", checked.slug, by, now)
    await bus.deliver(fact)
    return await find_agency(agency_id)


async def remove_agency(agency_id: int, *, by: SignedIn, now: datetime) -> Literal["deleted", "deactivated"]:
    """Delete an OPD that no report refers to, else deactivate it: its old reports keep their OPD."""
    require(by.role, Act.EDIT_AGENCIES)
    async with tx():
        found = await find_agency(agency_id)
        in_use = found.reports > 0
        if in_use:
            hidden = replace(_draft_of(found), active=False)
            await agency.change(agency_id, hidden, version=found.version, at=now)
        else:
            await agency.delete(agency_id)
        fact = await _revise("agency_deactivated" if in_use else "agency_deleted", found.slug, by, now)
    await bus.deliver(fact)
    return "deactivated" if in_use else "deleted"


async def _checked(draft: AgencyDraft, development: bool, but: int | None = None) -> AgencyDraft:
    others = [one for one in await agency.every_one() if one.id != but]
    return check_agency(
        draft, taken_slugs=[one.slug for one in others], taken_names=[one.name for one in others],
        development=development,
    )  # fmt: skip


def _draft_of(one: Agency) -> AgencyDraft:
    return AgencyDraft(one.name, one.short, one.slug, one.kind, one.aliases, one.origins, active=one.active)


async def _revise(event: str, slug: str, by: SignedIn, now: datetime) -> AgenciesRevised:
    revision = await counters.bump("agencies")
    ver = await timeline.append(
        report_id=None, event=event, actor="staff", staff_id=by.staff_id, at=now, data={"slug": slug}
    )
    return AgenciesRevised(revision, ver)
