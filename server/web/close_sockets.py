"""Close every open WebSocket with 1012 (service restart) before Hypercorn waits for them: it would wait for ever."""

import contextlib
from typing import Any

RESTART = 1012


class CloseSocketsOnStop:
    """Remember each WebSocket's `send` while it is open."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._open: set[Any] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        self._open.add(send)
        try:
            await self._app(scope, receive, send)
        finally:
            self._open.discard(send)

    async def close_all(self) -> None:
        """Tell every client to come back later."""
        for send in tuple(self._open):
            with contextlib.suppress(Exception):
                await send({"type": "websocket.close", "code": RESTART})
