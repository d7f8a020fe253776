"""Places where fault experiments kill this process, as a power cut would: `SIGAP_FAILPOINT=before_commit:3`.

Nothing happens unless `arm` was called, and the configuration takes a failpoint only with SIGAP_DEVELOPMENT.
"""

import os
import signal
from typing import Any

POINTS = ("after_insert", "before_commit", "after_commit", "before_ack", "after_ack")

_hits_left: dict[str, int] = {}


def arm(failpoint: str) -> None:
    """Set `<point>:<nth hit>`; an empty string sets nothing."""
    point, _, hit = failpoint.partition(":")
    if point:
        _hits_left[point] = int(hit or 1)


def reach(point: str) -> None:
    """Die here when it is the armed point's turn."""
    if point not in _hits_left:
        return
    _hits_left[point] -= 1
    if not _hits_left[point]:
        os.kill(os.getpid(), signal.SIGKILL)


class AfterAck:
    """An ASGI layer that reaches `after_ack` once an answer at `path` is with the kernel; there in experiments only."""

    def __init__(self, app: Any, path: str) -> None:
        self._app = app
        self._path = path

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def sending(event: Any) -> None:
            await send(event)
            if event["type"] == "http.response.body" and not event.get("more_body"):
                reach("after_ack")

        await self._app(scope, receive, sending if scope.get("path") == self._path else send)
