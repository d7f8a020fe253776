"""Named numbers without gaps, each under its row's lock until the transaction ends.

Who waits for the lock waits for the whole transaction that holds it: take numbers late, `ver` last of all.
"""

from tortoise.expressions import F

from . import models
from .database import connection

# Not INSERT IGNORE on MariaDB: that takes a shared lock, and two of those deadlock at the UPDATE.
# Not Tortoise's on_conflict: it writes what only MySQL 8 reads.
BIRTH = {
    "mysql": "INSERT INTO counter (name, value) VALUES (%s, 0) ON DUPLICATE KEY UPDATE value = value",
    "sqlite": "INSERT INTO counter (name, value) VALUES (?, 0) ON CONFLICT (name) DO NOTHING",
}


async def next_ver() -> int:
    """Return the next place in the timeline's order. Call it as the transaction's last lock."""
    return await bump("ver")


async def next_of_day(day: str) -> int:
    """Return the day's next report number, from 1. `day` is `YYYYMMDD`."""
    return await bump(f"day:{day}")


async def bump(name: str) -> int:
    """Raise a number by one, from 1, and return it."""
    return await take(name, 1)


async def take(name: str, count: int) -> int:
    """Raise a number by `count` and return the first of those that are taken."""
    if not await _raise(name, count):
        client = connection()
        await client.execute_query(BIRTH[client.capabilities.dialect], [name])
        await _raise(name, count)
    return await read(name) - count + 1


async def read(name: str) -> int:
    """Return a number; 0 when it was never raised."""
    row = await models.Counter.get_or_none(name=name)
    return row.value if row else 0


async def _raise(name: str, count: int) -> int:
    return await models.Counter.filter(name=name).update(value=F("value") + count)
