"""Prove that nobody kept a connection: as many transactions as there are places, all open at one moment."""

import asyncio

from server.store.database import connection
from server.store.tx import tx


async def all_places_are_free() -> bool:
    """Open as many transactions as the pool has places (one on SQLite); raise where one is missing."""
    pool = getattr(connection(), "_pool", None)
    places = pool.maxsize if pool else 1
    met = asyncio.Barrier(places)

    async def hold_one() -> None:
        async with tx():
            await connection().execute_query("SELECT 1")
            await met.wait()

    await asyncio.gather(*(hold_one() for _ in range(places)))
    return pool is None or not pool._used
