"""The POST door: `POST /api/visitor/<command>`, the same commands through the same gateway as the socket.

The body is JSON sent as `text/plain`, with the token in it: no preflight, no token in a URL or a log.
"""

import asyncio
import json
from typing import Any

from quart import Blueprint, Request, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from server.errors import InvalidInput, TooLarge
from server.realtime.gateway import Answer, Gateway, refuse

from .caller import caller_of
from .headers import open_to_all

MAX_BODY = 65_536


def blueprint(gateway: Gateway) -> Blueprint:
    """Serve the door for `gateway`."""
    routes = Blueprint("visitor_api", __name__)

    @routes.post("/api/visitor/<event>")
    async def visitor_command(event: str) -> Response:
        try:
            body = read_object(await body_of(request, MAX_BODY))
        except (InvalidInput, TooLarge) as error:
            return answer(refuse(error, client_id=None, event=event))
        command = body.pop("command", None)
        return answer(await gateway.run(event, body, command, caller_of(request)))

    return routes


async def body_of(request: Request, most: int) -> bytes:
    """Return a request's whole body. Raises TooLarge."""
    request.max_content_length = most
    try:
        raw = await request.get_data(as_text=False)
    except RequestEntityTooLarge:
        raise TooLarge from None
    leave_if_cancelled()
    if len(raw) > most:
        raise TooLarge
    assert isinstance(raw, bytes)  # noqa: S101 - Quart types text and bytes as one
    return raw


def leave_if_cancelled() -> None:
    """Raise the cancellation that `wait_for` has swallowed, as it does on Python 3.11 when what it waits for comes too.

    Quart waits for a body with it, and a busy loop reads a body and its sender's hanging up in one go: without this, a
    crowd that is long gone would be served.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def read_object(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in a body. Raises InvalidInput for `body`."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise InvalidInput({"body": "not_json"}) from None
    if not isinstance(body, dict):
        raise InvalidInput({"body": "not_an_object"})
    return body


def answer(given: Answer) -> Response:
    """Put the gateway's answer into a response."""
    body = json.dumps(given.payload, ensure_ascii=False)
    response = Response(body, status=given.status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    if "retry_after" in given.payload:
        response.headers["Retry-After"] = str(given.payload["retry_after"])
    return open_to_all(response)
