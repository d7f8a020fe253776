"""What a person sees when a page is missing or the server fails: a sentence and a way back, never a trace."""

import json
import secrets
from http import HTTPStatus
from typing import Any

import structlog
from quart import Quart, Response, request
from werkzeug.exceptions import HTTPException

from server.errors import NotFound, SigapError, Unavailable
from server.services.world import World
from server.store.trouble import translate

from .headers import open_to_all
from .pages import words
from .templating import render

log = structlog.get_logger("sigap.web")


def register(app: Quart, world: World) -> None:
    """Answer unknown addresses and unforeseen failures, as JSON below /api and as a page elsewhere."""

    async def missing(error: Any) -> tuple[Response, int]:
        status = getattr(error, "code", None) or 404
        page = "too_large" if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else "missing"
        return await _say(world, page, NotFound(), status)

    async def broken(error: Any) -> tuple[Response, int]:
        cause = getattr(error, "original_exception", None) or error
        rule = request.url_rule  # not the address itself: a secret may be in it
        where = rule.rule if rule and request.view_args else request.path
        if away := translate(cause):  # reads stand outside of `tx`, and raise what the driver says
            log.warning("unavailable", path=where, cause=type(away.__cause__ or cause).__name__)
            return await _say(world, "broken", away, 503)
        incident = secrets.token_hex(4)
        log.error("unforeseen failure", incident=incident, path=where, cause=type(cause).__name__, exc_info=cause)
        answer, status = await _say(world, "broken", Unavailable(retry_after=10), 500, incident)
        answer.headers["X-Incident"] = incident
        return answer, status

    app.register_error_handler(HTTPException, missing)
    app.register_error_handler(Exception, broken)  # else Quart logs a trace first, and the address with its secret
    app.register_error_handler(500, broken)


async def _say(
    world: World, page: str, error: SigapError, status: int, incident: str = ""
) -> tuple[Response, int]:  # fmt: skip
    """Answer with a sentence; `incident` is what the log knows the failure by, for whoever reports it."""
    public = error.public()
    if request.path.startswith("/api/"):
        response = open_to_all(Response(json.dumps({"ok": False, **public}), mimetype="application/json"))
    else:
        at_desk = request.path.startswith("/dashboard")
        said = await render("failure.html", page=page, incident=incident, at_desk=at_desk, **await words(world))
        response = Response(said)
    if "retry_after" in public:
        response.headers["Retry-After"] = str(public["retry_after"])
    return response, status
