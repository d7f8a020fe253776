"""Look at the clocks: warn, mark what is due, close what is silent, in every process; each alarm rings once."""

import asyncio
import random

import structlog

from server.clock import now
from server.domain.events import Fact, SettingsRevised

from . import clock, ringing

LOOK_SECONDS = 5.0
COUNTED_WITH = frozenset({"hours", "holidays", "targets", "on_call"})
"""Settings that due times depend on: the process that saved one counts the open reports anew."""

log = structlog.get_logger("sigap.alarms")
_changed = asyncio.Event()


async def hear(fact: Fact) -> None:
    """Remember that the open reports are to be counted anew; never waits."""
    if isinstance(fact, SettingsRevised) and fact.key in COUNTED_WITH:
        _changed.set()


async def run() -> None:
    """Look every few seconds until cancelled; a look that fails is made again."""
    woken = False
    while True:
        await asyncio.sleep(random.uniform(0.5, 1.5) * LOOK_SECONDS)  # noqa: S311 - it spreads the processes
        try:
            if not woken:
                await ringing.wake(now())
                woken = True
            if _changed.is_set():
                _changed.clear()
                log.info("due times counted anew", reports=await clock.recount(now()))
            await ringing.ring(now())
        except Exception as error:
            log.warning("could not look at the clocks", cause=type(error).__name__)
