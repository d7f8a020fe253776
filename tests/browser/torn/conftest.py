"""A server behind a line that can be torn: what browsers send goes through `line`, and so does what they hear."""

import sqlite3

import pytest
import pytest_asyncio

from tests.browser.conftest import SETTINGS, new_page
from tests.faults.proxy import FaultProxy, Mode, Weather
from tests.process import free_port
from tests.serving import SigapServer


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def line():
    proxy = FaultProxy(free_port())
    await proxy.start()
    yield proxy
    await proxy.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(line, tmp_path_factory):
    env = {**SETTINGS, "SIGAP_PUBLIC_URL": line.url}
    running = SigapServer(tmp_path_factory.mktemp("torn"), env, port=line.upstream).start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def fine_weather(line):
    """Begin under a clear sky, whatever the test before left: a hole it forgot would fail every test after it."""
    line.weather = Weather()
    line.reset_all()


@pytest.fixture
def mode():
    """The weather in which a page is opened; a file with another one says so."""
    return Mode.PASS


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser, server, line, mode):
    line.weather.mode = mode
    opened = await new_page(browser)
    yield opened
    line.weather.mode = Mode.PASS
    assert opened.errors == []
    await opened.context.close()


def order_of(server: SigapServer, words: str) -> int:
    """Return the place of the one report with a description like this among all reports."""
    with sqlite3.connect(f"file:{server.folder / 'sigap.db'}?mode=ro", uri=True) as database:
        ((place,),) = database.execute("SELECT id FROM report WHERE description LIKE ?", [words])
        return place


def stored(server: SigapServer, words: str = "%") -> int:
    """Return how many reports the file holds with a description like this."""
    with sqlite3.connect(f"file:{server.folder / 'sigap.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT COUNT(*) FROM report WHERE description LIKE ?", [words]).fetchone()[0]
