"""What every test may ask for, and the honest end of a run: what could not run is named, and the exit is not 0."""

import os

import pytest
import pytest_asyncio

from tests import programs
from tests.browsing import chromium
from tests.services import MariaDB, Redis

NOT_RUN_EXIT = 3
NEEDS = {"mariadb": "MariaDB tests", "redis_server": "Redis tests", "browser": "browser tests"}


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory):
    """A private MariaDB; `mariadb.url("name")` is a fresh database on it."""
    database = MariaDB(tmp_path_factory.mktemp("mariadb")).start()
    yield database
    database.stop()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory):
    """A private Redis; its address is `redis_server.url`."""
    server = Redis(tmp_path_factory.mktemp("redis")).start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "mariadb"])
def database_url(request, tmp_path):
    """The address of a fresh, empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite://{tmp_path / 'sigap.db'}"
    return request.getfixturevalue("mariadb").url("each")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser():
    """Chromium, once for the whole run; each person gets a context of their own."""
    async with chromium() as running:
        yield running


def pytest_sessionfinish(session, exitstatus):
    """Turn a green run that left something out into a red one."""
    if programs.missing() and exitstatus == 0 and not os.environ.get("ALLOW_MISSING_SERVICES"):
        session.exitstatus = NOT_RUN_EXIT


def pytest_terminal_summary(terminalreporter):
    """Name what did not run, and why."""
    for what, why in programs.missing().items():
        terminalreporter.write_line(f"NOT RUN: {what} because {why}", red=True)


def pytest_collection_modifyitems(items):
    """Leave out, and so fail the run for, what needs a program that is not here."""
    gaps = programs.missing()
    for item in items:
        needs = set(getattr(item, "fixturenames", ()))
        for fixture, what in NEEDS.items():
            if fixture in needs and what in gaps:
                item.add_marker(pytest.mark.skip(reason=f"NOT RUN: {gaps[what]}"))
