"""Databases to test the store on: a new, empty one for every test, on SQLite and on MariaDB.

This MariaDB has defaults that would hurt us, another time zone and REPEATABLE READ, and tests may kill it.
"""

from pathlib import Path

import pytest
import pytest_asyncio

from server.store.database import close_database, open_database
from server.store.migrate import migrate
from tests.services import MariaDB, ServiceMissingError

HURTFUL = ("--default-time-zone=+07:00", "--transaction-isolation=REPEATABLE-READ")
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


@pytest.fixture(params=["sqlite", "mariadb"])
def empty_url(request, tmp_path):
    """Return the address of an empty database, on each of both."""
    return _address(request, request.param, tmp_path)


@pytest_asyncio.fixture(params=["sqlite", "mariadb"])
async def database(request, tmp_path):
    """Open a migrated database, on each of both, and return its address."""
    url = _address(request, request.param, tmp_path)
    await migrate(url)
    await open_database(url)
    yield url
    await close_database()


@pytest_asyncio.fixture
async def on_mariadb(request, tmp_path):
    """Open a migrated database on MariaDB and return its address."""
    url = _address(request, "mariadb", tmp_path)
    await migrate(url)
    await open_database(url)
    yield url
    await close_database()


@pytest_asyncio.fixture
async def on_sqlite(request, tmp_path):
    """Open a migrated SQLite file and return its address."""
    url = _address(request, "sqlite", tmp_path)
    await migrate(url)
    await open_database(url)
    yield url
    await close_database()


def _address(request: pytest.FixtureRequest, dialect: str, folder: Path) -> str:
    if dialect == "sqlite":
        return f"sqlite://{folder / 'new' / 'sigap.db'}"
    server = request.getfixturevalue("mariadb")
    return server.url("store")
