"""Numbers come without gaps and never twice, however many ask at once."""

import asyncio

from server.store import counters
from server.store.tx import retrying, tx

MANY = 50


async def test_fifty_transactions_at_once_take_the_numbers_one_to_fifty(database):
    async def unit() -> int:
        async with tx():
            return await counters.next_ver()

    numbers = await asyncio.gather(*(retrying(unit) for _ in range(MANY)))
    assert sorted(numbers) == list(range(1, MANY + 1))


async def test_a_transaction_that_is_undone_gives_its_number_back(database):
    for turn in range(6):
        try:
            async with tx():
                assert await counters.next_ver() == turn // 2 + 1
                if turn % 2 == 0:
                    raise LookupError
        except LookupError:
            pass
    assert await counters.read("ver") == 3


async def test_the_first_reports_of_a_day_may_come_together(database):
    ready = asyncio.Event()
    tries = 0

    async def unit(day: str) -> int:
        nonlocal tries
        tries += 1
        async with tx():
            await ready.wait()
            return await counters.next_of_day(day)

    for day in ("20261125", "20261126", "20261127"):
        ready.clear()
        asking = [asyncio.create_task(unit(day)) for _ in range(MANY)]
        asyncio.get_running_loop().call_soon(ready.set)
        assert sorted(await asyncio.gather(*asking)) == list(range(1, MANY + 1))
    assert tries == 3 * MANY  # no deadlock had to be tried again


async def test_each_name_counts_for_itself(database):
    async with tx():
        assert [await counters.bump(name) for name in ("agencies", "agencies", "catalogue")] == [1, 2, 1]
    assert await counters.read("nobody") == 0
