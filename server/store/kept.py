"""Keep what was costly to count for a while: whoever asks meanwhile gets the same, or waits for one count."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

from tortoise.context import TortoiseContext, get_current_context

T = TypeVar("T")
MOST = 100
_shelf: dict[Hashable, tuple[TortoiseContext | None, float, Any]] = {}
_counting: dict[Hashable, asyncio.Lock] = {}


async def kept(key: Hashable, seconds: float, make: Callable[[], Awaitable[T]]) -> T:
    """Return what `make` makes, at most so many seconds old. Not for use inside a transaction: it waits for others."""
    async with _counting.setdefault(key, asyncio.Lock()):
        context, until, value = _shelf.get(key, (None, 0.0, None))
        if context is get_current_context() and time.monotonic() < until:
            return cast(T, value)
        if len(_shelf) > MOST:
            _forget_the_old()
        made = await make()
        _shelf[key] = get_current_context(), time.monotonic() + seconds, made
        return made


def _forget_the_old() -> None:
    now = time.monotonic()
    for key, (_, until, _) in tuple(_shelf.items()):
        if until < now:
            del _shelf[key]
            if not _counting[key].locked():
                del _counting[key]
