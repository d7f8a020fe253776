"""MariaDB dies, freezes and comes back: what was acknowledged stays, and the pool is whole again."""

import asyncio
import socket

import pytest
import uvloop

from server.errors import Unavailable
from server.store import counters, models, repairs
from server.store import tx as tx_module
from server.store.database import answers, connection, opened
from server.store.tx import retrying, tx

from .slots import all_places_are_free

CLIENTS = 8
WATCHED = {"TCP_KEEPIDLE": 15, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 20_000}


async def test_killed_under_load_it_loses_nothing_acknowledged_and_recovers(on_mariadb, mariadb):
    acknowledged: list[str] = []
    refused = asyncio.Event()
    back = asyncio.Event()
    enough = asyncio.Event()

    async def client(number: int) -> None:
        turn = 0
        after = 0
        while after < 5:
            name = f"{number}/{turn}"
            try:
                await retrying(lambda name=name: write_once(name))
            except Unavailable:
                refused.set()
                await asyncio.sleep(0.01)
                continue  # the same again, as a widget does
            acknowledged.append(name)
            turn += 1
            if turn > 5:
                enough.set()
            after += back.is_set()

    clients = [asyncio.create_task(client(number)) for number in range(CLIENTS)]
    await enough.wait()
    mariadb.kill()
    await refused.wait()
    await asyncio.to_thread(mariadb.start)
    back.set()
    async with asyncio.timeout(10):
        await asyncio.gather(*clients)
    stored = set(await models.Counter.all().values_list("name", flat=True))
    assert set(acknowledged) <= stored
    assert len(acknowledged) == len(set(acknowledged))
    assert await all_places_are_free()


async def write_once(name: str) -> None:
    """Write a row unless an earlier try, whose answer was lost, did."""
    async with tx():
        if not await counters.read(name):
            await counters.bump(name)


async def test_a_dead_connection_from_the_pool_is_replaced_without_anybody_noticing(on_mariadb, mariadb):
    assert await all_places_are_free()  # so the pool is full
    # Without a pause for the event loop, so that it has not seen the connections end when BEGIN takes one.
    kill_connections(mariadb)
    async with tx():
        await counters.bump("after")
    assert await counters.read("after") == 1
    assert await all_places_are_free()


def kill_connections(mariadb) -> None:
    """End every connection of the application from the server's side."""
    with mariadb._connect() as link, link.cursor() as cursor:
        cursor.execute("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = 'store' AND ID <> CONNECTION_ID()")
        ids = [row[0] for row in cursor.fetchall()]
        assert ids
        for one in ids:
            cursor.execute(f"KILL {one}")


async def test_a_connection_lost_inside_a_transaction_undoes_it_and_asks_to_come_again(on_mariadb, mariadb):
    with pytest.raises(Unavailable):
        async with tx():
            await counters.bump("half")
            kill_connections(mariadb)
            await counters.bump("half")
    assert await counters.read("half") == 0
    assert await all_places_are_free()


async def test_a_unit_whose_connection_was_lost_is_run_again(on_mariadb, mariadb):
    tries = []

    async def unit() -> None:
        async with tx():
            await counters.bump("once")
            tries.append(1)
            if len(tries) == 1:
                kill_connections(mariadb)
            await counters.read("once")

    await retrying(unit)
    assert len(tries) == 2
    assert await counters.read("once") == 1


async def test_frozen_it_is_refused_fast_and_used_again_after(on_mariadb, mariadb, monkeypatch):
    monkeypatch.setattr(repairs, "ACQUIRE_SECONDS", 0.3)
    monkeypatch.setattr(repairs, "ROLLBACK_SECONDS", 0.1)
    monkeypatch.setattr(tx_module, "DEADLINE_SECONDS", 0.3)
    mariadb.freeze()
    try:
        async with asyncio.timeout(3):
            ends = await asyncio.gather(*(write_once(str(turn)) for turn in range(20)), return_exceptions=True)
        assert all(isinstance(end, Unavailable) for end in ends), ends
    finally:
        mariadb.thaw()
    monkeypatch.undo()
    assert await answers()
    await write_once("after")
    assert await all_places_are_free()


async def test_while_it_is_down_reads_and_writes_ask_to_come_again_at_once(on_mariadb, mariadb):
    mariadb.kill()
    try:
        async with asyncio.timeout(2):
            with pytest.raises(Unavailable):
                await write_once("a")
            with pytest.raises(Unavailable):
                await counters.read("a")
            assert not await answers()
    finally:
        await asyncio.to_thread(mariadb.start)
    assert await answers()
    assert await all_places_are_free()


async def test_every_pooled_connection_is_in_utc_and_reads_what_is_committed(on_mariadb):
    met = asyncio.Barrier(connection()._pool.maxsize)

    async def ask() -> tuple[str, ...]:
        async with tx():
            rows = await connection().execute_query_dict("SELECT @@time_zone, @@tx_isolation, @@autocommit")
            await met.wait()
        return tuple(map(str, rows[0].values()))

    said = await asyncio.gather(*(ask() for _ in range(met.parties)))
    assert set(said) == {("+00:00", "READ-COMMITTED", "1")}


def test_a_database_whose_machine_is_gone_without_a_word_is_noticed_within_half_a_minute(mariadb):
    """Nothing here can pull the plug of a machine: what is looked at is what the system was asked to do about it."""
    url = mariadb.url("store_watched")

    async def asked() -> dict[str, int]:
        async with opened(url), tx():
            link = connection()._connection._writer.get_extra_info("socket")
            found = {name: link.getsockopt(socket.IPPROTO_TCP, getattr(socket, name)) for name in WATCHED}
            return {"SO_KEEPALIVE": link.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE), **found}

    assert uvloop.run(asked()) == {"SO_KEEPALIVE": 1, **WATCHED}  # as it is served
    assert asyncio.run(asked()) == {"SO_KEEPALIVE": 1, **WATCHED}  # as commands run
