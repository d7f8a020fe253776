"""A caller without a browser, for the server that a file starts."""

import httpx
import pytest_asyncio


@pytest_asyncio.fixture
async def http(server):
    async with httpx.AsyncClient(base_url=server.url) as client:
        yield client
