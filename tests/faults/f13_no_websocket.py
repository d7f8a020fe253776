"""F13 and F14: WebSocket blocked, and a captive portal: forty queued commands a browser go by POST, in order."""

import asyncio
import contextlib
import json
import secrets
import time
import uuid
from dataclasses import dataclass, field

import aiohttp

from server.contract.base import PROTOCOL
from server.contract.visitor import SendMessage, Sync

from .lab import Lab, Verdict
from .proxy import FaultProxy, Mode, Weather

GOAL = "100 % delivered, doubled 0, order kept"


@dataclass
class QueuedBrowser:
    """An outbox of messages that were written while nothing could be sent; one in flight, first in, first out."""

    url: str
    commands: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    receipts: int = 0
    tried: int = 0
    opened: int = 0
    """WebSockets that it asked for, and that were let through."""

    async def flush(self, session: aiohttp.ClientSession) -> None:
        """Ask for a WebSocket now and then, and send every command until its receipt comes."""
        for place in range(self.commands):
            if place % 10 == 0:
                await self._try_socket()
            command = {"client_id": str(uuid.uuid4()), "text": f"pesan antrean {place:03d}"}
            while not await self._sent(session, command):
                await asyncio.sleep(1)
            self.receipts += 1

    async def arrived_in_order(self, session: aiohttp.ClientSession) -> bool:
        """Read the conversation back: every message once, in the order of writing."""
        answer = await self._post(session, Sync.event(), {"after": 0})
        own = [line["line"]["text"] for line in answer["messages"] if line["author"] == "visitor"]
        return own == [f"pesan antrean {place:03d}" for place in range(self.commands)]

    async def _try_socket(self) -> None:
        self.tried += 1
        with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError):
            # On a connection of its own, as browsers do: the proxy looks at the first request of each.
            url = f"{self.url}/socket.io/?EIO=4&transport=websocket"
            async with aiohttp.ClientSession() as own, own.ws_connect(url):
                self.opened += 1

    async def _sent(self, session: aiohttp.ClientSession, command: dict[str, str]) -> bool:
        with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError, ValueError):
            answer = await self._post(session, SendMessage.event(), command)
            return answer.get("ok") is True and answer.get("client_id") == command["client_id"]
        return False

    async def _post(self, session: aiohttp.ClientSession, event: str, command: object) -> dict[str, object]:
        body = {"protocol": PROTOCOL, "token": self.token, "site": "disdik", "command": command}
        url = f"{self.url}/api/visitor/{event}"
        async with session.post(url, data=json.dumps(body), headers={"Content-Type": "text/plain"}) as response:
            answer = json.loads(await response.text())
            return answer if isinstance(answer, dict) else {}


async def websocket_blocked(lab: Lab) -> Verdict:
    """F13: 50 browsers' worth of 40 queued commands through a proxy that refuses every upgrade."""
    return await _flush(lab, "F13 WebSocket blocked", Mode.BLOCK_WEBSOCKET, portal_seconds=0)


async def captive_portal(lab: Lab) -> Verdict:
    """F14: a portal answers every request with 200 and HTML for a while, then lets things pass."""
    return await _flush(lab, "F14 captive portal", Mode.PASS, portal_seconds=600 * min(1.0, lab.scale))


async def _flush(lab: Lab, name: str, mode: Mode, portal_seconds: float) -> Verdict:
    server = await lab.start_server()
    proxy = FaultProxy(server.port, weather=Weather(mode=Mode.PORTAL if portal_seconds else mode))
    await proxy.start()
    browsers = [QueuedBrowser(proxy.url, lab.some(40, 10)) for _ in range(lab.some(50, 5))]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        began = time.monotonic()
        flushing = asyncio.gather(*(browser.flush(session) for browser in browsers))
        during_portal = 0
        if portal_seconds:
            await asyncio.sleep(portal_seconds)
            during_portal = sum(browser.receipts for browser in browsers)
            proxy.weather.mode = mode
            proxy.reset_all()
        await flushing
        took = time.monotonic() - began
        in_order = [await browser.arrived_in_order(session) for browser in browsers]
    await proxy.stop()
    sent = sum(browser.commands for browser in browsers)
    opened = sum(browser.opened for browser in browsers)
    measured = (
        f"{len(browsers)} browsers, {sent:,} commands, {sum(browser.receipts for browser in browsers):,} receipts, "
        f"{sum(in_order)} in order and once, {took:.1f} s, "
        f"{opened} of {sum(browser.tried for browser in browsers)} WebSockets opened"
        + (f", receipts during {portal_seconds:.0f} s of portal: {during_portal}" if portal_seconds else "")
    )
    blocked = mode is not Mode.BLOCK_WEBSOCKET or not opened
    return Verdict(name, GOAL, None, measured, all(in_order) and not during_portal and blocked)
