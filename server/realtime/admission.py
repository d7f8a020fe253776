"""How many writes run at once. Who waits at the door and goes away leaves the queue; who is inside is finished.

Without it a crowd that hangs up at once would leave its writes behind, and the next reporter would wait for them all.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from server.errors import Unavailable
from server.store.tx import shielded

AT_ONCE = 8
"""More than the database makes use of at a time, fewer than the pool has connections: readers find one too."""

LONGEST_WAIT = 5.0

Result = TypeVar("Result")


class Admission:
    """Let writes in, in the order of arrival."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)

    async def run(self, write: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Run a write to its end once it has a place. Raises Unavailable after five seconds without one."""
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await self._places.acquire()
        except TimeoutError:
            raise Unavailable(retry_after=2) from None
        return await shielded(self._inside(write))

    async def _inside(self, write: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        try:
            return await write()
        finally:
            self._places.release()
