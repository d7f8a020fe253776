"""A dashboard's socket as the server sees it: the signed-in cookie, the form token, and every notice that came."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import socketio

from server.contract.emit import DeskChanged, Heartbeat, SessionEnded
from server.realtime.rooms import DASHBOARD
from tests.wire.desk import Staff


@dataclass
class Board:
    """One open page of the desk, connected to the process at `url` with the session of `staff`."""

    url: str
    staff: Staff
    origin: str
    notices: list[tuple[str, Any]] = field(default_factory=list)
    ver: int = 0
    """The newest `ver` the page knows of."""
    told: set[int] = field(default_factory=set)
    """The reports that it was told to read again."""
    socket: socketio.AsyncClient = field(default_factory=lambda: socketio.AsyncClient(reconnection=False))

    async def open(self) -> "Board":
        for notice in (DeskChanged, Heartbeat, SessionEnded):
            self.socket.on(notice.event(), self._keep(notice.event()), namespace=DASHBOARD)
        cookies = "; ".join(f"{name}={value}" for name, value in self.staff.http.cookies.items())
        await self.socket.connect(
            self.url, auth={"form_token": self.staff.form_token}, namespaces=[DASHBOARD], transports=["websocket"],
            headers={"Origin": self.origin, "Cookie": cookies},
        )  # fmt: skip
        return self

    def reports(self) -> list[int]:
        """Return the ids of the reports it was told to read again, each as often as it was told."""
        return [one for event, payload in self.notices if event == DeskChanged.event() for one in payload["reports"]]

    def _keep(self, event: str) -> Any:
        async def keep(payload: Any) -> None:
            self.notices.append((event, payload))
            self.ver = max(self.ver, payload.get("ver", 0))
            self.told.update(payload.get("reports", ()))

        return keep

    async def close(self) -> None:
        if self.socket.connected:
            await self.socket.disconnect()


async def until(condition: Any, seconds: float) -> float:
    """Wait for the thing, not for the clock, and return the seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)
    return time.monotonic() - began
