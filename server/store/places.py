"""Is there still a place in the pool? What the watchdog asks."""

import asyncio
from contextlib import suppress

import aiomysql  # type: ignore[import-untyped]

from .database import mysql_address
from .tx import tx

ANSWER_SECONDS = 5.0


async def can_begin() -> bool:
    """Tell whether a transaction of this process begins and ends in time."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS + 5), tx():
            return True
    except Exception:  # whatever it is, a fresh connection tells whose fault it was
        return False


async def takes_a_fresh_connection(url: str) -> bool:
    """Tell whether the database answers somebody who does not come through our pool. A file always does."""
    address = mysql_address(url)
    if address is None:
        return True
    with suppress(Exception):
        async with asyncio.timeout(ANSWER_SECONDS):
            fresh = await aiomysql.connect(**address, connect_timeout=ANSWER_SECONDS)
            try:
                cursor = await fresh.cursor()
                await cursor.execute("SELECT 1")
                return bool(await cursor.fetchone())
            finally:
                fresh.close()
    return False
