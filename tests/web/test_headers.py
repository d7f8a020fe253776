"""Every answer carries its headers, also the errors, the files and what Socket.IO says (S4)."""

import pytest

from tests.serving import start_server

PAGES = [
    "/", "/demo", "/privasi", "/lapor", "/q/XXXX", "/l/tidak-ada", "/dashboard/login", "/dashboard/reports", "/healthz",
    "/tidak-ada", "/api/tidak-ada", "/dashboard/tidak-ada",
]  # fmt: skip
FILES = [
    "/widget.js", "/sw.js", "/hosted.js", "/app.webmanifest", "/assets/pages.css", "/assets/icon-192.png",
    "/api/widget/site.json?opd=disdik", "/api/widget/catalogue.id.json", "/api/widget/agencies.json",
]  # fmt: skip
SOCKET = ["/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=4&transport=polling&j=0", "/socket.io/?EIO=9"]


@pytest.fixture(scope="module", params=["http", "https"])
def server(request, tmp_path_factory):
    env = {"SIGAP_PUBLIC_URL": "https://sigap.pekanbaru.go.id"} if request.param == "https" else {}
    running = start_server(env, tmp_path_factory.mktemp("headers"))
    running.https = request.param == "https"
    yield running
    running.stop()


@pytest.mark.parametrize("path", [*PAGES, *FILES, *SOCKET])
async def test_every_answer_says_what_it_is_and_where_it_may_be_shown(server, http, path):
    headers = (await http.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert ("Strict-Transport-Security" in headers) == server.https
    assert "Server" not in headers


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_can_be_framed(http, path):
    headers = (await http.get(path)).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_only_what_the_widget_fetches_is_open_to_other_pages(http):
    for path in ("/widget.js", "/api/widget/site.json?opd=disdik", "/api/widget/agencies.json"):
        assert (await http.get(path)).headers["Access-Control-Allow-Origin"] == "*"
    for path in PAGES:
        if not path.startswith("/api/"):
            assert "Access-Control-Allow-Origin" not in (await http.get(path)).headers
