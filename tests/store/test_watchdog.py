"""A process whose every place is taken for ever leaves; one whose database is away stays."""

import asyncio
import socket

import pytest

from server import watchdog
from server.store import places, repairs
from server.store import tx as tx_module
from server.store.tx import tx

from .slots import all_places_are_free


@pytest.fixture
def hasty(monkeypatch):
    """Give up in tenths of seconds, what takes seconds in service."""
    monkeypatch.setattr(repairs, "ACQUIRE_SECONDS", 0.1)
    monkeypatch.setattr(places, "ANSWER_SECONDS", 2.0)


async def first_of(watching: asyncio.Task[None], seconds: float) -> bool:
    """Tell whether the watch ended by itself in so many seconds."""
    done, _ = await asyncio.wait({watching}, timeout=seconds)
    watching.cancel()
    return bool(done)


async def test_a_process_without_a_free_place_leaves(database, hasty):
    pool = getattr(tx_module.connection(), "_pool", None)
    taken = asyncio.Barrier((pool.maxsize if pool else 1) + 1)
    left: list[bool] = []

    async def hold_for_ever() -> None:
        async with tx():
            await taken.wait()
            await asyncio.Event().wait()

    holders = [asyncio.create_task(hold_for_ever()) for _ in range(taken.parties - 1)]
    await taken.wait()
    watching = asyncio.create_task(watchdog.watch(database, lambda: left.append(True), look_seconds=0.01))
    assert await first_of(watching, 20) and left == [True]
    for holder in holders:
        holder.cancel()
    await asyncio.gather(*holders, return_exceptions=True)
    assert await all_places_are_free()


async def test_a_process_in_use_stays(database, hasty):
    watching = asyncio.create_task(watchdog.watch(database, lambda: None, look_seconds=0.01))
    assert not await first_of(watching, 1)


async def test_a_process_whose_database_is_away_stays(on_mariadb, mariadb, hasty):
    mariadb.kill()
    try:
        watching = asyncio.create_task(watchdog.watch(on_mariadb, lambda: None, look_seconds=0.01))
        assert not await first_of(watching, 2)
    finally:
        mariadb.start()


async def test_systemd_is_told_that_it_is_ready_and_alive(on_sqlite, tmp_path):
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        systemd.settimeout(5)
        watching = asyncio.create_task(watchdog.watch(on_sqlite, lambda: None, notify=address))
        said = [await asyncio.to_thread(systemd.recv, 100) for _ in range(2)]
        watching.cancel()
    assert said == [b"READY=1", b"WATCHDOG=1"]
