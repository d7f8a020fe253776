"""The installed app over an upgrade: what it keeps is of one build, whatever was fetched when the network went."""

import http.server
import json
import threading

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import SETTINGS
from tests.browser.torn.test_hosted_app import cut, visit_once
from tests.browsing import until_true
from tests.programs import ROOT
from tests.serving import SigapServer

BUILT = json.loads((ROOT / "widget/dist/manifest.json").read_text(encoding="utf-8"))["build"]
NEXT, LATER = "aaaaaaaaaa", "bbbbbbbbbb"
NAMES_ITS_BUILD = ("/widget.js", "/sw.js")
OURS = {"accept-encoding", "connection", "content-length", "host", "if-none-match", "transfer-encoding"}


class Releases:
    """In front of a server: it speaks as one that was upgraded, whose chunks are all there or not there yet."""

    def __init__(self, server: SigapServer, port: int) -> None:
        self.build = BUILT
        self.has_chunks = True
        releases = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                releases.forward(self, server.url)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Stay quiet."""

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def forward(self, asked: http.server.BaseHTTPRequestHandler, upstream: str) -> None:
        new = f"/widget/{self.build}/"
        if self.build != BUILT and asked.path.startswith(new) and not self.has_chunks:
            asked.send_error(503)
            return
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in OURS | {"upgrade"}}
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        url = upstream + asked.path.replace(new, f"/widget/{BUILT}/")
        answer = httpx.request(asked.command, url, headers=headers, content=body, timeout=60)
        content = answer.content
        if asked.path in NAMES_ITS_BUILD:
            content = content.replace(BUILT.encode(), self.build.encode())
        asked.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name not in OURS | {"content-encoding", "etag"}:
                asked.send_header(name, value)
        asked.send_header("Content-Length", str(len(content)))
        asked.end_headers()
        asked.wfile.write(content)

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(line, tmp_path_factory):
    running = SigapServer(tmp_path_factory.mktemp("upgraded"), {**SETTINGS, "SIGAP_PUBLIC_URL": line.url}).start()
    yield running
    running.stop()


@pytest.fixture
def releases(server, line):
    running = Releases(server, line.upstream)
    yield running
    running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def app(releases, page, line):
    """The installed app, of the build before the upgrade."""
    await visit_once(page, f"{line.url}/?opd=disdik")
    await until_true(page, has_installed(BUILT))
    return page


async def test_an_upgrade_that_the_network_cuts_short_leaves_an_app_that_opens(app, line, releases):
    releases.build, releases.has_chunks = NEXT, False
    await forget_cache(app)
    await app.reload()
    await until_true(app, f"async () => (await (await fetch('/widget.js')).text()).includes('{NEXT}')")
    await opens_offline(app, line)


async def test_upgrades_that_are_seen_from_other_pages_leave_an_app_that_opens(app, line, releases):
    for build in (NEXT, LATER):
        releases.build = build
        await app.goto(f"{line.url}/privasi")
        await app.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
        await until_true(app, has_installed(build))
    await forget_cache(app)
    await opens_offline(app, line)


async def test_an_app_that_was_upgraded_opens_as_the_newest(app, line, releases):
    releases.build = NEXT
    await app.reload()
    await until_true(app, has_installed(NEXT))
    await opens_offline(app, line)
    assert await app.evaluate(f"async () => (await (await fetch('/widget.js')).text()).includes('{NEXT}')")


async def opens_offline(app: Page, line) -> None:
    cut(line)
    await app.goto(f"{line.url}/?opd=disdik")
    await expect(app.get_by_role("button", name="Wi-Fi").first).to_be_visible()


async def forget_cache(page: Page) -> None:
    """Time passes: what the app itself keeps stays, what the browser cached does not."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Network.clearBrowserCache")


def has_installed(build: str) -> str:
    return f"""async () => {{
      const {{ installing, waiting, active }} = await navigator.serviceWorker.ready;
      return !installing && !waiting && active.state === "activated" && await caches.has("sigap-{build}");
    }}"""
