"""The report list. Loaded and live from one template: htmx fetches the same address and takes its fragment."""

from dataclasses import replace
from typing import Any

from quart import Blueprint, Response, request

from dashboard import list_query, render, session, work_form
from dashboard.answers import go
from dashboard.list_look import COLUMNS, DENSITIES, look
from dashboard.list_tabs import tabs
from dashboard.report_lines import Lines
from server.clock import now
from server.config import Config
from server.domain.desk import ReportFilter, ReportPage
from server.domain.identity import parse_number
from server.domain.listing import Sort, format_cursor, normalised
from server.domain.report import TABLE, Priority, Status
from server.domain.roles import Act, may
from server.errors import InvalidInput
from server.services import agencies, desk, kinds, members, report_counts, saved_views, sight, staff

OFFERED = (*(status for status in Status if status not in {Status.DUPLICATE, Status.NEW}), Status.NEW)
"""Moves of many at once; merging has a button of its own."""
REOPENING = "reopening"
"""What a move brings along that needs a note from some statuses only."""


def register(routes: Blueprint, config: Config) -> None:
    """Add the list, its tabs and the views that people keep."""

    @routes.get("/reports")
    async def reports() -> Response:
        query = request.args.to_dict(flat=False)
        if not request.headers.get("HX-Request"):
            return await list_page(query)
        wanted = list_query.read_filter(query, by=session.signed_in(), now=now())
        return await render.page("parts/report_list.html", **await list_values(wanted, query))

    @routes.get("/reports/tabs")
    async def report_tabs() -> Response:
        query = request.args.to_dict(flat=False)
        who = session.signed_in()
        shown = await tabs(query, await saved_views.list_views(by=who), by=who, now=now())
        return await render.page("parts/report_tabs.html", tabs=shown, query=list_query.written(query))

    @routes.post("/reports/views")
    async def save_view() -> Response:
        form = await request.form
        query = list_query.parsed(str(form.get("query", "")))
        name = session.form_words(form, "name", 200)
        try:
            await saved_views.save_view(name, list_query.written(query), by=session.signed_in(), now=now())
        except InvalidInput as error:
            return await list_page(query, error.http_status, refused=error.fields["name"], typed_name=name)
        return go(list_query.address(query))

    @routes.post("/reports/views/<int:view_id>/remove")
    async def remove_view(view_id: int) -> Response:
        await saved_views.remove_view(view_id, by=session.signed_in())
        return go(list_query.HOME)


async def list_page(query: list_query.Query, status: int = 200, **more: Any) -> Response:
    """Return the whole page for a query."""
    wanted = list_query.read_filter(query, by=session.signed_in(), now=now())
    values = await list_values(wanted, query)
    values |= await _around(wanted, query, values["page"].ver) | more
    return await render.page("reports.html", status, **values)


async def list_values(wanted: ReportFilter, query: list_query.Query) -> dict[str, Any]:
    """Return what the list's fragment shows."""
    who = session.signed_in()
    found = await desk.list_reports(replace(wanted, folded=look().folds and not wanted.text), by=who)
    after = format_cursor(found.next_before) if found.next_before else None
    opened = ",".join(map(str, wanted.opened)) or None
    known, named = await agencies.choices(), await kinds.labels(render.locale())
    lines = Lines(
        named, {one.name: one.short for one in known if one.short}, look().columns,
        takes=may(who.role, Act.TAKE_REPORTS), contacts=may(who.role, Act.CONTACT_REPORTER),
    )  # fmt: skip
    return {
        "page": found, "wanted": normalised(wanted), "query": list_query.written(query), "look": look(),
        "kinds": named, "line_of": lines.write, "newer": await _newer(wanted, found),
        "live": list_query.address(query, before=_written(wanted.before), open=opened),
        "newest": list_query.address(query), "older": list_query.address(query, before=after) if after else None,
        "agencies": known,
        "here_with": lambda **changes: list_query.address(query, before=_written(wanted.before), **changes),
        "toggled": lambda burst: _toggled(wanted.opened, burst),
        "picks": lambda members: ",".join(f"{report_id}:{version}" for report_id, version in members),
    }  # fmt: skip


async def _newer(wanted: ReportFilter, found: ReportPage) -> int:
    """Return how many reports wait to be shown; on later pages nothing new would appear anyway."""
    return await report_counts.count_newer(wanted, by=session.signed_in()) if wanted.before is None else 0


async def _around(wanted: ReportFilter, query: list_query.Query, ver: int) -> dict[str, Any]:
    """Return what the page around the list shows: filters, tabs, what can be done."""
    who = session.signed_in()
    first = list_query.first
    views = await saved_views.list_views(by=who)
    return {
        "statuses": list(Status), "all_open": list_query.ALL_OPEN in query.get("status", ()),
        "priorities": list(Priority), "sorts": list(Sort),
        "team": await staff.list_staff(), "teams": await sight.teams_of(who), "period": first(query, "period"),
        "first_day": first(query, "from"), "last_day": first(query, "to"), "columns": COLUMNS, "densities": DENSITIES,
        "tabs": await tabs(query, views, by=who, now=now(), ver=ver), "views": views,
        "bulk_moves": [(to.value, _brings(to)) for to in OFFERED], "passed_on": await _passed_on(query),
        "open_only": normalised(wanted).sort in {Sort.DUE, Sort.WAITING}, **work_form.LISTS,
    }  # fmt: skip


async def _passed_on(query: list_query.Query) -> tuple[str, str] | None:
    """Return number and team of a report that has just gone out of sight; its page would only be missing."""
    number, teams = parse_number(list_query.first(query, "passed")), await members.team_labels(render.locale())
    team = teams.get(list_query.first(query, "to_team"))
    return (number, team) if number and team else None


def _brings(to: Status) -> str:
    """Return what a move of many has to bring along, wherever they come from."""
    asked = {row.brings.value for row in TABLE if row.to is to}
    return asked.pop() if len(asked) == 1 else REOPENING


def _toggled(opened: tuple[int, ...], burst: int) -> str | None:
    """Return which bursts are open when this one is pressed."""
    rest = [one for one in opened if one != burst]
    return ",".join(map(str, rest if burst in opened else [*opened, burst])) or None


def _written(cursor: tuple[int, ...] | None) -> str | None:
    return format_cursor(cursor) if cursor else None
