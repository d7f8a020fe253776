"""The list's filter as the query of an address: read strictly, written in one order, the same for links and views."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qs, urlencode

from server.domain.desk import ReportFilter, SignedIn
from server.domain.listing import Sort, days_between, parse_cursor, period_of
from server.domain.report import OPEN, Priority, Status
from server.errors import InvalidInput, TooLarge

HOME = "/dashboard/reports"
KEPT = (
    "q", "status", "agency", "kind", "priority", "assignee", "team", "period", "from", "to", "overdue", "unanswered",
    "sort",
)  # fmt: skip
"""What a view is; the rest of an address says only where in it somebody is."""
ALL_OPEN = "open"
MINE, NOBODYS = "me", "none"
MOST_OPENED = 40
MOST = {"q": 100, "agency": 64, "kind": 64}
MOST_OTHERS = 20
SEVERAL = {"status": (*Status, ALL_OPEN), "priority": tuple(Priority)}
"""Parts that may be given several times, with their values; of the others the first one holds."""
MOST_QUERY = 8000
"""Longer than anything that `written` writes: a letter of another script takes up to twelve characters."""
MOST_PARTS = 50

Query = Mapping[str, Sequence[str]]


def parsed(query: str) -> Query:
    """Return the parts of a query that `written` wrote.

    Raises TooLarge for one that it cannot have written: cut to size it would ask for something else.
    """
    if len(query) > MOST_QUERY:
        raise TooLarge
    try:
        return parse_qs(query, max_num_fields=MOST_PARTS)
    except ValueError:
        raise TooLarge from None


def read_filter(query: Query, *, by: SignedIn, now: datetime) -> ReportFilter:
    """Return the filter that a query asks for; values that make no sense are left out.

    Raises InvalidInput for an order that does not exist: no link of ours has one.
    """
    sort = first(query, "sort") or Sort.NEWEST.value
    if sort not in frozenset(Sort):
        raise InvalidInput({"sort": "unknown"})
    since, until = period_of(first(query, "period"), now) or days_between(first(query, "from"), first(query, "to"))
    upto = parse_cursor(first(query, "upto"))
    return ReportFilter(
        statuses=_statuses(query.get("status", ())),
        agency=_bounded(query, "agency"),
        kind=_bounded(query, "kind"),
        text=_bounded(query, "q"),
        before=parse_cursor(first(query, "before")),
        priorities=tuple(one.value for one in Priority if one.value in query.get("priority", ())),
        assignee_id=_assignee(first(query, "assignee"), by),
        team=_bounded(query, "team"),
        since=since,
        until=until,
        overdue_at=now if first(query, "overdue") else None,
        unanswered=bool(first(query, "unanswered")),
        sort=sort,
        upto=upto[0] if upto and len(upto) == 1 else None,
        opened=_opened(first(query, "open")),
    )


def written(query: Query, **changes: object) -> str:
    """Return what is kept of a query, in its one order, with changes (None leaves a part out).

    It is what `read_filter` reads of it and no more: read again, it is the same filter.
    """
    parts = {name: _kept(query, name) for name in KEPT}
    for name, value in changes.items():
        parts[name.rstrip("_")] = [] if value is None else [str(value)]
    return urlencode([(name, one) for name, values in parts.items() for one in values], errors="replace")


def address(query: Query, **changes: object) -> str:
    """Return the list's address with a query and changes of it."""
    found = written(query, **changes)
    return f"{HOME}?{found}" if found else HOME


def first(query: Query, name: str) -> str:
    return next(iter(query.get(name, ())), "")


def _kept(query: Query, name: str) -> list[str]:
    if name in SEVERAL:
        return [one for one in dict.fromkeys(query.get(name, ())) if one in SEVERAL[name]]
    return [words] if (words := _bounded(query, name)) else []


def _bounded(query: Query, name: str) -> str:
    words = first(query, name)
    return (words.strip() if name == "q" else words)[: MOST.get(name, MOST_OTHERS)]


def _statuses(given: Sequence[str]) -> tuple[str, ...]:
    """Return the statuses that exist, in the order of the life cycle; `open` stands for all that are."""
    wanted = set(given) | ({status.value for status in OPEN} if ALL_OPEN in given else set())
    return tuple(status.value for status in Status if status.value in wanted)


def _assignee(given: str, by: SignedIn) -> int | None:
    if given == MINE:
        return by.staff_id
    if given == NOBODYS:
        return 0
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _opened(given: str) -> tuple[int, ...]:
    found = [parse_cursor(part) for part in given.split(",")[:MOST_OPENED]]
    return tuple(one[0] for one in found if one and len(one) == 1)
