"""OPD data: what admins add, change and remove; forms that are open hear of it.

Every write begins by raising the revision: its row lock lets one at a time in, so that no name is taken twice.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Literal

from server.domain.agency import AgencyChoice, check_agency
from server.domain.desk import Agency, AgencyDraft, SignedIn
from server.domain.events import AgenciesRevised
from server.domain.roles import Act, require
from server.errors import NotFound, StaleEdit
from server.store import agency, counters, timeline

from .commit import LARGEST_ID, check_id, commit


async def list_agencies(*, query: str = "", include_inactive: bool = True) -> tuple[Agency, ...]:
    """Return the OPD by name; `query` looks into names, short names, slugs and aliases."""
    wanted = query.strip().casefold()
    return tuple(
        one
        for one in await agency.every_one()
        if (include_inactive or one.active)
        and wanted in "\n".join((one.name, one.short, one.slug, *one.aliases)).casefold()
    )


async def choices() -> tuple[AgencyChoice, ...]:
    """Return all OPD by name for a choice of one."""
    return await agency.choices()


async def find_agency(agency_id: int) -> Agency:
    """Return one OPD. Raises NotFound."""
    check_id(agency_id)
    found = await agency.find(agency_id)
    if found is None:
        raise NotFound
    return found


async def slug_of(agency_id: int) -> str | None:
    """Return the slug of an active OPD."""
    found = await agency.find(agency_id) if 0 < agency_id <= LARGEST_ID else None
    return found.slug if found and found.active else None


async def add_agency(draft: AgencyDraft, *, by: SignedIn, now: datetime, development: bool = False) -> Agency:
    """Add an OPD. Raises InvalidInput for each wrong field; `development` lets plain http addresses pass."""
    require(by.role, Act.EDIT_AGENCIES)

    async def unit() -> tuple[int, list[AgenciesRevised]]:
        revision = await counters.bump("agencies")
        checked = await _checked(draft, development)
        agency_id = await agency.add(checked, at=now)
        return agency_id, [await _record("agency_added", checked, revision, by=by, now=now)]

    return await find_agency(await commit(unit))


async def edit_agency(
    agency_id: int, draft: AgencyDraft, *, version: int, by: SignedIn, now: datetime, development: bool = False
) -> Agency:
    """Change an OPD; without a slug it keeps its own. Old reports show the new name too.

    Raises NotFound, InvalidInput, or StaleEdit with the fields that are stored now when somebody was faster.
    """
    require(by.role, Act.EDIT_AGENCIES)

    async def unit() -> tuple[None, list[AgenciesRevised]]:
        revision = await counters.bump("agencies")
        stored = await find_agency(agency_id)
        if stored.version != version:
            raise StaleEdit(asdict(_draft_of(stored)) | {"version": stored.version})
        kept = draft if draft.slug.strip() else replace(draft, slug=stored.slug)
        checked = await _checked(kept, development, but=agency_id)
        await agency.change(agency_id, checked, version=version, at=now)
        event = "agency_deactivated" if stored.active and not checked.active else "agency_edited"
        return None, [await _record(event, checked, revision, by=by, now=now, before=_draft_of(stored))]

    await commit(unit)
    return await find_agency(agency_id)


async def remove_agency(agency_id: int, *, by: SignedIn, now: datetime) -> Literal["deleted", "deactivated"]:
    """Delete an OPD that no report refers to, else deactivate it: its old reports keep it. Raises NotFound."""
    require(by.role, Act.EDIT_AGENCIES)

    async def unit() -> tuple[Literal["deleted", "deactivated"], list[AgenciesRevised]]:
        revision = await counters.bump("agencies")
        stored = await find_agency(agency_id)
        draft = _draft_of(stored)
        try:
            await agency.delete(agency_id)
        except agency.InUse:
            await agency.change(agency_id, replace(draft, active=False), version=stored.version, at=now)
            return "deactivated", [await _record("agency_deactivated", draft, revision, by=by, now=now)]
        return "deleted", [await _record("agency_deleted", draft, revision, by=by, now=now)]

    return await commit(unit)


async def _checked(draft: AgencyDraft, development: bool, but: int | None = None) -> AgencyDraft:
    others = [one for one in await agency.names() if one.id != but]
    return check_agency(
        draft, taken_slugs=[one.slug for one in others], taken_names=[one.name for one in others],
        development=development,
    )  # fmt: skip


def _draft_of(one: Agency) -> AgencyDraft:
    return AgencyDraft(one.name, one.short, one.slug, one.kind, one.aliases, one.origins, active=one.active)


async def _record(
    event: str, draft: AgencyDraft, revision: int, *, by: SignedIn, now: datetime, before: AgencyDraft | None = None
) -> AgenciesRevised:
    """Write who changed what; the row gives the change its place in the order that dashboards follow."""
    data: dict[str, object] = {"slug": draft.slug, "name": draft.name}
    if before is not None:
        old, new = asdict(before), asdict(draft)
        data["changed"] = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
    ver = await timeline.append(report_id=None, event=event, actor="staff", staff_id=by.staff_id, at=now, data=data)
    return AgenciesRevised(revision, ver)
