"""What a database error means: come again later, run the unit again, or a bug.

Kinds of trouble
  lost      the connection is gone; whether a COMMIT arrived is unknown
  passing   the server undid the unit or lost it: running an idempotent unit again is right
  down      lost, passing, or the server cannot take writes now: `Unavailable` for the caller
  anything else is a bug and stays what it is
"""

import sqlite3

from pymysql.err import InterfaceError, InternalError, MySQLError
from tortoise.exceptions import BaseORMException, DBConnectionError

from server.errors import Unavailable

RETRY_AFTER = 2
"""Seconds a caller is asked to wait."""

LOST = {
    2006,  # server has gone away
    2013,  # lost connection during query
    2014,  # commands out of sync
    2055,  # lost connection, with the system's error
    1053,  # server shutdown in progress
    1927,  # connection was killed
}
PASSING = LOST | {
    1205,  # lock wait timeout
    1213,  # deadlock
    1020,  # record has changed since last read
}
DOWN = PASSING | {
    2002, 2003,  # cannot connect
    1040, 1203, 1226,  # too many connections
    1290, 1792, 1836,  # read only
    3, 1021, 1030, 1114,  # disk or table full, storage engine error
    1317, 1969, 3024,  # statement interrupted or over its time
    1047,  # a cluster node that is not ready
}  # fmt: skip
SQLITE_DOWN = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL,
}  # fmt: skip


def translate(error: BaseException) -> Unavailable | None:
    """Return the refusal a caller gets for this error, or None when it is not the database being away.

    `tx` uses it itself; an edge may use it for what a read outside a transaction raises.
    """
    if isinstance(error, Unavailable):
        return error
    driver = _driver_error(error)
    if isinstance(error, DBConnectionError) or _is_lost(driver):
        return Unavailable(RETRY_AFTER)
    if isinstance(driver, sqlite3.OperationalError):
        primary = getattr(driver, "sqlite_errorcode", 0) & 0xFF  # the upper bits say which kind of it
        return Unavailable(RETRY_AFTER) if primary in SQLITE_DOWN else None
    return Unavailable(RETRY_AFTER) if _code(driver) in DOWN else None


def is_lost(error: BaseException) -> bool:
    """Tell whether the connection under this error is dead."""
    return _is_lost(_driver_error(error))


def is_passing(error: BaseException) -> bool:
    """Tell whether running an idempotent unit again at once is right."""
    driver = _driver_error(error.__cause__ if isinstance(error, Unavailable) and error.__cause__ else error)
    return _is_lost(driver) or _code(driver) in PASSING


def _driver_error(error: BaseException) -> BaseException:
    """Unwrap Tortoise's exception, which carries the driver's as its argument."""
    if isinstance(error, BaseORMException) and error.args and isinstance(error.args[0], BaseException):
        return error.args[0]
    return error


def _is_lost(driver: BaseException) -> bool:
    # aiomysql's "Not connected", and its "Packet sequence number wrong", which has no number
    if isinstance(driver, InterfaceError) or (isinstance(driver, InternalError) and _code(driver) is None):
        return True
    return _code(driver) in LOST


def _code(driver: BaseException | None) -> int | None:
    if isinstance(driver, MySQLError) and driver.args and isinstance(driver.args[0], int):
        return driver.args[0]
    return None
