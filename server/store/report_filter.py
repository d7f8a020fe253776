"""A filter of the report list as queries: one a status, each of which walks one index from its end.

MariaDB left alone walks the primary key past every report that is not meant, and sorts what several statuses give;
so the index is named, and statuses are asked one by one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.functions import Coalesce, Max, Min
from tortoise.queryset import QuerySet

from server.domain.desk import ReportFilter
from server.domain.identity import parse_number
from server.domain.report import Status
from server.domain.whatsapp import COUNTRY

from . import agency, models
from .kept import kept

Reports = QuerySet[models.Report]

SEARCHED = 50_000
"""Text has no index: so many of the newest reports are looked at, which takes a tenth of a second."""
MOST_NAMES = 1001
LARGE = frozenset({Status.CLOSED, Status.RESOLVED})
"""Where most reports are in the end: any other index is narrower."""
FEWEST_DIGITS = 4
"""Fewer digits of a WhatsApp number are in every second number."""
LEAST_SECONDS = 60.0
"""What comes in has a larger id: the smallest one of a period does not change, but for rows that are removed."""
BOUNDED_DAYS = timedelta(days=32)
"""A shorter period is turned into the ids that lie in it; a longer one is most of the table anyway."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Queries whose results together are what matches; `searched` is set when text was looked for in part of it."""

    queries: tuple[Reports, ...] = ()
    searched: int | None = None


def visible(hidden: frozenset[str]) -> Reports:
    """Return the reports that are not of these teams: where every list, count and export of the desk begins."""
    return models.Report.filter(team__not_in=sorted(hidden)) if hidden else models.Report.all()


async def matching(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool) -> Matching:
    """Return what matches of what is `visible`; `by_whatsapp` lets digits find a number."""
    query = visible(hidden)
    if wanted.agency:
        agency_id = await agency.id_of(wanted.agency)
        if agency_id is None:
            return Matching()
        query = query.filter(agency_id=agency_id)
    query = _compare(_narrow(query, wanted), wanted)
    if wanted.since or wanted.until:
        bounds = await _ids_of_period(wanted.since, wanted.until)
        if bounds is None:
            return Matching()
        query = _received(query, wanted).filter(**bounds)
    searched = None
    if wanted.text:
        searched, found = await _mentions(wanted, by_whatsapp)
        query = query.filter(found)
    return Matching(tuple(_by_status(query, wanted)), searched)


def _narrow(query: Reports, wanted: ReportFilter) -> Reports:
    if wanted.unanswered:
        query = query.filter(first_response_at__isnull=True)
    if wanted.overdue_at:
        unanswered_late = Q(first_response_at__isnull=True, response_due_at__lt=wanted.overdue_at)
        query = query.filter(Q(resolution_due_at__lt=wanted.overdue_at) | unanswered_late)
    if wanted.upto is not None:
        query = query.filter(id__lte=wanted.upto)
    return query


def _compare(query: Reports, wanted: ReportFilter) -> Reports:
    """Compare columns that have an index of their own; behind open statuses, which are few, so that none can be used.

    SQLite has no `force_index`: with two indexes to choose from it may walk a tenth of the table.
    """
    equal: dict[str, tuple[object, ...]] = {
        "kind": (wanted.kind,) if wanted.kind else (),
        "priority": wanted.priorities,
        "assignee_id": () if wanted.assignee_id is None else (wanted.assignee_id,),
        "team": (wanted.team,) if wanted.team else (),
    }
    for column, values in equal.items():
        if not values:
            continue
        if wanted.statuses and not LARGE & set(wanted.statuses):
            query = beside(query, column, values)
        elif values == (0,):
            query = query.filter(**{f"{column}__isnull": True})
        else:
            query = query.filter(**{f"{column}__in": values} if len(values) > 1 else {column: values[0]})
    return query


def beside(query: Reports, column: str, values: Collection[object]) -> Reports:
    """Compare a column in a way that no index serves; 0 stands for what is empty."""
    empty: object = 0 if column.endswith("_id") else ""
    return query.annotate(**{f"own_{column}": Coalesce(column, empty)}).filter(**{f"own_{column}__in": list(values)})


def _by_status(query: Reports, wanted: ReportFilter) -> list[Reports]:
    if not wanted.statuses:
        return [query.force_index(*_indexes(wanted, ""))]
    return [query.filter(status=status).force_index(*_indexes(wanted, status)) for status in wanted.statuses]


