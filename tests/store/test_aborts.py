"""Bad networks: tasks are cancelled at any point of a transaction, and keep nothing."""

import asyncio
import random

import pytest

from server.store import counters
from server.store.database import connection
from server.store.tx import tx

from .slots import all_places_are_free

ABORTS = 300
AT_ONCE = 15
LONGEST = 0.010  # s until the cancellation: before, inside and after BEGIN, statements, COMMIT and ROLLBACK


async def write_something() -> None:
    async with tx():
        await counters.read("a")
        await counters.bump("a")
        await counters.bump("b")


async def test_three_hundred_cancelled_transactions_leave_no_lock_and_no_connection_behind(database):
    dice = random.Random(25112026)
    loop = asyncio.get_running_loop()
    cancelled = 0
    for _ in range(ABORTS // AT_ONCE):
        tasks = [asyncio.create_task(write_something()) for _ in range(AT_ONCE)]
        for task in tasks:
            loop.call_later(dice.uniform(0, LONGEST), task.cancel)
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        cancelled += sum(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
        assert all(outcome is None or isinstance(outcome, asyncio.CancelledError) for outcome in outcomes), outcomes
    assert cancelled > ABORTS / 10
    assert await all_places_are_free()
    before = await counters.read("a")
    await write_something()
    assert await counters.read("a") == before + 1
    assert await counters.read("a") == await counters.read("b")  # each was wholly done or not at all


async def test_cancelled_plain_reads_give_their_connection_back(database):
    dice = random.Random(7)
    loop = asyncio.get_running_loop()
    for _ in range(20):
        tasks = [asyncio.create_task(counters.read("a")) for _ in range(AT_ONCE)]
        for task in tasks:
            loop.call_later(dice.uniform(0, LONGEST / 3), task.cancel)
        await asyncio.gather(*tasks, return_exceptions=True)
    assert await all_places_are_free()


async def sleep_in_a_transaction() -> None:
    async with tx():
        await connection().execute_query("SELECT SLEEP(30)")


async def sleep_in_a_plain_read() -> None:
    await connection().execute_query("SELECT SLEEP(30)")


@pytest.mark.parametrize("sleep", [sleep_in_a_transaction, sleep_in_a_plain_read])
async def test_somebody_who_waits_gets_the_place_of_a_closed_connection_at_once(on_mariadb, sleep):
    pool = connection()._pool
    sleepers = [asyncio.create_task(sleep()) for _ in range(pool.maxsize)]
    while len(pool._used) < pool.maxsize:
        await asyncio.sleep(0)
    waiting = asyncio.create_task(write_something())
    while not pool._cond._waiters:
        await asyncio.sleep(0)
    for sleeper in sleepers:
        sleeper.cancel()  # in the middle of an answer, so that the connection is closed
    async with asyncio.timeout(1):
        await waiting
    ends = await asyncio.gather(*sleepers, return_exceptions=True)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)


async def test_a_cancelled_transaction_says_so_and_nothing_else(database):
    inside = asyncio.Event()

    async def hold() -> None:
        async with tx():
            await counters.bump("a")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await counters.read("a") == 0
