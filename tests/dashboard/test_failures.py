"""S35: a failure that nobody foresaw shows a sentence and a code that the log knows, never a trace."""

import re
import sqlite3

import pytest

from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff


@pytest.fixture
def broken_server(tmp_path):
    """A server whose database lost a table behind its back."""
    env = {"SIGAP_DEVELOPMENT": "true", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    running = start_server(env, tmp_path)
    yield running
    running.stop()


async def test_an_unforeseen_failure_shows_its_code_and_no_trace(broken_server, tmp_path):
    staff = await Staff(broken_server.url).enter()
    with sqlite3.connect(tmp_path / "sigap.db") as database:
        database.execute("DROP TABLE saved_filter")
    answer = await staff.http.get("/dashboard/reports")
    assert answer.status_code == 500
    incident = answer.headers["X-Incident"]
    assert re.fullmatch(r"[0-9a-f]{8}", incident) and f"Kode kejadian: {incident}" in answer.text
    for word in ("Traceback", "File \"", "saved_filter", "sqlite", "tortoise", "OperationalError"):
        assert word not in answer.text, word
    assert '<a href="/dashboard">Kembali ke dashboard</a>' in answer.text
    assert incident in broken_server.log.read_text(encoding="utf-8")
    await staff.http.aclose()