def _indexes(wanted: ReportFilter, status: str) -> tuple[str, ...]:
    """Name what MariaDB may walk; each of these ends in the id, so that nothing has to be sorted."""
    if wanted.agency:
        return ("idx_report_status_agency",) if status else ("idx_report_agency",)
    if status and status not in LARGE:
        return ("idx_report_status",)
    narrow = ("idx_report_assignee",) if wanted.assignee_id else ("idx_report_kind",) if wanted.kind else ()
    if status:
        return ("idx_report_status", *narrow)
    if len(wanted.priorities) == 1 and not narrow:
        return ("idx_report_priority",)
    return narrow or (("idx_report_team",) if wanted.team else ())


def _received(query: Reports, wanted: ReportFilter) -> Reports:
    if wanted.since:
        query = query.filter(received_at__gte=wanted.since)
    return query.filter(received_at__lt=wanted.until) if wanted.until else query


async def _ids_of_period(since: datetime | None, until: datetime | None) -> dict[str, int] | None:
    """Return the ids that a short period lies between, from its index alone; None when it is empty."""
    if since is None or (until is not None and until - since > BOUNDED_DAYS):
        return {}
    if until is None:
        least = await kept(("least id", since), LEAST_SECONDS, lambda: _least_id(since)) or await _least_id(since)
        return None if least is None else {"id__gte": least}
    (found,) = await _inside(since, until).annotate(least=Min("id"), most=Max("id")).values("least", "most")
    return None if found["least"] is None else {"id__gte": found["least"], "id__lte": found["most"]}


async def _least_id(since: datetime) -> int | None:
    """Return the smallest id from a moment on: eighty thousand rows of an index a month, so it is kept for a while."""
    (found,) = await _inside(since, None).annotate(least=Min("id")).values("least")
    return None if found["least"] is None else int(found["least"])


def _inside(since: datetime, until: datetime | None) -> Reports:
    return _received(models.Report.all().force_index("idx_report_received"), ReportFilter(since=since, until=until))


async def _mentions(wanted: ReportFilter, by_whatsapp: bool) -> tuple[int | None, Q]:
    """Match what is typed into the search field, in the period's newest reports; `contains` escapes LIKE's signs."""
    text = wanted.text
    number = parse_number(text)
    if number and await models.Report.filter(number=number).exists():
        return None, Q(number=number)
    floor = max(await _newest_id(wanted) - SEARCHED, 0)
    people = Q(name__contains=text)
    digits = _digits(text)
    if by_whatsapp and digits:
        people |= Q(whatsapp__contains=digits)
    named = models.Reporter.filter(people, report_id__gt=floor).order_by("-report_id").limit(MOST_NAMES)
    found = Q(id__in=list(await named.values_list("report_id", flat=True)) or [0])
    for column in ("number", "description", "place", "agency_name"):
        found |= Q(**{f"{column}__contains": text})
    renamed = await models.Agency.filter(Q(name__contains=text) | Q(short__contains=text)).values_list("id", flat=True)
    if renamed:
        found |= Q(agency_id__in=renamed)
    return (SEARCHED if await _has_older(wanted, floor) else None), Q(found, id__gt=floor)


async def _newest_id(wanted: ReportFilter) -> int:
    """Return the id of the newest report of the period, 0 when it has none."""
    query = models.Report.all().order_by("-id")
    if wanted.until:  # else the newest of all is in it
        query = models.Report.all().force_index("idx_report_received").order_by("-received_at", "-id")
        query = _received(query, wanted)
    found = await query.first().values("id")
    return int(found["id"]) if found else 0


async def _has_older(wanted: ReportFilter, floor: int) -> bool:
    """Say whether the period has reports that are not looked at."""
    if not wanted.since:
        return await models.Report.filter(id__lte=floor).exists()
    first = models.Report.filter(received_at__gte=wanted.since).force_index("idx_report_received")
    oldest = await first.order_by("received_at", "id").first().values("id")
    return bool(oldest and oldest["id"] <= floor)


def _digits(text: str) -> str:
    """Return the digits of a typed number as they are stored, or nothing when other signs are in it."""
    digits = "".join(sign for sign in text if sign not in "+-. ()")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if digits.startswith("0"):
        digits = COUNTRY + digits[1:]
    return digits if len(digits) >= FEWEST_DIGITS else ""
