"""Repairs of Tortoise 1.1.9 and aiomysql 0.3.2: transactions and the pool. Each has a test in tests/store.

1 A cancelled or failed BEGIN kept the lock (SQLite) or the pool's connection (MariaDB) for ever, and left a
  dead connection in the task.
2 A rollback on a connection that was closed by a cancellation raised, and hid the cancellation.
3 A COMMIT that SQLite refused left its transaction open, and the next BEGIN committed it.
4 SQLite began deferred: of two processes that read and then write, one failed at once, busy timeout or not.
5 Waiting for the lock or the pool had no end.
6 A pool told nobody when a closed connection came back, so tasks waited beside a free place.
7 A time of another zone, in a filter or an update, was taken for UTC: seven hours off, without a word.
8 Bytes could not be written to MariaDB: PyMySQL took away the function that aiomysql quotes them with.
9 Each time that SQLite gives as text was taken apart by regular expressions: an eighth of a page of the report list.
10 A query had no end when the database's machine was gone without a word: by the system's defaults, two hours.
"""

import asyncio
import socket
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pymysql.converters import escape_bytes
from pymysql.err import MySQLError
from tortoise.backends.base.client import (
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContextPooled,
)
from tortoise.backends.mysql import client as mysql_client
from tortoise.backends.sqlite.client import SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import ConnectionToken, get_connections
from tortoise.exceptions import DBConnectionError, OperationalError
from tortoise.fields import DatetimeField

from server.errors import Unavailable

from .trouble import RETRY_AFTER

ACQUIRE_SECONDS = 5.0
ROLLBACK_SECONDS = 2.0
WATCH = {
    "TCP_KEEPIDLE": 15,  # s of silence before the machine is asked whether it is there; a slow query still answers that
    "TCP_KEEPINTVL": 5,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 20_000,  # ms; for what was sent and never acknowledged, which is not asked about
}


def install() -> None:
    """Put the repairs in place, and refuse a driver they were not written for. Harmless when repeated."""
    driver: Any = vars(mysql_client)["mysql"]
    if driver.__name__ != "aiomysql":
        raise RuntimeError(f"{driver.__name__} is installed, and Tortoise prefers it to aiomysql: uninstall it")
    TransactionContextPooled.__aenter__ = _begin_pooled  # type: ignore[method-assign]
    TransactionContextPooled.__aexit__ = _end_pooled  # type: ignore[assignment,method-assign]
    PoolConnectionWrapper.__aenter__ = _take  # type: ignore[method-assign]
    PoolConnectionWrapper.__aexit__ = _put_back  # type: ignore[assignment,method-assign]
    SqliteTransactionContext.__aenter__ = _begin_sqlite  # type: ignore[method-assign]
    SqliteTransactionContext.__aexit__ = _end_sqlite  # type: ignore[assignment,method-assign]
    SqliteTransactionWrapper.begin = _begin_immediate  # type: ignore[method-assign]
    DatetimeField.to_db_value = _in_utc  # type: ignore[method-assign]
    DatetimeField.to_python_value = _as_stored  # type: ignore[method-assign]
    driver.connection.escape_bytes_prefixed = escape_bytes
    driver.connection.Connection._set_keep_alive = _watch


def _watch(self: Any) -> None:
    """Notice a machine that is gone. Called for each connection over TCP, before a word is said on it."""
    link = self._writer.get_extra_info("socket")
    link.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in WATCH.items():
        if hasattr(socket, name):  # Linux has them all
            link.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


async def _begin_pooled(self: TransactionContextPooled) -> TransactionalDBClient:
    client = self.client
    raw = client._connection = await _acquire(self, client._parent)
    try:
        await client.begin()
    except BaseException:
        raw.close()
        _release(client._parent._pool, raw)
        raise
    # Only now, so that a failed BEGIN leaves nothing behind in the task.
    self.token = get_connections().set(self.connection_name, client)
    return client


async def _end_pooled(self: TransactionContextPooled, kind: Any, error: Any, trace: Any) -> None:
    client, raw = self.client, self.client._connection
    _leave(self.token)
    try:
        if kind is None:
            await client.commit()
        elif not raw.closed:
            await _rollback_or_close(raw)
    except BaseException:
        raw.close()  # nobody knows what its next answer would belong to
        raise
    finally:
        _release(client._parent._pool, raw)


def _leave(token: ConnectionToken) -> None:
    """Make the task see the pool again; also when the database was closed meanwhile."""
    token._handler.reset(token)


async def _rollback_or_close(raw: Any) -> None:
    """Undo without hiding the error that led here: closing undoes as well, only later."""
    try:
        async with asyncio.timeout(ROLLBACK_SECONDS):
            await raw.rollback()
    except (MySQLError, OSError):  # a TimeoutError is an OSError
        raw.close()


async def _take(self: PoolConnectionWrapper[Any]) -> Any:
    self.connection = await _acquire(self, self.client)
    return self.connection


async def _put_back(self: PoolConnectionWrapper[Any], kind: Any, error: Any, trace: Any) -> None:
    _release(self.client._pool, self.connection)


async def _acquire(context: TransactionContextPooled | PoolConnectionWrapper[Any], client: Any) -> Any:
    try:
        # timeout() and not wait_for(): that one can lose a connection it was just handed
        async with asyncio.timeout(ACQUIRE_SECONDS):
            await context.ensure_connection()
            return await client._pool.acquire()
    except (OSError, MySQLError, DBConnectionError) as error:
        raise Unavailable(RETRY_AFTER) from error


def _release(pool: Any, raw: Any) -> None:
    """Give a connection back. Never awaits: a second cancellation finds nothing to interrupt."""
    if pool is None:
        raw.close()
        return
    was_closed = raw.closed
    pool.release(raw)
    if was_closed or raw.closed:
        task = asyncio.get_running_loop().create_task(pool._wakeup())
        _wakeups.add(task)
        task.add_done_callback(_wakeups.discard)


_wakeups: set[asyncio.Task[None]] = set()


async def _begin_immediate(self: SqliteTransactionWrapper) -> None:
    try:
        await self._connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error


async def _begin_sqlite(self: SqliteTransactionContext) -> TransactionalDBClient:
    try:
        async with asyncio.timeout(ACQUIRE_SECONDS):
            await self._trxlock.acquire()
    except TimeoutError as error:
        raise Unavailable(RETRY_AFTER) from error
    try:
        await self.ensure_connection()
        try:
            await self.connection.begin()
        except BaseException:
            await _rollback_sqlite(self.connection)
            raise
    except BaseException:
        self._trxlock.release()
        raise
    self.token = get_connections().set(self.connection_name, self.connection)
    return self.connection


async def _end_sqlite(self: SqliteTransactionContext, kind: Any, error: Any, trace: Any) -> None:
    _leave(self.token)
    try:
        if kind is None:
            try:
                await self.connection.commit()
            except BaseException:
                await _rollback_sqlite(self.connection)
                raise
        else:
            await _rollback_sqlite(self.connection)
    finally:
        self._trxlock.release()


async def _rollback_sqlite(client: Any) -> None:
    """Roll back after all that was handed to the connection's thread before, also when this is cancelled."""
    with suppress(sqlite3.Error):
        await client._connection.rollback()


_original_to_db_value = DatetimeField.to_db_value


def _in_utc(self: Any, value: Any, instance: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC)
    return _original_to_db_value(self, value, instance)


_original_to_python_value = DatetimeField.to_python_value


def _as_stored(self: Any, value: Any) -> Any:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)  # written by `_in_utc`
    return _original_to_python_value(self, value)
