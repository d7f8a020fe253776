"""A running server over each database, and visitors in front of it."""

import pytest_asyncio

from tests.serving import start_server

from . import desk
from .client import Visitor

OPD_ORIGIN = "http://disdik.pekanbaru.go.id"


@pytest_asyncio.fixture(scope="package", params=["sqlite", "mariadb"])
async def server(request, tmp_path_factory):
    """Serve on SQLite, then on MariaDB."""
    env = {"SIGAP_DEVELOPMENT": "true", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    if request.param == "mariadb":
        env["SIGAP_DATABASE_URL"] = request.getfixturevalue("mariadb").url("wire")
    running = start_server(env, tmp_path_factory.mktemp("wire"))
    yield running
    running.stop()


@pytest_asyncio.fixture
async def visitor(server):
    """One device that has not spoken yet."""
    someone = Visitor(server.url)
    yield someone
    await someone.close()


@pytest_asyncio.fixture
async def other(server):
    """Another device."""
    someone = Visitor(server.url)
    yield someone
    await someone.close()
