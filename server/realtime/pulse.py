"""Is the database there? When it is not, whoever waits for it is told so within two seconds, not after fifteen."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from server.errors import Unavailable
from server.store import database
from server.store.trouble import RETRY_AFTER

PAUSE_SECONDS = 0.4
"""With the second that an answer may take: an outage is known within 1.4 s."""

Result = TypeVar("Result")


class Pulse:
    """Ask the database twice a second; let nobody wait for one that does not answer."""

    def __init__(self) -> None:
        self._lost = asyncio.Event()

    async def run(self) -> None:
        """Feel the pulse until cancelled."""
        while True:
            if await database.answers():
                self._lost.clear()
            else:
                self._lost.set()
            await asyncio.sleep(PAUSE_SECONDS)

    async def unless_lost(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do work that needs the database. Raises Unavailable when it is away or goes away meanwhile.

        A write that is inside its transaction goes on; who comes again with the same client id learns how it ended.
        """
        if self._lost.is_set():
            work.close()
            raise Unavailable(RETRY_AFTER)
        doing, lost = asyncio.ensure_future(work), asyncio.ensure_future(self._lost.wait())
        try:
            await asyncio.wait({doing, lost}, return_when=asyncio.FIRST_COMPLETED)
            if doing.done():
                return await doing
            raise Unavailable(RETRY_AFTER)
        finally:
            doing.cancel()
            lost.cancel()
