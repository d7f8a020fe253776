"""Leave when this process has wedged, so that systemd starts it anew; tell systemd while it has not.

Wedged is: three looks on end no transaction of ours could begin, although the database takes a fresh connection. When
the database itself is away, leaving would make nothing better. A loop that hangs stops feeding systemd's own dog.
"""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import structlog

from server.store import places

log = structlog.get_logger("sigap.watchdog")
LOOK_SECONDS = 10.0
STRIKES = 3


async def watch(
    url: str, leave: Callable[[], None], *, notify: str = "", look_seconds: float = LOOK_SECONDS
) -> None:
    """Look at the pool of the database at `url` until cancelled; call `leave` when it has wedged.

    `notify` is systemd's socket, empty when nobody listens.
    """
    strikes = 0
    _tell_systemd(notify, "READY=1")
    while True:
        if await places.can_begin():
            strikes = 0
        elif await places.takes_a_fresh_connection(url):
            strikes += 1
            log.warning("no transaction could begin, though the database answers", strikes=strikes)
        _tell_systemd(notify, "WATCHDOG=1")
        if strikes >= STRIKES:
            log.error("wedged: leaving, to be started anew")
            return leave()
        await asyncio.sleep(look_seconds)


def _tell_systemd(address: str, state: str) -> None:
    """Say something to systemd (sd_notify(3)); `@` stands for the abstract namespace."""
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect("\0" + address[1:] if address.startswith("@") else address)
        line.send(state.encode())
