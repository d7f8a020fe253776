"""A transaction happens wholly or not at all, and leaves the database usable for the next one."""

import asyncio
import json
import subprocess
import sys

import pytest
from pymysql.err import OperationalError as DriverError
from tortoise.exceptions import IntegrityError, OperationalError

from server.errors import NotFound, Unavailable
from server.store import counters, models, repairs
from server.store import tx as tx_module
from server.store.database import connection
from server.store.trouble import translate
from server.store.tx import finish_writes, retrying, shielded, tx

from .slots import all_places_are_free


async def test_what_a_block_wrote_is_there_after_it(database):
    async with tx():
        await counters.bump("reports")
    assert await counters.read("reports") == 1


async def test_a_block_that_raises_leaves_nothing(database):
    with pytest.raises(NotFound):
        async with tx():
            await counters.bump("reports")
            raise NotFound
    assert await counters.read("reports") == 0
    assert await all_places_are_free()


async def test_a_statement_that_fails_keeps_its_own_error(database):
    insert = "INSERT INTO counter (name, value) VALUES ('same', 1)"
    with pytest.raises(IntegrityError):
        async with tx():
            await connection().execute_query(insert)
            await connection().execute_query(insert)
    assert await counters.read("same") == 0
    assert await all_places_are_free()


async def test_a_transaction_inside_a_transaction_is_refused(database):
    async with tx():
        with pytest.raises(RuntimeError, match="inside a transaction"):
            async with tx():
                pass
        await counters.bump("outer")
    assert await counters.read("outer") == 1


async def test_a_commit_that_the_database_refuses_is_not_done_by_the_next_transaction(on_sqlite):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        async with tx():
            await connection().execute_query("PRAGMA defer_foreign_keys = ON")
            await models.Question.create(key="a/b", kind_id="none", position=1, label={}, steps={})
    async with tx():
        await counters.bump("after")
    assert not await models.Question.exists()
    assert await counters.read("after") == 1


async def test_waiting_for_a_place_ends_with_come_again(database, monkeypatch):
    monkeypatch.setattr(repairs, "ACQUIRE_SECONDS", 0.1)
    pool = getattr(connection(), "_pool", None)
    places = pool.maxsize if pool else 1
    taken, leave = asyncio.Barrier(places + 1), asyncio.Event()

    async def hold() -> None:
        async with tx():
            await taken.wait()
            await leave.wait()

    holders = [asyncio.create_task(hold()) for _ in range(places)]
    await taken.wait()
    with pytest.raises(Unavailable) as answer:
        async with tx():
            pass
    assert answer.value.retry_after == 2
    leave.set()
    await asyncio.gather(*holders)
    assert await all_places_are_free()


async def test_a_transaction_that_hangs_is_cut_off_and_undone(database, monkeypatch):
    monkeypatch.setattr(tx_module, "DEADLINE_SECONDS", 0.1)
    with pytest.raises(Unavailable):
        async with tx():
            await counters.bump("late")
            await asyncio.Event().wait()
    assert await counters.read("late") == 0
    assert await all_places_are_free()


async def test_a_write_ends_although_its_caller_was_cancelled(database):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with tx():
            await counters.bump("written")
            begun.set()
            await go_on.wait()
            await counters.bump("written")

    caller = asyncio.create_task(shielded(write()))
    await begun.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    assert await finish_writes(within=5) == 0
    assert await counters.read("written") == 2


async def test_a_shielded_write_hands_its_answer_and_its_refusal_on(database):
    async def answer() -> int:
        return 7

    async def refuse() -> None:
        raise NotFound

    assert await shielded(answer()) == 7
    with pytest.raises(NotFound):
        await shielded(refuse())


async def test_of_two_that_lock_each_other_out_both_get_through(on_mariadb):
    both_hold_one = asyncio.Barrier(2)
    tries = []

    async def unit(first: str, second: str) -> None:
        async with tx():
            await counters.bump(first)
            if tries.count(first) == 0:
                tries.append(first)
                await both_hold_one.wait()
            else:
                tries.append(first)
            await counters.bump(second)

    for name in ("a", "b"):
        await counters.bump(name)
    await asyncio.gather(retrying(lambda: unit("a", "b")), retrying(lambda: unit("b", "a")))
    assert len(tries) == 3  # the database let one of them go again
    assert (await counters.read("a"), await counters.read("b")) == (3, 3)


async def test_a_unit_that_is_out_of_luck_three_times_asks_to_come_again():
    tries = []

    async def unit() -> None:
        tries.append(1)
        raise OperationalError(DriverError(1213, "Deadlock found when trying to get lock"))

    with pytest.raises(Unavailable):
        await retrying(unit)
    assert len(tries) == 3


async def test_a_unit_with_a_bug_is_not_run_again():
    tries = []

    async def unit() -> None:
        tries.append(1)
        raise OperationalError(DriverError(1064, "You have an error in your SQL syntax"))

    with pytest.raises(OperationalError):
        await retrying(unit)
    assert len(tries) == 1


def test_only_a_database_that_is_away_becomes_come_again():
    assert isinstance(translate(OperationalError(DriverError(2003, "Can't connect"))), Unavailable)
    assert isinstance(translate(OperationalError(DriverError(1290, "read-only"))), Unavailable)
    assert translate(OperationalError(DriverError(1146, "Table doesn't exist"))) is None
    assert translate(IntegrityError(DriverError(1062, "Duplicate entry"))) is None
    assert translate(ValueError("a bug")) is None


READ_THEN_WRITE = """
import asyncio, json, sys
from server.store import counters
from server.store.database import opened
from server.store.tx import tx

async def main():
    failed = 0
    async with opened(sys.argv[1]):
        for _ in range(150):
            try:
                async with tx():
                    await counters.read("shared")
                    await counters.bump("shared")
            except Exception:
                failed += 1
    print(json.dumps(failed))

asyncio.run(main())
"""


async def test_two_processes_that_read_and_then_write_one_sqlite_file_never_fail(on_sqlite):
    runs = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", READ_THEN_WRITE, on_sqlite, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    failures = [json.loads((await run.communicate())[0]) for run in runs]
    assert failures == [0, 0]
    assert await counters.read("shared") == 300
