"""F12: the line stays up and one direction is silent, as behind a NAT that forgot the connection."""

import asyncio
import contextlib

from tests.wire.client import Visitor

from .devices import Devices
from .lab import Lab, Verdict, until
from .ledger import Ledger
from .proxy import FaultProxy

GOAL = "noticed ≤ 45 s, 100 % delivered, doubled 0"


async def run(lab: Lab) -> Verdict:
    """120 s each way; the socket has to notice, the reports arrive afterwards."""
    seconds = max(46.0, 120 * min(1.0, lab.scale))
    server = await lab.start_server()
    ledger = Ledger()
    noticed: dict[str, float] = {}
    for direction in ("hold_up", "hold_down"):
        proxy = FaultProxy(server.port)
        await proxy.start()
        widget = Visitor(proxy.url)
        await widget.connect()
        setattr(proxy.weather, direction, True)
        filing = asyncio.create_task(Devices(lambda proxy=proxy: proxy.url, ledger).file_many(20, 20))  # type: ignore[misc]
        hole = asyncio.create_task(asyncio.sleep(seconds))
        with contextlib.suppress(TimeoutError):
            noticed[direction] = await until(lambda widget=widget: not widget.socket.connected, seconds)  # type: ignore[misc]
        await hole
        setattr(proxy.weather, direction, False)
        await filing
        await widget.close()
        await proxy.stop()
    counted = lab.count(ledger)
    each = ", ".join(f"{name} {after:.1f} s" for name, after in noticed.items()) or "never"
    measured = f"silent for {seconds:.0f} s each way, noticed after: {each}"
    reached = counted.clean and counted.acked == 40 and len(noticed) == 2 and max(noticed.values()) <= 45
    return Verdict("F12 one-way black hole", GOAL, counted, measured, reached)
