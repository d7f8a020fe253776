"""Look at the clocks: warn and mark what is due, in every process; the database lets each alarm ring once."""

import asyncio
import random

import structlog

from server.clock import now

from . import clock

LOOK_SECONDS = 5.0
log = structlog.get_logger("sigap.alarms")


async def run() -> None:
    """Look every few seconds until cancelled; a look that fails is made again."""
    while True:
        await asyncio.sleep(random.uniform(0.5, 1.5) * LOOK_SECONDS)  # noqa: S311 - it spreads the processes
        try:
            await clock.ring(now())
        except Exception as error:
            log.warning("could not look at the clocks", cause=type(error).__name__)
