"""How many writes run at once. Who waits at the door and goes away leaves the queue; who is inside is finished.

Without it a crowd that hangs up at once would leave its writes behind, and the next reporter would wait for them all.

The newest goes in first. In a rush that the database cannot keep up with, first come first served makes everybody wait
until nobody's patience lasts; so, most are answered at once, and the oldest few are told to come again, as new ones.

In a rush everybody stands at the door for a moment before that. Bad lines break at once or not at all: whose line is
broken by then starts no write, and those who stay find a place.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from server.errors import Unavailable
from server.store.tx import shielded

AT_ONCE = 4
"""Filings wait for each other at the day's counter anyway: more inside would only make each of them slower."""

RUSH_SECONDS = 1.0
"""After somebody found no place, so long it is a rush."""

DOOR_SECONDS = 0.03
DOOR_TURNS = 20
"""Rounds of the loop that news of a broken line takes from the socket to its handler, when the loop itself is late."""

LONGEST_WAIT = 5.0

Result = TypeVar("Result")


class Admission:
    """Let writes in, the newest first."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._rush_until = 0.0

    @property
    def waiting(self) -> int:
        """How many stand in the queue: past the door, without a place."""
        return len(self._waiting)

    async def run(self, write: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Run a write to its end once it has a place. Raises Unavailable after five seconds without one."""
        await self._enter()
        return await shielded(self._inside(write))

    async def _enter(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() < self._rush_until:
            await _stand_at_the_door()
        if self._free:
            self._free -= 1
            return
        self._rush_until = loop.time() + RUSH_SECONDS
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._leave()  # the place came in the same moment
            elif turn in self._waiting:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise Unavailable(retry_after=2) from None
            raise

    async def _inside(self, write: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        try:
            return await write()
        finally:
            self._leave()

    def _leave(self) -> None:
        """Hand the place to the newest who still waits."""
        while self._waiting:
            turn = self._waiting.pop()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


async def _stand_at_the_door() -> None:
    await asyncio.sleep(DOOR_SECONDS)
    for _ in range(DOOR_TURNS):
        await asyncio.sleep(0)
