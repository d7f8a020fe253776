"""Chromium for tests, driven by Playwright's asynchronous API (its synchronous one breaks pytest-asyncio's loop)."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from playwright.async_api import Error as PlaywrightError

from tests import programs
from tests.services import ServiceMissingError

ARGUMENTS = [
    "--no-sandbox",  # needed as root
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP *.test 127.0.0.1,MAP *.go.id 127.0.0.1",  # real site boundaries, no network
]  # fmt: skip

PATIENCE = 15_000  # ms; what is to be seen is seen at once, but not on a machine that runs other tests too
expect.set_options(timeout=PATIENCE)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run Debian's Chromium, without a profile: each context begins empty and leaves nothing."""
    program = _program()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, env={**programs.environment_for(program)}
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def profile(folder: Path) -> AsyncIterator[BrowserContext]:
    """Run a browser with its profile in `folder`, as a person's: what it stored is there the next time."""
    program = _program()
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            folder, executable_path=program, args=ARGUMENTS, env={**programs.environment_for(program)},
            locale="id-ID", timezone_id="Asia/Jakarta",
        )  # fmt: skip
        yield context
        with suppress(PlaywrightError):  # it may have been killed
            await context.close()


async def until_true(page: Page, expression: str, seconds: float = 30.0) -> None:
    """Ask the page until it says so. Playwright's own wait evaluates in the page later on, which our policy forbids."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(expression):
            await asyncio.sleep(0.05)


def kill(folder: Path) -> int:
    """Kill every process of the browser that uses this profile, as a power cut does; return how many there were."""
    killed = 0
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if f"--user-data-dir={folder}".encode() in command.read_bytes().split(b"\0"):
                os.kill(int(command.parent.name), signal.SIGKILL)
                killed += 1
    return killed


def _program() -> Path:
    """Return the browser. Playwright's own Node wants a library that a bare Debian lacks, so it gets ours."""
    program, node = programs.chromium(), programs.node()
    if program is None:
        raise ServiceMissingError(programs.missing()["browser tests"])
    if node is not None:
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    return program
