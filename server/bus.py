"""Tell listeners what has been committed, in order. One failing listener never stops the next."""

from collections.abc import Awaitable, Callable

import structlog

from server.domain.events import Fact

Listener = Callable[[Fact], Awaitable[None]]
log = structlog.get_logger("sigap.bus")
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Add a listener and return what takes it off again."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


async def deliver(*facts: Fact) -> None:
    """Hand each fact to every listener. Call it after COMMIT, never inside a transaction."""
    for fact in facts:
        for listener in tuple(_listeners):
            try:
                await listener(fact)
            except Exception:
                log.exception("listener failed", fact=type(fact).__name__)
