"""Reports as an export has them: a chunk at a time, one query each, with the people only when they are asked for."""

from collections.abc import Sequence
from typing import Any

from server.domain.export import COLUMNS

from . import models

OWN = tuple(name for name in COLUMNS if name not in {"agency", "assignee", "duplicate_of"})
JOINED = {"agency": "agency__name", "assignee": "assignee__name", "duplicate_of": "duplicate_of__number"}


async def read_chunk(report_ids: Sequence[int], *, personal: bool) -> list[dict[str, Any]]:
    """Return these reports in this order, by column; `reporter` and `whatsapp` are who filed them."""
    rows = await models.Report.filter(id__in=report_ids).values("id", *OWN, "agency_name", *JOINED.values())
    people = await _people(report_ids) if personal else {}
    found = {row["id"]: _named(row) | people.get(row["id"], {}) for row in rows}
    return [found[report_id] for report_id in report_ids if report_id in found]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    joined = {name: row[path] for name, path in JOINED.items()}
    return {name: row[name] for name in OWN} | joined | {"agency": row["agency__name"] or row["agency_name"]}


async def _people(report_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    people = models.Reporter.filter(report_id__in=report_ids).order_by("id")
    for person in await people.values("report_id", "name", "whatsapp"):
        found.setdefault(person["report_id"], {"reporter": person["name"], "whatsapp": person["whatsapp"]})
    return found
