"""The desk's list of reports: newest first, a page at a time from a cursor, never by counting through.

What it costs: which reports match is one walk along an index that ends after 1,001 hits; what a page shows of
them is three look-ups by id, however many rows it has. Only text has no index: every candidate is looked at.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from server.domain.desk import ReportClock, ReportFilter, ReportPage, ReportRow
from server.domain.identity import parse_number
from server.domain.whatsapp import COUNTRY, mask

from . import agency, models, timeline

MOST_COUNTED = 1000
FEWEST_DIGITS = 4
"""Fewer digits of a WhatsApp number are in every second number."""

COLUMNS = (
    "id", "number", "agency_name", "agency__name", "place", "kind", "question", "description", "received_at",
    "status", "priority", "impact", "assignee__name", "version",
)  # fmt: skip
CLOCK = tuple(field.name for field in fields(ReportClock))
"""Its columns are named as its fields are."""


def visible(hidden: frozenset[str]) -> QuerySet[models.Report]:
    """Return the reports that are not of these teams: where every list, count and export of the desk begins."""
    return models.Report.filter(team__not_in=sorted(hidden)) if hidden else models.Report.all()


async def read_page(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool) -> ReportPage:
    """Return a page of the reports that match, but for the `hidden` teams' (`services/sight.py`).

    `by_whatsapp` lets digits find a WhatsApp number too.
    """
    ver = await timeline.newest_ver()  # before the rows: at worst the page fetches once more
    nothing = ReportPage((), ver, 0, False, None)
    agency_id = None
    if wanted.agency:
        known = await agency.find_by_slug(wanted.agency)
        if known is None:
            return nothing
        agency_id = known.id
    matching = await _matching(wanted, agency_id, hidden, by_whatsapp)
    first = await _ids(matching, MOST_COUNTED + 1)
    if wanted.before is None:
        page = first[: wanted.limit + 1]
    else:
        page = await _ids(matching.filter(id__lt=wanted.before), wanted.limit + 1)
    rows = await read_rows(page[: wanted.limit])
    return ReportPage(
        rows=rows,
        ver=ver,
        total=min(len(first), MOST_COUNTED),
        capped=len(first) > MOST_COUNTED,
        next_before=page[wanted.limit - 1] if len(page) > wanted.limit else None,
    )


async def read_rows(report_ids: Sequence[int]) -> tuple[ReportRow, ...]:
    """Return these reports as lines of the list, newest first."""
    if not report_ids:
        return ()
    rows = await models.Report.filter(id__in=report_ids).order_by("-id").values(*COLUMNS, *CLOCK)
    reporters: dict[int, dict[str, str]] = {}
    people = models.Reporter.filter(report_id__in=report_ids).order_by("id")
    for person in await people.values("report_id", "name", "whatsapp"):
        reporters.setdefault(person["report_id"], person)  # who filed it, not who joined later
    touched = models.Timeline.filter(report_id__in=report_ids, actor="staff").distinct()
    seen = set(await touched.values_list("report_id", flat=True))
    return tuple(_row(row, reporters.get(row["id"], {}), row["id"] in seen) for row in rows)


async def _matching(
    wanted: ReportFilter, agency_id: int | None, hidden: frozenset[str], by_whatsapp: bool
) -> QuerySet[models.Report]:
    query = visible(hidden)
    if wanted.statuses:
        query = query.filter(status__in=wanted.statuses)
    if agency_id is not None:
        query = query.filter(agency_id=agency_id)
    if wanted.kind:
        query = query.filter(kind=wanted.kind)
    if wanted.text:
        query = query.filter(await _mentions(wanted.text, by_whatsapp))
    return query.force_index(*_indexes(wanted))


def _indexes(wanted: ReportFilter) -> tuple[str, ...]:
    """Name what MariaDB may walk. Left alone it walks the primary key past every report that is not meant."""
    if wanted.agency:
        return ("idx_report_status_agency",) if wanted.statuses else ("idx_report_agency",)
    if wanted.statuses and wanted.kind:
        return ("idx_report_status", "idx_report_kind")
    if len(wanted.statuses) == 1:
        return ("idx_report_status",)
    return ("idx_report_kind",) if wanted.kind else ()


async def _mentions(text: str, by_whatsapp: bool) -> Q:
    """Match what is typed into the search field. `contains` escapes the wildcards of LIKE."""
    people = Q(name__contains=text)
    digits = _digits(text)
    if by_whatsapp and digits:
        people |= Q(whatsapp__contains=digits)
    found = Q(id__in=Subquery(models.Reporter.filter(people).values("report_id")))
    for column in ("number", "description", "place", "agency_name"):
        found |= Q(**{f"{column}__contains": text})
    if number := parse_number(text):
        found |= Q(number=number)
    renamed = await models.Agency.filter(Q(name__contains=text) | Q(short__contains=text)).values_list("id", flat=True)
    return found | Q(agency_id__in=renamed) if renamed else found


def _digits(text: str) -> str:
    """Return the digits of a typed number as they are stored, or nothing when other signs are in it."""
    digits = "".join(sign for sign in text if sign not in "+-. ()")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if digits.startswith("0"):
        digits = COUNTRY + digits[1:]
    return digits if len(digits) >= FEWEST_DIGITS else ""


async def _ids(query: QuerySet[models.Report], limit: int) -> list[int]:
    return [int(row["id"]) for row in await query.order_by("-id").limit(limit).values("id")]


def _row(row: dict[str, Any], reporter: dict[str, str], seen: bool) -> ReportRow:
    shown = {name: row[name] for name in COLUMNS if "__" not in name and name != "agency_name"}
    return ReportRow(
        **shown,  # the columns are named as the fields are
        reporter=reporter.get("name", ""),
        agency=str(row["agency__name"] or row["agency_name"]),
        whatsapp_masked=mask(reporter["whatsapp"]) if reporter else "",
        assignee=row["assignee__name"],
        seen=seen,
        clock=ReportClock(**{name: row[name] for name in CLOCK}),
    )
