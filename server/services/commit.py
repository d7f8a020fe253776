"""Do a staff member's write: one transaction, then what is told of it, whether or not the caller is still there."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from server import bus
from server.domain.events import Fact
from server.errors import NotFound
from server.store.tx import retrying, shielded, tx

T = TypeVar("T")
Unit = Callable[[], Awaitable[tuple[T, Iterable[Fact]]]]
LARGEST_ID = 2**63 - 1


async def commit(unit: Unit[T]) -> T:
    """Run a unit in a transaction, deliver the facts it returns after COMMIT, and return its result.

    The unit runs again after a deadlock, so it may do nothing but read and write the database.
    """

    async def attempt() -> tuple[T, Iterable[Fact]]:
        async with tx():
            return await unit()

    async def work() -> T:
        result, facts = await retrying(attempt)
        await bus.deliver(*facts)
        return result

    return await shielded(work())


def check_id(number: int) -> None:
    """Raise NotFound for an id that no table can hold: it came from an address, and SQLite's driver fails on it."""
    if not 0 < number <= LARGEST_ID:
        raise NotFound
