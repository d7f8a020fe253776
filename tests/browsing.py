"""Chromium for tests, driven by Playwright's asynchronous API (its synchronous one breaks pytest-asyncio's loop)."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

from tests import programs
from tests.services import ServiceMissingError

ARGUMENTS = [
    "--no-sandbox",  # needed as root
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1,MAP *.go.id 127.0.0.1",  # real site boundaries, no network
]  # fmt: skip


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run Debian's Chromium; Playwright's own Node wants a library that a bare Debian lacks, so it gets ours."""
    program, node = programs.chromium(), programs.node()
    if program is None:
        raise ServiceMissingError(programs.missing()["browser tests"])
    if node is not None:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, env={**programs.environment_for(program)}
        )
        yield browser
        await browser.close()
