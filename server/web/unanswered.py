"""End WebSockets whose client answers no ping but goes on sending.

Engine.IO forgets such a client after its pings, and waits for ever for what it sends next: a packet that asks for
nothing, every half minute, would keep a line open that nobody counts any more.
"""

import time
from typing import Any

PONG = "3"
LONGEST_SECONDS = 45.0
"""A ping goes out 20 s after the last answer and may take 20 s (`realtime/sockets.py`)."""


class EndUnanswered:
    """Read along; a silent client is Engine.IO's own to end."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        answered = time.monotonic()

        async def reading() -> Any:
            nonlocal answered
            event = await receive()
            if event.get("text") == PONG:
                answered = time.monotonic()
            elif time.monotonic() - answered > LONGEST_SECONDS:
                return {"type": "websocket.disconnect", "code": 1006}
            return event

        await self._app(scope, reading, send)
