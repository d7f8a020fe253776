"""Databases to test the store on: a new, empty one for every test, on SQLite and on MariaDB.

This MariaDB has defaults that would hurt us, another time zone and REPEATABLE READ, and tests may kill it.
"""

from pathlib import Path

import pytest
import pytest_asyncio
from tortoise.models import Model, ModelMeta

from server.store import models
from server.store.database import close_database, open_database
from server.store.migrate import migrate
from tests.services import MariaDB, ServiceMissingError

HURTFUL = ("--default-time-zone=+07:00", "--transaction-isolation=REPEATABLE-READ")
TABLES = [kind._meta.db_table for kind in vars(models).values() if isinstance(kind, ModelMeta) and kind is not Model]
EMPTIED = [f"DELETE FROM store.{table}" for table in TABLES]  # noqa: S608 - names out of models/
SURVIVES_KILL = 2  # the operating system keeps what was committed; only a power cut would lose it


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory):
    """Run a MariaDB of our own for the tests of this folder."""
    try:
        server = MariaDB(tmp_path_factory.mktemp("store-mariadb"), SURVIVES_KILL, HURTFUL).start()
    except ServiceMissingError as reason:
        pytest.skip(f"NOT RUN: {reason}")
    yield server
    server.kill()


@pytest_asyncio.fixture(scope="session")
async def migrated_mariadb(mariadb):
    """Return the address of a database that is migrated once; making the tables takes half a second."""
    url = mariadb.url("store")
    await migrate(url)
    return url


@pytest.fixture(params=["sqlite", "mariadb"])
def empty_url(request, tmp_path):
    """Return the address of an empty database, on each of both."""
    if request.param == "mariadb":
        return request.getfixturevalue("mariadb").url("store_empty")
    return _new_file(tmp_path)


@pytest.fixture(params=["sqlite", "mariadb"])
def database(request):
    """Open a migrated database without rows, on each of both, and return its address."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest_asyncio.fixture
async def on_mariadb(migrated_mariadb, mariadb):
    """Open a migrated database without rows on MariaDB and return its address."""
    mariadb.execute("SET FOREIGN_KEY_CHECKS = 0", *EMPTIED)
    await open_database(migrated_mariadb)
    yield migrated_mariadb
    await close_database()


@pytest_asyncio.fixture
async def on_sqlite(tmp_path):
    """Open a new, migrated SQLite file and return its address."""
    url = _new_file(tmp_path)
    await migrate(url)
    await open_database(url)
    yield url
    await close_database()


def _new_file(folder: Path) -> str:
    return f"sqlite://{folder / 'new' / 'sigap.db'}"
