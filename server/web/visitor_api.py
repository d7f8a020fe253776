"""The POST door: `POST /api/visitor/<command>`, the same commands through the same gateway as the socket.

The body is JSON sent as `text/plain`, with the token in it: no preflight, no token in a URL or a log.
"""

import json
from typing import Any

from quart import Blueprint, Response, request
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
            body = _read(await _body())
        except (InvalidInput, TooLarge) as error:
            return _answer(refuse(error, client_id=None, event=event))
        command = body.pop("command", None)
        return _answer(await gateway.run(event, body, command, caller_of(request)))

    return routes


async def _body() -> bytes:
    request.max_content_length = MAX_BODY
    try:
        return await request.get_data(as_text=False)  # type: ignore[return-value]  # Quart types both as one
    except RequestEntityTooLarge:
        raise TooLarge from None


def _read(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BODY:
        raise TooLarge
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise InvalidInput({"body": "not_json"}) from None
    if not isinstance(body, dict):
        raise InvalidInput({"body": "not_an_object"})
    return body


def _answer(answer: Answer) -> Response:
    body = json.dumps(answer.payload, ensure_ascii=False)
    response = Response(body, status=answer.status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    if "retry_after" in answer.payload:
        response.headers["Retry-After"] = str(answer.payload["retry_after"])
    return open_to_all(response)
