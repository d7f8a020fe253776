"""*Tugas saya*: a technician's own reports on a phone, taken and finished with one thumb."""

from typing import Any
from urllib.parse import urlencode

from quart import Blueprint, Response, request

from dashboard import render, session
from dashboard.answers import go, number
from server.clock import now
from server.config import Config
from server.domain.desk import ReportRow
from server.domain.particulars import Action, Cause
from server.errors import InvalidInput, MoveForbidden, StaleEdit
from server.services import desk, kinds, tasks, undoing

CITY = "Pekanbaru"
MAP = "https://www.google.com/maps/search/"
MOST_NOTE = 2001
REFUSALS = (InvalidInput, MoveForbidden, StaleEdit)


def register(routes: Blueprint, config: Config) -> None:
    """Add the page and its buttons."""

    @routes.get("/tasks", endpoint="tasks")
    async def show() -> Response:
        if request.headers.get("HX-Request"):
            return await render.page("parts/task_list.html", **await _values())
        return await render.page("tasks.html", **await _values())

    @routes.post("/tasks/<int:report_id>/take")
    async def take_task(report_id: int) -> Response:
        typed = await _typed()
        try:
            await tasks.take(
                report_id, version=number(typed["version"]), client_id=typed["client_id"], by=session.signed_in(),
                now=now(),
            )  # fmt: skip
        except REFUSALS as error:
            return await _refused(report_id, error, typed)
        return go("/dashboard/tasks")

    @routes.post("/tasks/<int:report_id>/start")
    async def start_task(report_id: int) -> Response:
        typed = await _typed()
        try:
            await desk.move_report(
                report_id, to="in_progress", note="", internal="", version=number(typed["version"]),
                client_id=typed["client_id"], by=session.signed_in(), now=now(),
            )  # fmt: skip
        except REFUSALS as error:
            return await _refused(report_id, error, typed)
        return go("/dashboard/tasks")

    @routes.post("/tasks/<int:report_id>/finish")
    async def finish_task(report_id: int) -> Response:
        typed = await _typed("cause", "action", "note")
        try:
            await tasks.finish(
                report_id, cause=typed["cause"], action=typed["action"], note=typed["note"],
                version=number(typed["version"]), client_id=typed["client_id"], by=session.signed_in(), now=now(),
            )  # fmt: skip
        except REFUSALS as error:
            return await _refused(report_id, error, typed)
        return go("/dashboard/tasks")


async def _typed(*names: str) -> dict[str, str]:
    form = await request.form
    return {name: session.form_words(form, name, MOST_NOTE) for name in ("version", "client_id", *names)}


async def _refused(report_id: int, error: Any, typed: dict[str, str]) -> Response:
    """Show the page again: what was refused, at its report or on top if it is no task any more, with what was typed."""
    values = {**await _values(), "wrong": report_id, "error": error, "typed": typed}
    if not any(row.id == report_id for row in (*values["tasks"].mine, *values["tasks"].free)):
        values["elsewhere"] = await tasks.number_of(report_id, by=session.signed_in())
    return await render.page("tasks.html", error.http_status, **values)


async def _values() -> dict[str, Any]:
    who = session.signed_in()
    return {
        "tasks": await tasks.tasks_of(who, now=now()),
        "kinds": await kinds.labels(render.locale()),
        "undo": await undoing.offer(who, now=now()),
        "causes": tuple(Cause), "actions": tuple(Action), "map_of": _map, "wrong": 0, "elsewhere": "",
        "error": None, "typed": {},
    }  # fmt: skip


def _map(row: ReportRow) -> str:
    """Return the address that looks the place up: office and room, in this city, without anything about the person."""
    return f"{MAP}?{urlencode({'api': 1, 'query': f'{row.agency}, {CITY}'})}"
