"""Transactions. `tx` is the one way to open one; never start a task, emit or await the network inside of it.

async def unit() -> Receipt:     # idempotent: a client id seen before gives the old receipt
    async with tx():
        ...
receipt = await shielded(retrying(unit))     # the caller may go away, the write may not
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import structlog
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext

from server import failpoints
from server.errors import SigapError, Unavailable

from .database import connection
from .trouble import RETRY_AFTER, is_lost, is_passing, translate

DEADLINE_SECONDS = 15.0
"""A transaction that takes longer waits for a database that hangs: it is undone, its place is free again."""
TRIES = 3

T = TypeVar("T")
log = structlog.get_logger("sigap.store")


@asynccontextmanager
async def tx() -> AsyncIterator[None]:
    """Run a block as one transaction. Raises Unavailable when the database is away, busy or full.

    After an Unavailable nobody knows whether COMMIT arrived: the caller has to come again with the same
    client id.
    """
    if isinstance(connection(), TransactionalDBClient):
        raise RuntimeError("a transaction inside a transaction: open it in the use case, once")
    deadline = asyncio.timeout(DEADLINE_SECONDS)
    try:
        with _translated():
            async with deadline, _transaction():
                yield
    except TimeoutError as error:
        if not deadline.expired():
            raise
        raise Unavailable(RETRY_AFTER) from error


async def retrying(unit: Callable[[], Awaitable[T]]) -> T:
    """Run an idempotent unit of work, again after a deadlock or a lost connection, 3 times in all.

    Raises Unavailable when the last try failed like that too.
    """
    for attempt in range(1, TRIES):
        try:
            return await unit()
        except Exception as error:
            if not is_passing(error):
                raise
            await asyncio.sleep(attempt * random.uniform(0.005, 0.03))  # noqa: S311 - it spreads, it hides nothing
    with _translated():
        return await unit()


async def shielded(work: Awaitable[T]) -> T:
    """Run a write in a task of its own, so that it ends even when the caller is cancelled.

    Quart cancels a handler when its client goes away, and bad networks do that in the middle of a write.
    """
    task = asyncio.ensure_future(work)
    _running.add(task)  # the loop itself only keeps weak references
    task.add_done_callback(_running.discard)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        task.add_done_callback(_report_orphan)
        raise


async def finish_writes(within: float) -> int:
    """Wait up to `within` seconds for the shielded writes, return how many still run. For shutdown."""
    if _running:
        await asyncio.wait(_running, timeout=within)
    return len(_running)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        trouble = translate(error)
        if trouble is None or trouble is error:
            raise
        raise trouble from error


_running: set[asyncio.Future[Any]] = set()


def _report_orphan(task: asyncio.Future[Any]) -> None:
    """Log what nobody else will hear of; only its type, the message may hold what a person typed."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, SigapError):
        log.error("a write failed after its caller had left", error=type(error).__name__)


@asynccontextmanager
async def _transaction() -> AsyncIterator[None]:
    context = await _begin()
    try:
        yield
    except BaseException as error:
        await context.__aexit__(type(error), error, error.__traceback__)
        raise
    failpoints.reach("before_commit")
    await context.__aexit__(None, None, None)
    failpoints.reach("after_commit")


async def _begin() -> TransactionContext:
    """Begin, and once more on a fresh connection when the pooled one proves to be dead."""
    client = connection()
    context = client._in_transaction()
    try:
        await context.__aenter__()
    except Exception as error:
        if not is_lost(error):
            raise
        context = client._in_transaction()
        await context.__aenter__()
    return context
