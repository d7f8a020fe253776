"""Opening, closing and who may serve."""

import asyncio
import subprocess
import sys

import pytest

from server.clock import now
from server.store import counters, models
from server.store import database as database_module
from server.store.database import (
    CannotOpenDatabase,
    close_database,
    connection,
    exclusive_serve_lock,
    open_database,
    tortoise_config,
)
from server.store.migrate import migrate
from server.store.tx import tx

SERVE_UNTIL_KILLED = """
import sys
from server.store.database import exclusive_serve_lock
with exclusive_serve_lock(sys.argv[1]):
    print("serving", flush=True)
    sys.stdin.read()
"""


async def test_a_second_server_on_one_sqlite_file_is_refused_until_the_first_is_gone(tmp_path):
    url = f"sqlite://{tmp_path / 'sigap.db'}"
    first = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVE_UNTIL_KILLED, url, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    await first.stdout.readline()
    with (
        pytest.raises(CannotOpenDatabase, match="another Sigap already serves") as refusal,
        exclusive_serve_lock(url),
    ):
        pass
    assert "\n" not in str(refusal.value)
    first.kill()  # no goodbye: the lock must not outlive its process
    await first.wait()
    with exclusive_serve_lock(url):
        pass


def test_many_servers_may_share_mariadb():
    url = "mysql://app:app@127.0.0.1/sigap"
    with exclusive_serve_lock(url), exclusive_serve_lock(url):
        pass


async def test_one_process_may_use_sqlite_and_then_mariadb(tmp_path, mariadb):
    sqlite, other = f"sqlite://{tmp_path / 'sigap.db'}", mariadb.url("store_both")
    for turn, url in enumerate((sqlite, other, sqlite, other)):
        await migrate(url)
        await open_database(url)
        async with tx():
            assert await counters.bump("turns") == turn // 2 + 1
        await models.ReceiptRow.create(client_hash=f"turn {turn}", payload_hash="x", at=now())
        assert await models.ReceiptRow.filter(payload_hash__icontains="X").count() == turn // 2 + 1
        await close_database()


async def test_a_database_is_opened_once(database):
    with pytest.raises(RuntimeError, match="already"):
        await open_database(database)
    assert await counters.read("still") == 0


async def test_closing_does_not_wait_for_ever_for_a_transaction_that_hangs(on_mariadb, monkeypatch):
    monkeypatch.setattr(database_module, "CLOSE_SECONDS", 0.1)
    inside = asyncio.Event()

    async def hang() -> None:
        async with tx():
            await counters.bump("a")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hang())
    await inside.wait()
    async with asyncio.timeout(2):
        await close_database()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await open_database(on_mariadb)
    assert await counters.read("a") == 0


async def test_sqlite_keeps_what_it_acknowledged_when_the_power_fails(on_sqlite):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    for pragma, value in wanted.items():
        rows = await connection().execute_query_dict(f"PRAGMA {pragma}")
        assert list(rows[0].values()) == [value], pragma


@pytest.mark.parametrize("scheme", ["mysql", "mariadb"])
def test_a_server_address_becomes_a_bounded_pool(scheme):
    config = tortoise_config(f"{scheme}://app:p%40w%2F@db.local:3307/sigap?maxsize=4")
    credentials = config["connections"]["mysql"]["credentials"]
    assert (credentials["host"], credentials["port"], credentials["database"]) == ("db.local", 3307, "sigap")
    assert credentials["password"] == "p@w/"
    assert (credentials["minsize"], credentials["maxsize"], credentials["pool_recycle"]) == (1, 4, 280)
    assert "time_zone = '+00:00'" in credentials["init_command"]
