"""Hold a `sync` until there is something to tell: the long poll for networks that block WebSocket.

Stateless between requests: any process can answer the next one. A bell rung in this process wakes the poll at once;
what another process wrote about a report rings it within a second, without Redis too (`catchup.py`). Without Redis a
talk that is of no report yet is seen when the database is looked at again, every `LOOK_AGAIN` seconds.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable

from server.contract.visitor import Sync, Synced

LOOK_AGAIN = 10.0
"""Each look costs a few queries, and there are as many polls as there are networks that block WebSocket."""

_bells: dict[str, set[asyncio.Event]] = defaultdict(set)


def ring(token_hash: str) -> None:
    """Wake every poll of this conversation."""
    for bell in _bells.get(token_hash, ()):
        bell.set()


def ring_all() -> None:
    """Wake every poll: a list changed."""
    for token_hash in tuple(_bells):
        ring(token_hash)


async def until_news(read: Callable[[], Awaitable[Synced]], token_hash: str, command: Sync) -> Synced:
    """Read at once, and again until the answer differs from the first or `command.wait` seconds are over."""
    if not command.wait:
        return await read()
    bell = asyncio.Event()
    _bells[token_hash].add(bell)
    try:
        return await _poll(read, bell, command)
    finally:
        _bells[token_hash].discard(bell)
        if not _bells[token_hash]:
            del _bells[token_hash]


async def _poll(read: Callable[[], Awaitable[Synced]], bell: asyncio.Event, command: Sync) -> Synced:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + command.wait
    first = answer = await read()
    while not answer.messages and answer == first and loop.time() < deadline:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), min(LOOK_AGAIN, deadline - loop.time()))
        bell.clear()
        answer = await read()
    return answer
