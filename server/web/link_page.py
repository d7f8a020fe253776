"""A report's page behind its secret link: its progress, and what its reporter can do, without JavaScript.

Whoever holds the link is the reporter: the token in the form is the capability, so there is no cookie to forge a
request with. Deeds come as the widget's commands, through the same limits, ledger and table.
"""

import uuid
from typing import Any

from quart import Blueprint, Response, abort, redirect, request

from server.clock import now
from server.contract.base import Write
from server.contract.reports import CancelReport, ConfirmSolved, RateReport, ReopenReport
from server.contract.visitor import SendMessage
from server.realtime.gateway import Answer, Gateway
from server.services import tracking
from server.services.qr import square
from server.services.world import World

from .caller import caller_of
from .pages import kind_label, locale_asked, words
from .templating import render

DEEDS: dict[str, type[Write]] = {
    "confirm": ConfirmSolved,
    "reopen": ReopenReport,
    "cancel": CancelReport,
    "rate": RateReport,
    "write": SendMessage,
}
"""Buttons of the page → the widget's commands."""

MOST = 2001
SAID = frozenset({*DEEDS})


def blueprint(world: World, gateway: Gateway) -> Blueprint:
    """Serve the page of `world`."""
    routes = Blueprint("link_page", __name__, template_folder="templates")

    @routes.get("/l/<token>")
    async def status(token: str) -> Response:
        done = request.args.get("ok", "")
        return await _page(world, token, done=done if done in SAID else "")

    @routes.post("/l")
    async def act() -> Response:
        form = {key: str(value)[:MOST] for key, value in (await request.form).items()}
        token, deed = form.get("token", ""), form.get("deed", "")
        found = await tracking.visitor_by_link(token, locale=locale_asked(), now=now())
        if found is None or deed not in DEEDS:
            abort(404)
        visitor, number = found
        event = DEEDS[deed].event()
        answer = await gateway.run_as(visitor, event, _command(deed, form, number), caller_of(request))
        if answer.payload["ok"]:
            return _to(f"/l/{token}?ok={deed}" + ("&lang=en" if locale_asked() == "en" else ""))
        return await _page(world, token, form=form, refused=answer)

    return routes


def _command(deed: str, form: dict[str, str], number: str) -> dict[str, Any]:
    command: dict[str, Any] = {"client_id": form.get("client_id", ""), "number": number}
    text = form.get("text", "")
    match deed:
        case "reopen":
            return {**command, "reason": text}
        case "rate":
            stars = form.get("stars", "")
            return {**command, "stars": int(stars) if stars.isascii() and stars.isdigit() else 0, "comment": text}
        case "write":
            return {**command, "text": text}
    return command


async def _page(
    world: World, token: str, *, form: dict[str, str] | None = None, refused: Answer | None = None, done: str = ""
) -> Response:
    report = await tracking.by_link(world, token)
    if report is None:
        abort(404)
    body = await render(
        "status.html", report=report, labels=kind_label(world, report.kind), token=token, done=done,
        client_id=lambda: str(uuid.uuid4()), typed=form or {}, problem=refused.payload if refused else {},
        qr=square(report.link, scale=4), **await words(world),
    )  # fmt: skip
    response = Response(body, status=refused.status if refused else 200)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _to(address: str) -> Response:
    moved = redirect(address, 303)
    assert isinstance(moved, Response)  # noqa: S101 - narrowed for the type checker
    return moved
