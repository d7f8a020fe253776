"""While the database is away every page says so and when to come back; nobody finds a bug in the log for it."""

import asyncio
import re

import httpx
import pytest

from server.domain.sheet import sheet_code
from tests.serving import start_server

PAGES = ["/demo?opd=disdik", "/l/aaaaaaaaaaaaaaaaaaaaaa"]
CHATS = ["/?opd=disdik", f"/q/{sheet_code(1)}"]
LISTS = ["/api/widget/site.json?opd=disdik", "/api/widget/agencies.json", "/api/widget/catalogue.id.json"]


@pytest.fixture(scope="module")
def server(own_mariadb, tmp_path_factory):
    settings = {"SIGAP_DEVELOPMENT": "true", "SIGAP_DATABASE_URL": own_mariadb.url("away")}
    running = start_server(settings, tmp_path_factory.mktemp("away"))
    for each in (*CHATS, *PAGES, *LISTS):
        assert httpx.get(running.url + each).status_code in {200, 404}, each
    yield running
    running.stop()


@pytest.mark.parametrize("path", ["/widget.js", *CHATS, *LISTS])
async def test_what_a_page_needs_to_open_is_there_while_the_database_hangs(server, own_mariadb, path):
    """Asked at once, and again when the outage is known: neither may take a connection and wait."""
    own_mariadb.freeze()
    try:
        async with httpx.AsyncClient(base_url=server.url, timeout=10) as http:
            answers = [await http.get(path) for _ in range(3)]
    finally:
        own_mariadb.thaw()
    assert [answer.status_code for answer in answers] == [200] * 3
    assert max(answer.elapsed.total_seconds() for answer in answers) < 5


@pytest.fixture(scope="module")
def without_database(server, own_mariadb):
    """The server goes on without its database."""
    own_mariadb.kill()
    return server


@pytest.mark.parametrize("path", ["/demo?opd=disdik", "/api/widget/site.json?opd=dinkes"])
async def test_a_connection_that_is_lost_in_the_middle_of_a_read_is_no_bug(server, own_mariadb, path):
    async with httpx.AsyncClient(base_url=server.url, timeout=20) as http:
        while (await http.get("/api/widget/site.json?opd=dishub")).status_code != 200:
            pass  # the outage before is not over as soon as the database is back: the pulse is felt every half second
        with own_mariadb._connect() as link, link.cursor() as cursor:
            cursor.execute("LOCK TABLES away.agency WRITE")  # so that the read is under way and stays so
            asking = asyncio.create_task(http.get(path))
            while not (reading := waiting(cursor)) and not asking.done():
                await asyncio.sleep(0.01)
            for one in reading:
                cursor.execute(f"KILL {one}")
            answer = await asking
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "X-Incident" not in answer.headers


def waiting(cursor) -> list[int]:
    """Return the connections that wait for the table."""
    cursor.execute("SELECT id FROM information_schema.processlist WHERE db = 'away' AND state LIKE 'Waiting for %lock'")
    return [row[0] for row in cursor.fetchall()]


async def away(server, path: str) -> httpx.Response:
    """Ask until what is remembered for a second is forgotten."""
    async with httpx.AsyncClient(base_url=server.url) as http:
        while (answer := await http.get(path)).status_code in {200, 404}:
            pass
    return answer


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_says_when_to_come_back(without_database, path):
    answer = await away(without_database, path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "text/html" in answer.headers["Content-Type"] and "Ada kendala di server" in answer.text
    assert "X-Incident" not in answer.headers


@pytest.mark.parametrize("path", CHATS)
async def test_the_chat_page_opens_as_it_was(without_database, path):
    await away(without_database, PAGES[0])
    async with httpx.AsyncClient(base_url=without_database.url) as http:
        answer = await http.get(path)
    assert answer.status_code == 200 and re.search(r'data-opd="\w+"', answer.text)


@pytest.mark.parametrize("path", LISTS)
async def test_what_a_widget_reads_first_is_there_as_it_was(without_database, path):
    await away(without_database, PAGES[0])
    for encoding in ("gzip", "identity"):
        async with httpx.AsyncClient(base_url=without_database.url) as http:
            answer = await http.get(path, headers={"Accept-Encoding": encoding})
        assert answer.status_code == 200
        assert answer.json().keys() & {"agencies", "kinds", "unit"}


async def test_a_site_that_nobody_asked_for_before_is_told_when_to_come_back(without_database):
    answer = await away(without_database, "/api/widget/site.json?opd=dinkes")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(answer.json()["retry_after"])
    assert answer.json()["code"] == "unavailable"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def test_the_log_names_an_outage_and_no_bug_and_no_secret(without_database):
    await away(without_database, "/l/aaaaaaaaaaaaaaaaaaaaaa")
    log = without_database.log.read_text(encoding="utf-8")
    assert "unavailable" in log
    for word in ("Traceback", "unforeseen failure", "aaaaaaaaaaaaaaaaaaaaaa"):
        assert word not in log, word
