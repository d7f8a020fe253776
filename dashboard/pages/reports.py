"""The report list. Loaded and live from one template: htmx fetches the same address and takes its fragment."""

from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import render, session
from server.config import Config
from server.domain.desk import ReportFilter
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
        known = await kinds.labels(render.locale())
        if request.headers.get("HX-Request"):
            return await render.page("parts/report_list.html", page=found, wanted=wanted, kinds=known, live=address())
        return await render.page(
            "reports.html", page=found, wanted=wanted, kinds=known, statuses=list(Status), live=address(),
            agencies=await agency_service.list_agencies(),
        )  # fmt: skip


def read_filter() -> ReportFilter:
    """Read the filter from the address; what makes no sense is left out."""
    before = request.args.get("before", "")
    status = request.args.get("status", "")
    return ReportFilter(
        statuses=(status,) if status in frozenset(Status) else (),
        agency=request.args.get("agency", "")[:64],
        kind=request.args.get("kind", "")[:64],
        text=request.args.get("q", "").strip()[:MOST_TEXT],
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
    )


def address(**changes: object) -> str:
    """Return this list's address, with changes: what the live fragment is fetched from."""
    kept = {name: request.args[name] for name in ("q", "status", "agency", "kind", "before") if request.args.get(name)}
    query = urlencode({**kept, **changes})
    return f"/dashboard/reports?{query}" if query else "/dashboard/reports"
