"""One report: its facts, conversation and history, and what can be done with it."""

from typing import Any

from quart import Blueprint, Response, g, request

from dashboard import render, session, stream
from dashboard.answers import go, number
from server.clock import now
from server.config import Config
from server.domain.desk import ReportFile
from server.domain.report import Brings, Status, what_it_brings
from server.domain.roles import works_on
from server.errors import InvalidInput, MoveForbidden, StaleEdit
from server.services import desk, kinds, sight

MOST_TEXT = 2000
PARTS = ("stream", "facts", "work")
"""The live fragments of the page: each has a template of its name."""


def register(routes: Blueprint, config: Config) -> None:
    """Add the page, its live fragments and its forms."""

    @routes.get("/reports/<int:report_id>")
    async def report(report_id: int) -> Response:
        return await _page(report_id)

    @routes.get(f"/reports/<int:report_id>/<any({','.join(PARTS)}):part>")
    async def report_part(report_id: int, part: str) -> Response:
        return await render.page(f"parts/{part}.html", typed={}, error=None, **await _values(report_id))

    @routes.post("/reports/<int:report_id>/move")
    async def move_report(report_id: int) -> Response:
        form = await request.form
        typed = {name: session.form_words(form, name, MOST_TEXT + 1) for name in ("to", "note", "internal", "version")}
        try:
            await desk.move_report(
                report_id, to=typed["to"], note=typed["note"], internal=typed["internal"],
                version=number(typed["version"]), client_id=session.form_words(form, "client_id", 36),
                by=session.signed_in(), now=now(),
            )  # fmt: skip
        except (InvalidInput, MoveForbidden, StaleEdit) as error:
            return await _page(report_id, typed=typed, error=error)
        return _back(report_id)

    @routes.post("/reports/<int:report_id>/assign")
    async def assign_report(report_id: int) -> Response:
        form = await request.form
        chosen = session.form_words(form, "assignee", 20)
        version = number(session.form_words(form, "version", 20))
        try:
            await desk.assign_report(
                report_id, assignee_id=number(chosen) or None, version=version, by=session.signed_in(), now=now()
            )
        except (InvalidInput, StaleEdit) as error:
            return await _page(report_id, typed={"assignee": chosen}, error=error)
        return _back(report_id)

    @routes.post("/reports/<int:report_id>/reply")
    async def reply(report_id: int) -> Response:
        form = await request.form
        text = session.form_words(form, "text", MOST_TEXT + 1)
        try:
            await desk.reply_to_reporter(
                report_id, text=text, client_id=session.form_words(form, "client_id", 36),
                by=session.signed_in(), now=now(),
            )  # fmt: skip
        except InvalidInput as error:
            return await _page(report_id, typed={"text": text}, error=error)
        return _back(report_id, "reply")

    @routes.post("/reports/<int:report_id>/contact")
    async def contact(report_id: int) -> Response:
        link = await desk.contact_link(report_id, unit=g.desk.unit, by=session.signed_in(), now=now())
        return go(link)


async def _page(report_id: int, typed: dict[str, str] | None = None, error: Any = None) -> Response:
    values = await _values(report_id)
    status = 200 if error is None else error.http_status
    return await render.page("report.html", status, typed=typed or {}, error=error, **values)


async def _values(report_id: int) -> dict[str, Any]:
    who = session.signed_in()
    found = await desk.open_report(report_id, by=who, now=now())
    return {
        "file": found,
        "kinds": await kinds.labels(render.locale()),
        "team": await sight.possible_owners(report_id),
        "mine_to_do": works_on(who.role, staff_id=who.staff_id, assignee_id=found.assignee_id),
        "moves": _moves(found),
        "days": stream.by_day(found),
    }


def _moves(found: ReportFile) -> list[tuple[str, str]]:
    """Return the moves that the page offers and what each brings; merging waits for a way to choose the parent."""
    frm = Status(found.row.status)
    offered = [(to, what_it_brings(frm, Status(to))) for to in found.moves]
    return [(to, brings.value) for to, brings in offered if brings is not Brings.PARENT]


def _back(report_id: int, place: str = "") -> Response:
    return go(f"/dashboard/reports/{report_id}" + (f"#{place}" if place else ""))
