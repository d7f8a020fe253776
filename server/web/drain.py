"""Read a refused request's body before it is answered.

Hypercorn ends a connection whose request was answered before its body had come, without a word to the client: the next
request on that line would fail. A refusal that is known from the headers alone is quick enough to run into it.
"""

import asyncio
import contextlib

from quart import Quart, Response, request
from werkzeug.exceptions import HTTPException

LONGEST = 1.0
"""Seconds for what is left of a body; a client that dawdles over a refused one loses its line."""


def register(app: Quart) -> None:
    """Drain every request that may have a body; what is too large ends its connection, as it should."""

    @app.after_request
    async def drain(response: Response) -> Response:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            with contextlib.suppress(TimeoutError, HTTPException):
                async with asyncio.timeout(LONGEST):
                    await request.body
        return response
