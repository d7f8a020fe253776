"""The report list. Loaded and live from one template: htmx fetches the same address and takes its fragment."""

from typing import Any
from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import render, session
from server.config import Config
from server.domain.desk import ReportFilter
from server.domain.listing import format_cursor, parse_cursor
from server.domain.report import Status
from server.services import agencies as agency_service
from server.services import desk, kinds

MOST_TEXT = 100


def register(routes: Blueprint, config: Config) -> None:
    """Add the list."""

    @routes.get("/reports")
    async def reports() -> Response:
        wanted = read_filter()
        found = await desk.list_reports(wanted, by=session.signed_in())
        after = format_cursor(found.next_before) if found.next_before else None
        agencies = await agency_service.list_agencies()
        values: dict[str, Any] = {
            "page": found, "wanted": wanted, "kinds": await kinds.labels(render.locale()), "live": address(),
            "newest": address(before=None), "older": address(before=after),
            "shorts": {one.name: one.short for one in agencies if one.short},
        }  # fmt: skip
        if request.headers.get("HX-Request"):
            return await render.page("parts/report_list.html", **values)
        return await render.page("reports.html", statuses=list(Status), agencies=agencies, **values)


def read_filter() -> ReportFilter:
    """Read the filter from the address; what makes no sense is left out."""
    before = request.args.get("before", "")
    status = request.args.get("status", "")
    return ReportFilter(
        statuses=(status,) if status in frozenset(Status) else (),
        agency=request.args.get("agency", "")[:64],
        kind=request.args.get("kind", "")[:64],
        text=request.args.get("q", "").strip()[:MOST_TEXT],
        before=parse_cursor(before),
    )


def address(**changes: object) -> str:
    """Return this list's address, with changes (None leaves a part out)."""
    kept = {name: request.args.get(name) for name in ("q", "status", "agency", "kind", "before")}
    query = urlencode({name: value for name, value in {**kept, **changes}.items() if value})
    return f"/dashboard/reports?{query}" if query else "/dashboard/reports"
