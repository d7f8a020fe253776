"""A visitor as the wire sees one: the real python-socketio client, and plain HTTP."""

import json
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import socketio

from server.contract.base import PROTOCOL
from server.contract.emit import VISITOR_NOTICES
from server.contract.visitor import FileReport
from server.realtime.rooms import VISITOR

FORM = {
    "name": "Sari Wulandari",
    "agency": "disdik",
    "unit": "",
    "place": "Lantai 2, ruang sekretariat",
    "kind": "internet-mati",
    "question": None,
    "description": "Internet mati sejak pagi, lampu modem merah",
    "impact": "stopped",
    "whatsapp": "0812-0000-1234",
    "tried": [],
    "notice_version": "1.0",
    "wa_consent": False,
}


def new_id() -> str:
    return str(uuid.uuid4())


def report(**changes: Any) -> dict[str, Any]:
    """Return a valid `FileReport` payload, with changes."""
    return {**FORM, "client_id": new_id(), "occurred_at": datetime.now(UTC).isoformat(), **changes}


@dataclass
class Visitor:
    """One device: a token, a site, and both doors."""

    url: str
    site: str = "disdik"
    origin: str | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    notices: list[tuple[str, Any]] = field(default_factory=list)
    socket: socketio.AsyncClient | None = None
    refused: str = ""

    def passport(self, **changes: Any) -> dict[str, Any]:
        return {"protocol": PROTOCOL, "token": self.token, "site": self.site, "locale": "id", "page": "", **changes}

    async def post(self, event: str, command: Any, **passport: Any) -> httpx.Response:
        """Send one command by the POST door."""
        return await self.post_raw(event, json.dumps({**self.passport(**passport), "command": command}))

    async def post_raw(self, event: str, body: str | bytes) -> httpx.Response:
        headers = {"Content-Type": "text/plain", **({"Origin": self.origin} if self.origin else {})}
        async with httpx.AsyncClient(timeout=40) as http:
            return await http.post(f"{self.url}/api/visitor/{event}", content=body, headers=headers)

    async def connect(self, **passport: Any) -> None:
        """Open the socket door and remember every notice. Raises ConnectionError; `refused` then has the code."""
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("connect_error", self._refuse, namespace=VISITOR)
        for notice in VISITOR_NOTICES:
            self.socket.on(notice.event(), self._keep(notice.event()), namespace=VISITOR)
        await self.socket.connect(
            self.url,
            auth=self.passport(**passport),
            namespaces=[VISITOR],
            transports=["websocket"],
            headers={"Origin": self.origin} if self.origin else {},
        )

    async def _refuse(self, why: Any) -> None:
        self.refused = why["message"] if isinstance(why, dict) else str(why)

    def _keep(self, event: str) -> Any:
        async def keep(payload: Any) -> None:
            self.notices.append((event, payload))

        return keep

    async def call(self, event: str, command: Any) -> Any:
        """Send one command by the socket door and return its acknowledgement."""
        assert self.socket
        return await self.socket.call(event, command, namespace=VISITOR, timeout=10)

    async def send(self, door: str, event: str, command: Any) -> dict[str, Any]:
        """Send by the door named `socket` or `post`."""
        if door == "post":
            return (await self.post(event, command)).json()
        if self.socket is None:
            await self.connect()
        return await self.call(event, command)

    async def file(self, door: str = "post", **changes: Any) -> dict[str, Any]:
        return await self.send(door, FileReport.event(), report(**changes))

    async def close(self) -> None:
        if self.socket:
            await self.socket.disconnect()
