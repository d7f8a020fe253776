"""The desk's use cases on a filled database, SQLite and MariaDB, without a server around them.

The folder is not called `services`: that name belongs to `tests/services.py`.
"""

import shutil

import pytest
import pytest_asyncio
from tortoise.models import Model, ModelMeta

from server import bus
from server.config import Config
from server.content import load_slang
from server.domain.matching import build_index
from server.services import first_data
from server.services.world import World
from server.store import catalogue, models
from server.store.database import opened
from server.store.migrate import migrate

from .people import Team, hire_team

NAME = "desk"
TABLES = [kind._meta.db_table for kind in vars(models).values() if isinstance(kind, ModelMeta) and kind is not Model]
EMPTIED = [f"DELETE FROM {NAME}.{table}" for table in TABLES]  # noqa: S608 - names out of models/


@pytest_asyncio.fixture(scope="package")
async def migrated_file(tmp_path_factory):
    """A migrated SQLite file to copy: making it takes longer than a test."""
    file = tmp_path_factory.mktemp("desk") / "sigap.db"
    await migrate(f"sqlite://{file}")
    return file


@pytest_asyncio.fixture(scope="package")
async def migrated_mariadb(mariadb):
    url = mariadb.url(NAME)
    await migrate(url)
    return url


@pytest_asyncio.fixture
async def on_sqlite(migrated_file, tmp_path):
    shutil.copy(migrated_file, tmp_path / "sigap.db")
    url = f"sqlite://{tmp_path / 'sigap.db'}"
    async with opened(url):
        yield url


@pytest_asyncio.fixture
async def on_mariadb(migrated_mariadb, mariadb):
    mariadb.execute("SET FOREIGN_KEY_CHECKS = 0", *EMPTIED)
    async with opened(migrated_mariadb):
        yield migrated_mariadb


@pytest.fixture(params=["sqlite", "mariadb"])
def database(request):
    """Open a migrated database without rows, on each of both."""
    return request.getfixturevalue(f"on_{request.param}")


@pytest_asyncio.fixture
async def world(database):
    """What the use cases need: the first OPD and catalogue."""
    await first_data.fill_empty_tables()
    known = await catalogue.read_catalogue()
    return World(Config(), b"s" * 32, known, build_index(known, load_slang()))


@pytest_asyncio.fixture
async def team(world) -> Team:
    """One person of each role, and a second technician."""
    return await hire_team()


@pytest.fixture
def facts():
    """What was told after commit, in order."""
    heard = []

    async def hear(fact):
        heard.append(fact)

    stop = bus.listen(hear)
    yield heard
    stop()
