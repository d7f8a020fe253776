"""Migrations bring any database to what models/ says, whoever runs them and how many at once."""

import asyncio
import json
import subprocess
import sys

import pytest
from tortoise.context import TortoiseContext

from server.store.database import (
    MIGRATIONS,
    MODELS,
    CannotOpenDatabase,
    close_database,
    connection,
    open_database,
    tortoise_config,
)
from server.store.migrate import migrate, pending
from tests.process import free_port

from .schema import Schema, read_schema

TOWN = "tests.store.town.migrations"
PROGRAM = """
import asyncio, json, sys
from server.store.migrate import migrate
print(json.dumps(asyncio.run(migrate(sys.argv[1]))))
"""


async def migrated_schema(url: str, migrations: str) -> Schema:
    """Migrate an empty database and read it through a bare connection."""
    await migrate(url, migrations)
    async with TortoiseContext() as context:
        context.connections._init_config(tortoise_config(url)["connections"])
        return await read_schema(context.connections.all()[0])


async def generated_schema(url: str, models: str) -> Schema:
    """Let Tortoise make the tables straight from the models in an empty database, and read it."""
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url, models=models))
        await context.generate_schemas(safe=False)
        return await read_schema(context.db())


@pytest.fixture
def two_urls(empty_url, request, tmp_path):
    """Return two empty databases of one dialect."""
    if empty_url.startswith("sqlite"):
        return empty_url, f"sqlite://{tmp_path / 'other.db'}"
    return empty_url, request.getfixturevalue("mariadb").url("store_generated")


@pytest.mark.parametrize(
    ("migrations", "models"), [(MIGRATIONS, MODELS), (TOWN, "tests.store.town.after")], ids=["ours", "town"]
)
async def test_migrating_gives_exactly_the_tables_that_the_models_describe(two_urls, migrations, models):
    migrated = await migrated_schema(two_urls[0], migrations)
    generated = await generated_schema(two_urls[1], models)
    assert migrated.keys() == generated.keys()
    for table, described in generated.items():
        assert migrated[table] == described, table


async def test_an_empty_database_is_brought_up_once(empty_url):
    names = await pending(empty_url)
    assert names[0] == "0001_initial"
    assert await migrate(empty_url) == names
    assert await migrate(empty_url) == []
    assert await pending(empty_url) == []
    await open_database(empty_url)
    assert (await connection().execute_query_dict("SELECT COUNT(*) AS n FROM report"))[0]["n"] == 0
    await close_database()


async def test_asking_what_is_pending_leaves_no_file_behind(tmp_path):
    await pending(f"sqlite://{tmp_path / 'sigap.db'}")
    assert list(tmp_path.iterdir()) == []


async def test_three_processes_may_migrate_at_once_and_one_of_them_does_it(empty_url):
    runs = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, empty_url, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    outcomes = [(*await run.communicate(), run.returncode) for run in runs]
    assert [code for _, _, code in outcomes] == [0, 0, 0], outcomes
    applied = sorted((json.loads(said) for said, _, _ in outcomes), key=len)
    assert applied[:2] == [[], []]
    assert applied[2][0] == "0001_initial"


async def test_migrating_leaves_an_open_database_in_use(database, request, tmp_path):
    mine = connection().connection_name
    other = (
        request.getfixturevalue("mariadb").url("store_other")
        if database.startswith("sqlite")
        else f"sqlite://{tmp_path / 'other.db'}"
    )
    await migrate(other)
    assert connection().connection_name == mine
    assert (await connection().execute_query_dict("SELECT COUNT(*) AS n FROM report"))[0]["n"] == 0


async def test_a_database_that_is_not_there_is_named_in_one_line_without_its_password():
    port = free_port()
    for attempt in (migrate, pending):
        with pytest.raises(CannotOpenDatabase) as refusal:
            await attempt(f"mysql://app:rahasia@127.0.0.1:{port}/sigap")
        assert f"127.0.0.1:{port}" in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert "rahasia" not in str(refusal.value)


def test_models_and_migrations_agree():
    check = subprocess.run(
        [sys.executable, "-m", "server.store.make_migration", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert check.returncode == 0, f"{check.stdout}: python -m server.store.make_migration <what_changes>"
