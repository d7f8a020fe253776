"""The OPD. They are few, so lists are read whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.functions import Count

from server.domain.agency import AgencyChoice
from server.domain.desk import Agency, AgencyDraft

from . import models


class InUse(Exception):
    """Reports refer to this OPD: it cannot be deleted."""


@dataclass(frozen=True, slots=True)
class Named:
    """What two OPD may not share."""

    id: int
    slug: str
    name: str


async def find_by_slug(slug: str) -> Agency | None:
    """Return the OPD with this slug, active or not."""
    row = await models.Agency.get_or_none(slug=slug)
    # MariaDB's collation finds `disdík` for `disdik`: such a hit is nothing.
    return _agency(row) if row and row.slug == slug else None


async def id_of(slug: str) -> int | None:
    """Return the id of an OPD, active or not."""
    row = await models.Agency.filter(slug=slug).first().values("id", "slug")
    return row["id"] if row and row["slug"] == slug else None


async def active_ones() -> tuple[Agency, ...]:
    """Return the OPD that a reporter can choose, by name."""
    return tuple(_agency(row) for row in await models.Agency.filter(active=True).order_by("name", "id"))


async def choices() -> tuple[AgencyChoice, ...]:
    """Return all OPD by name, active or not."""
    rows = models.Agency.all().order_by("name", "id").values_list("slug", "name", "short")
    return tuple(AgencyChoice(*row) for row in await rows)


async def every_one() -> tuple[Agency, ...]:
    """Return all OPD by name, with the number of their reports: reads that index of all reports."""
    counts = models.Report.filter(agency_id__isnull=False).annotate(n=Count("id")).group_by("agency_id")
    reports = dict(await counts.values_list("agency_id", "n"))
    rows = await models.Agency.all().order_by("name", "id")
    return tuple(_agency(row, reports.get(row.id, 0)) for row in rows)


async def names() -> tuple[Named, ...]:
    """Return what every OPD is called, active or not."""
    return tuple(Named(*row) for row in await models.Agency.all().values_list("id", "slug", "name"))


async def find(agency_id: int) -> Agency | None:
    """Return one OPD with the number of its reports."""
    row = await models.Agency.get_or_none(id=agency_id)
    return _agency(row, await models.Report.filter(agency_id=agency_id).count()) if row else None


async def add(draft: AgencyDraft, *, at: datetime) -> int:
    """Insert an OPD and return its id."""
    row = models.Agency(**_columns(draft), created_at=at, updated_at=at)
    await row.save()
    return row.id


async def change(agency_id: int, draft: AgencyDraft, *, version: int, at: datetime) -> bool:
    """Overwrite an OPD if it still is this version; say whether it was."""
    changes = _columns(draft) | {"updated_at": at, "version": version + 1}
    return bool(await models.Agency.filter(id=agency_id, version=version).update(**changes))


async def delete(agency_id: int) -> None:
    """Delete an OPD. Raises InUse: the database itself knows whether a report refers to it."""
    try:
        await models.Agency.filter(id=agency_id).delete()
    except IntegrityError as error:
        raise InUse from error


async def is_empty() -> bool:
    return not await models.Agency.exists()


async def write_first(drafts: Iterable[AgencyDraft], *, at: datetime) -> None:
    """Insert the OPD that an empty database starts with."""
    await models.Agency.bulk_create(models.Agency(**_columns(draft), created_at=at, updated_at=at) for draft in drafts)


def _columns(draft: AgencyDraft) -> dict[str, object]:
    return {
        "slug": draft.slug,
        "name": draft.name,
        "short": draft.short,
        "kind": draft.kind,
        "active": draft.active,
        "aliases": list(draft.aliases),
        "origins": list(draft.origins),
    }


def _agency(row: models.Agency, reports: int = 0) -> Agency:
    return Agency(
        id=row.id,
        slug=row.slug,
        name=row.name,
        short=row.short,
        kind=row.kind,
        active=row.active,
        aliases=tuple(row.aliases),
        origins=tuple(row.origins),
        version=row.version,
        reports=reports,
    )
