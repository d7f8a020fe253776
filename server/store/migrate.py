"""Bring a database up to date. One set of migrations for SQLite and MariaDB, one process at a time.

A new migration, after a change of models/:  python -m server.store.make_migration <what_changes>
Migrations only add: a column with a default (give `db_default` too), a table, an index. MariaDB cannot undo
half of a migration, so keep each one small. Back up before `migrate` where there is something to lose.
"""

import asyncio
import fcntl
import gc
import hashlib
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiomysql  # type: ignore[import-untyped]
from pymysql.err import MySQLError
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from . import repairs, schema_repairs
from .database import APP, MIGRATIONS, cannot_open, sqlite_file, tortoise_config

WAIT_SECONDS = 60.0
LATEST = [MigrationTarget(app_label=APP, name="__latest__")]


class StillMigrating(RuntimeError):
    """Another process has held the lock for a minute."""


async def migrate(url: str, migrations: str = MIGRATIONS) -> list[str]:
    """Apply what is pending and return its names in order. Several processes may call it at once.

    Raises CannotOpenDatabase, and StillMigrating after a minute behind another process.
    """
    repairs.install()
    schema_repairs.install()
    if file := sqlite_file(url):
        file.parent.mkdir(parents=True, exist_ok=True)
    config = _config(url, migrations)
    async with _one_runner(url, config), _executor(config) as (executor, client):
        names = await _pending(executor, url)
        if names:
            with warnings.catch_warnings(), _collecting():
                # "Table 'tortoise_migrations' already exists", each time but the first
                warnings.simplefilter("ignore", category=aiomysql.Warning)
                await executor.migrate(LATEST, direction="forward")
            if client.capabilities.dialect == "sqlite":
                await schema_repairs.check_foreign_keys(client)
        return names


@contextmanager
def _collecting() -> Iterator[None]:
    """Collect garbage meanwhile, also in a start, which leaves it for later: every step copies the whole schema."""
    was_enabled = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        gc.collect()
        if not was_enabled:
            gc.disable()


async def pending(url: str, migrations: str = MIGRATIONS) -> list[str]:
    """Return the names of the migrations that `migrate` would apply, without changing anything."""
    repairs.install()
    file = sqlite_file(url)
    # Asking must not leave an empty database behind.
    target = "sqlite://:memory:" if file is not None and not file.exists() else url
    async with _executor(_config(target, migrations)) as (executor, _client):
        return await _pending(executor, url)


async def _pending(executor: MigrationExecutor, url: str) -> list[str]:
    # The recorder takes every error for "nothing applied yet", so ask first whether the database answers.
    try:
        await executor.connection.execute_query("SELECT 1")
    except Exception as error:
        raise cannot_open(url, error) from error
    return [step.migration.name for step in await executor.plan(LATEST)]


def _config(url: str, migrations: str) -> dict[str, Any]:
    config = tortoise_config(url, migrations=migrations)
    for connection in config["connections"].values():
        if "foreign_keys" in connection["credentials"]:
            connection["credentials"]["foreign_keys"] = "OFF"  # see schema_repairs, 1
    return config


@asynccontextmanager
async def _executor(config: dict[str, Any]) -> AsyncIterator[tuple[MigrationExecutor, Any]]:
    async with TortoiseContext() as context:
        # Connections only: loading the models here would bind them to this context, under a database in use.
        context.connections._init_config(config["connections"])
        client = context.connections.get(next(iter(config["connections"])))
        yield MigrationExecutor(client, config["apps"]), client


@asynccontextmanager
async def _one_runner(url: str, config: dict[str, Any]) -> AsyncIterator[None]:
    if "mysql" in config["connections"]:
        async with _server_lock(url, config["connections"]["mysql"]["credentials"]):
            yield
    elif file := sqlite_file(url):
        async with _file_lock(Path(f"{file}.migrate-lock")):
            yield
    else:
        yield


@asynccontextmanager
async def _file_lock(path: Path) -> AsyncIterator[None]:
    end = time.monotonic() + WAIT_SECONDS
    with path.open("w") as lock:
        # Asked again and again, because a thread that waits in flock cannot be cancelled.
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise StillMigrating(f"another process has held {path} for {WAIT_SECONDS:.0f} s") from None
                await asyncio.sleep(0.05)
        yield


@asynccontextmanager
async def _server_lock(url: str, credentials: dict[str, Any]) -> AsyncIterator[None]:
    known = ("host", "port", "user", "password", "unix_socket", "ssl", "connect_timeout")
    try:
        link = await aiomysql.connect(**{name: credentials[name] for name in known if name in credentials})
    except MySQLError as error:
        raise cannot_open(url, error) from error
    # At most 64 characters; the lock is the whole server's, so the database's name is in it.
    name = "sigap-migrate-" + hashlib.sha256(str(credentials["database"]).encode()).hexdigest()[:32]
    try:
        async with link.cursor() as cursor:
            await cursor.execute("SELECT GET_LOCK(%s, %s)", (name, WAIT_SECONDS))
            if (await cursor.fetchone())[0] != 1:
                raise StillMigrating(f"another process has been migrating for {WAIT_SECONDS:.0f} s")
        yield
    finally:
        link.close()
