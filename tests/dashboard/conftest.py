"""The dashboard of a running server, signed in and not."""

import httpx
import pytest_asyncio

from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff


@pytest_asyncio.fixture(scope="package")
async def server(tmp_path_factory):
    """Serve on SQLite: what the database does is tested on both elsewhere."""
    env = {
        "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false",
        "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
    }  # fmt: skip
    running = start_server(env, tmp_path_factory.mktemp("dashboard"))
    yield running
    running.stop()


@pytest_asyncio.fixture
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


@pytest_asyncio.fixture
async def stranger(server):
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}) as http:
        yield http
