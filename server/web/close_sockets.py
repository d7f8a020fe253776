"""Close every open WebSocket with 1012 (service restart) before Hypercorn waits for them: it would wait for ever."""

import asyncio
import contextlib
from typing import Any

from .hypercorn_repairs import cut_unsent

RESTART = 1012
PATIENCE_SECONDS = 0.2
"""For all of them together; a reader that does not read would keep the stop waiting for as long as it likes."""
CUT_SECONDS = 0.7
"""Later those are cut: before Hypercorn's time is over, and with time left to finish writes (`server/serve.py`)."""


class CloseSocketsOnStop:
    """Remember each WebSocket's `send` while it is open."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._open: set[Any] = set()
        self._telling: set[asyncio.Task[None]] = set()

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
        """Tell every client to come back later, each of them once; who reads slowly may hear it after this returns."""
        now = {asyncio.create_task(_tell(send)) for send in self._open}
        self._open.clear()
        self._telling |= now  # the loop itself only keeps weak references
        if now:
            await asyncio.wait(now, timeout=PATIENCE_SECONDS)
        asyncio.get_running_loop().call_later(CUT_SECONDS, cut_unsent)


async def _tell(send: Any) -> None:
    with contextlib.suppress(Exception):
        await send({"type": "websocket.close", "code": RESTART})
