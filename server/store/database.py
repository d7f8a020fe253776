"""The one connection to the database: SQLite in a file, or MariaDB/MySQL through a pool.

Call `open_database` once at start and `close_database` at the end: aiosqlite's thread is not a daemon, so a
process that forgets to close never exits.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import structlog
from pymysql.constants import CLIENT
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import TortoiseContext, get_current_context, require_context
from tortoise.exceptions import ConfigurationError

from . import repairs

APP = "sigap"
MODELS = f"{__package__}.models"
MIGRATIONS = f"{__package__}.migrations"
CLOSE_SECONDS = 5
ANSWER_SECONDS = 1

log = structlog.get_logger("sigap.store")

SQLITE = {
    "busy_timeout": 5000,  # ms; first, so that the pragmas after it wait for another process too
    "journal_mode": "WAL",
    "synchronous": "FULL",  # NORMAL may lose acknowledged commits when the power fails
    "foreign_keys": "ON",
}
MYSQL = {
    "minsize": 1,
    "maxsize": 10,
    "pool_recycle": 280,  # s; below the shortest usual wait_timeout of 300
    "connect_timeout": 5,
    "charset": "utf8mb4",
    "client_flag": CLIENT.FOUND_ROWS,  # UPDATE counts the rows it matched, as SQLite does
}
KNOWN = ("sqlite://", "mysql://", "mariadb://")
ADDRESS = ("host", "port", "user", "password", "database", "unix_socket")
MYSQL_SESSION = "; ".join(
    (
        "SET time_zone = '+00:00'",  # Tortoise itself sets it on one pooled connection only
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
        "SET SESSION innodb_lock_wait_timeout = 5",  # the default keeps a visitor waiting for 50 s
    )
)


class CannotOpenDatabase(RuntimeError):
    """Say in one line, without a password, which database cannot be used and why."""


def tortoise_config(url: str, *, models: str = MODELS, migrations: str = MIGRATIONS) -> dict[str, Any]:
    """Return Tortoise's configuration for `sqlite://<path>` or `mysql://` / `mariadb://user:password@host/name`.

    The connection is named after the dialect: Tortoise keeps the SQL it has built by connection name, and
    would send SQLite's to MariaDB when one process opens both.
    """
    expanded = _expand(url)
    dialect = "sqlite" if "file_path" in expanded["credentials"] else "mysql"
    defaults = SQLITE if dialect == "sqlite" else MYSQL
    credentials = {**defaults, **expanded["credentials"]}
    if dialect == "mysql":
        credentials["init_command"] = MYSQL_SESSION
    return {
        "connections": {dialect: {"engine": expanded["engine"], "credentials": credentials}},
        "apps": {APP: {"models": [models], "migrations": migrations, "default_connection": dialect}},
        "use_tz": True,
        "timezone": "UTC",
    }


def sqlite_file(url: str) -> Path | None:
    """Return the path of the SQLite file, or None for a server's database and for `:memory:`."""
    path = _expand(url)["credentials"].get("file_path")
    return None if path in {None, ":memory:"} else Path(path)


def mysql_address(url: str) -> dict[str, Any] | None:
    """Return what a driver needs to reach the server's database, or None for SQLite."""
    credentials = _expand(url)["credentials"]
    if "file_path" in credentials:
        return None
    return {"db" if name == "database" else name: credentials[name] for name in ADDRESS if credentials.get(name)}


async def open_database(url: str) -> None:
    """Connect and prove that the database answers. Raises CannotOpenDatabase."""
    if get_current_context() is not None:
        raise RuntimeError("a database is open already: close_database() first")
    repairs.install()
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    # Not Tortoise.init: that ties the connections to the opening task, and requests run in others.
    context = TortoiseContext()
    try:
        with context:
            await context.init(config=tortoise_config(url), _enable_global_fallback=True)
            await context.db().execute_query("SELECT 1")
    except Exception as error:
        await context.close_connections()
        raise cannot_open(url, error) from error


async def close_database() -> None:
    """Give every connection back. Transactions still running after 5 s are cut off, and so undone."""
    context = get_current_context()
    if context is None:
        return
    pool = getattr(context.db(), "_pool", None)
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await context.close_connections()
    except TimeoutError:
        if pool is not None:
            pool.terminate()
        await context.close_connections()


async def answers() -> bool:
    """Tell whether the open database answers within a second."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await connection().execute_query("SELECT 1")
    except Exception as error:
        log.warning("the database does not answer", error=type(error).__name__)
        return False
    return True


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    """Open the database for a block, as commands do."""
    await open_database(url)
    try:
        yield
    finally:
        await close_database()


def connection() -> BaseDBAsyncClient:
    """Return the current connection: the transaction's own inside of one."""
    return require_context().db()


@contextmanager
def exclusive_serve_lock(url: str) -> Iterator[None]:
    """Refuse a second server on the same SQLite file; MariaDB is made for many, so nothing is locked there.

    Raises CannotOpenDatabase. The lock goes with the process, however it ends.
    """
    file = sqlite_file(url)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{file}.serve-lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotOpenDatabase(
                f"another Sigap already serves {file}: SQLite takes one server, more need MariaDB (SIGAP_DATABASE_URL)"
            ) from None
        yield


def cannot_open(url: str, error: BaseException) -> CannotOpenDatabase:
    """Return the one line that says which database it was and what the driver said."""
    return CannotOpenDatabase(f"cannot open the database {_shown(url)}: {_reason(error)}")


def _expand(url: str) -> dict[str, Any]:
    if not url.startswith(KNOWN):
        raise CannotOpenDatabase("SIGAP_DATABASE_URL begins with sqlite://, mysql:// or mariadb://")
    try:
        return expand_db_url(url.replace("mariadb://", "mysql://", 1))
    except (ConfigurationError, ValueError) as error:
        raise CannotOpenDatabase(f"SIGAP_DATABASE_URL cannot be read: {error}") from None


def _shown(url: str) -> str:
    if file := sqlite_file(url):
        return str(file)
    credentials = _expand(url)["credentials"]
    return f"{credentials.get('database')} at {credentials.get('host')}:{credentials.get('port')}"


def _reason(error: BaseException) -> str:
    """Dig out the driver's sentence: Tortoise's own prints its whole configuration."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return str(error.args[-1] if error.args else error)
