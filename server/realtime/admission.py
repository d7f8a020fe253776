"""How many writes run at once. Who waits at the door and goes away leaves the queue; who is inside is finished.

Without it a crowd that hangs up at once would leave its writes behind, and the next reporter would wait for them all.

The newest goes in first. In a rush that the database cannot keep up with, first come first served makes everybody wait
until nobody's patience lasts; so, most are answered at once, and the oldest few are told to come again, as new ones.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from server.errors import Unavailable
from server.store.tx import shielded

AT_ONCE = 8
"""More than the database makes use of at a time, fewer than the pool has connections: readers find one too."""

LONGEST_WAIT = 5.0

Result = TypeVar("Result")


class Admission:
    """Let writes in, the newest first."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._free = at_once
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def run(self, write: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Run a write to its end once it has a place. Raises Unavailable after five seconds without one."""
        await self._enter()
        return await shielded(self._inside(write))

    async def _enter(self) -> None:
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
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
