"""What every test may ask for, and the honest end of a run: what could not run is named, and the exit is not 0."""

import os
from collections import Counter
from collections.abc import Callable

import pytest
import pytest_asyncio

from tests import programs
from tests.browsing import chromium
from tests.services import MariaDB, Redis, ServiceMissingError

NOT_RUN = "NOT RUN: "
NOT_RUN_EXIT = 3
CLOSING_LINES = pytest.StashKey[list[str]]()
SKIPS = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def mariadb(tmp_path_factory):
    """A private MariaDB; `mariadb.url("name")` is a fresh database on it."""
    database = MariaDB(tmp_path_factory.mktemp("mariadb")).start()
    yield database
    database.stop()


@pytest.fixture(scope="module")
def own_mariadb(tmp_path_factory):
    """A MariaDB of one file of tests, which may kill and freeze it."""
    database = MariaDB(tmp_path_factory.mktemp("own-mariadb")).start()
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


@pytest.fixture
def closing_line(request) -> Callable[[str], None]:
    """Say a line at the end of the run, where figures are read."""
    return request.config.stash[CLOSING_LINES].append


def pytest_configure(config):
    config.stash[CLOSING_LINES] = []
    config.stash[SKIPS] = Counter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """Leave out what needs a program that is not here."""
    return (yield from _leave_out_what_cannot_run())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Do so too where a test starts the program itself."""
    return (yield from _leave_out_what_cannot_run())


def _leave_out_what_cannot_run():
    try:
        return (yield)
    except ServiceMissingError as gap:
        pytest.skip(f"{NOT_RUN}{gap}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Count what was left out, by its reason."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        item.config.stash[SKIPS][report.longrepr[2].removeprefix("Skipped: ")] += 1
    return report


def pytest_sessionfinish(session, exitstatus):
    """Turn a green run that left something out into a red one."""
    skips = session.config.stash[SKIPS]
    if exitstatus != pytest.ExitCode.OK:
        return
    if any(not reason.startswith(NOT_RUN) for reason in skips):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    elif (skips or programs.missing()) and not os.environ.get("ALLOW_MISSING_SERVICES"):
        session.exitstatus = NOT_RUN_EXIT


def pytest_terminal_summary(terminalreporter, config):
    """Name what did not run, and why; then say what tests measured."""
    for what, why in programs.missing().items():
        terminalreporter.write_line(f"{NOT_RUN}{what} because {why}", red=True)
    for reason, count in config.stash[SKIPS].items():
        said = reason if reason.startswith(NOT_RUN) else f"LEFT OUT WITHOUT `NOT RUN: reason`: {reason}"
        terminalreporter.write_line(f"{said} ({count} tests)", red=True)
    for line in config.stash[CLOSING_LINES]:
        terminalreporter.write_line(line)
