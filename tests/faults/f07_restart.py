"""F7: the server is restarted under open sockets: told to come back, all come back, the process leaves at once."""

import asyncio
import contextlib
import random
import secrets
import time

import aiohttp

from server.contract.base import PROTOCOL
from server.realtime.rooms import VISITOR

from .devices import Devices
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "all back ≤ 60 s, 0 failed reports, exit ≤ 2 s"
LONGEST_PAUSE = 30.0


class Widget:
    """The socket of a widget, without the widget: connects, reconnects with full jitter up to 30 s."""

    def __init__(self, url: str, chance: random.Random) -> None:
        self._url = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._chance = chance
        self._token = secrets.token_urlsafe(32)
        self.connected = False
        self.drops = 0

    async def live(self, session: aiohttp.ClientSession) -> None:
        """Stay connected until cancelled."""
        attempt = 0
        while True:
            with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError, TypeError):  # closed while joining
                async with session.ws_connect(self._url, compress=0) as socket:
                    await self._join(socket)
                    self.connected, attempt = True, 0
                    await self._listen(socket)
            self.drops += self.connected
            self.connected = False
            attempt += 1
            await asyncio.sleep(self._chance.uniform(0, min(LONGEST_PAUSE, 2.0**attempt)))

    async def _join(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        await socket.receive_str()
        passport = f'{{"protocol":{PROTOCOL},"token":"{self._token}","site":"disdik"}}'
        await socket.send_str(f"40{VISITOR},{passport}")
        if not (await socket.receive_str()).startswith(f"40{VISITOR}"):
            raise ConnectionError("refused")

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is aiohttp.WSMsgType.TEXT and frame.data == "2":
                await socket.send_str("3")


async def run(lab: Lab) -> Verdict:
    """2,000 sockets, SIGTERM and start 10 times, while reports are filed."""
    sockets, rounds, chance = lab.some(2_000, 50), lab.some(10), random.Random(7)
    server = await lab.start_server()
    widgets = [Widget(server.url, chance) for _ in range(sockets)]
    ledger = Ledger()
    exits: list[float] = []
    returns: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        lives = [asyncio.create_task(widget.live(session)) for widget in widgets]
        load = asyncio.create_task(Devices(lambda: server.url, ledger).file_many(1_000_000, 5, pause=0.2))
        await all_back(widgets)
        for _ in range(rounds):
            exits.append(await asyncio.to_thread(server.stop))
            await asyncio.to_thread(server.start)
            returns.append(await all_back(widgets))
        for task in (load, *lives):
            task.cancel()
        await asyncio.gather(load, *lives, return_exceptions=True)
    counted = lab.count(ledger)
    slowest = f"slowest exit {max(exits):.2f} s, slowest return {max(returns):.1f} s"
    reached = counted.clean and max(exits) <= 2 and max(returns) <= 60
    return Verdict("F7 restart", GOAL, counted, f"{sockets:,} sockets, {rounds} restarts, {slowest}", reached)


async def all_back(widgets: list[Widget]) -> float:
    """Wait until every widget is connected and return the seconds that took."""
    began = time.monotonic()
    async with asyncio.timeout(120):
        while not all(widget.connected for widget in widgets):
            await asyncio.sleep(0.1)
    return time.monotonic() - began
