"""A changed table keeps its rows, its children's rows, its indexes and keys. Tortoise alone lost them."""

import shutil
import sys

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from server.store import schema_repairs
from server.store.database import close_database, connection, open_database, tortoise_config
from server.store.make_migration import make_migrations
from server.store.migrate import LATEST, migrate

from .schema import read_schema

TOWN = "tests.store.town.migrations"
FIRST = [MigrationTarget(app_label="sigap", name="0001_initial")]
ROWS = (
    "INSERT INTO town_person (id) VALUES (1)",
    "INSERT INTO town (id, code, region, name, mayor) VALUES (7, 'pku', 'Riau', 'Pekanbaru', 'x')",
    "INSERT INTO town_house (id, town_id, owner_id, street) VALUES (1, 7, 1, 'Sudirman')",
    "INSERT INTO town_house (id, town_id, owner_id, street) VALUES (2, 7, NULL, 'Riau')",
)


async def fill_first_version(url: str) -> None:
    """Make the first version of the tables, with rows in parents and children."""
    async with TortoiseContext() as context:
        config = tortoise_config(url, migrations=TOWN)
        context.connections._init_config(config["connections"])
        client = context.connections.all()[0]
        await MigrationExecutor(client, config["apps"]).migrate(FIRST)
        for statement in ROWS:
            await client.execute_query(statement)


@pytest.fixture
async def grown(empty_url, tmp_path):
    """Open a database that was filled at its first version and then migrated to its last."""
    if empty_url.startswith("sqlite"):
        empty_url = f"sqlite://{tmp_path / 'town.db'}"
    await fill_first_version(empty_url)
    assert await migrate(empty_url, TOWN) == ["0002_grow"]
    await open_database(empty_url)
    yield connection()
    await close_database()


async def test_rows_of_a_changed_table_and_of_its_children_are_kept(grown):
    towns = await grown.execute_query_dict("SELECT id, code, region, name, founded, district_id FROM town")
    assert towns == [{"id": 7, "code": "pku", "region": "Riau", "name": "Pekanbaru", "founded": 0, "district_id": None}]
    houses = await grown.execute_query_dict("SELECT id, town_id, street FROM town_house ORDER BY id")
    assert [tuple(house.values()) for house in houses] == [(1, 7, "Sudirman"), (2, 7, "Riau")]


async def test_unique_constraints_of_a_changed_table_still_refuse_doubles(grown):
    for double in (
        "INSERT INTO town (code, region, name) VALUES ('pku', 'Jambi', 'Jambi')",
        "INSERT INTO town (code, region, name) VALUES ('new', 'Riau', 'Pekanbaru')",
    ):
        with pytest.raises(IntegrityError):
            await grown.execute_query(double)
    await grown.execute_query("INSERT INTO town (code, region, name) VALUES ('new', 'Riau', 'Dumai')")


async def test_indexes_of_a_changed_table_are_still_there(grown):
    indexes = {name for _, _, name in (await read_schema(grown))["town"]["indexes"]}
    assert "idx_town_region" in indexes


async def test_a_foreign_key_added_later_is_enforced_and_in_its_own_table_only(grown):
    with pytest.raises(IntegrityError):
        await grown.execute_query("UPDATE town SET district_id = 99")
    schema = await read_schema(grown)
    assert schema["town_shop"]["foreign_keys"] == set()
    assert {key[0] for key in schema["town_house"]["foreign_keys"]} == {"town_id"}


async def test_a_parent_that_goes_still_takes_its_children_along(grown):
    await grown.execute_query("DELETE FROM town WHERE id = 7")
    assert await grown.execute_query_dict("SELECT id FROM town_house") == []


async def test_a_rebuild_outside_of_migrate_refuses_rather_than_empty_the_children(tmp_path):
    url = f"sqlite://{tmp_path / 'town.db'}"
    await fill_first_version(url)
    schema_repairs.install()
    async with TortoiseContext() as context:
        config = tortoise_config(url, migrations=TOWN)  # foreign keys on, as in the running server
        context.connections._init_config(config["connections"])
        client = context.connections.all()[0]
        with pytest.raises(schema_repairs.BrokenMigration, match="empty its children"):
            await MigrationExecutor(client, config["apps"]).migrate(LATEST)
        assert len(await client.execute_query_dict("SELECT id FROM town_house")) == 2


async def test_a_migration_written_by_the_command_leads_to_the_changed_models(tmp_path, monkeypatch, empty_url):
    home = tmp_path / "written_migrations"
    source = sys.modules["tests"].__path__[0]
    shutil.copytree(f"{source}/store/town/migrations", home, ignore=lambda *_: ["0002_grow.py", "__pycache__"])
    monkeypatch.syspath_prepend(tmp_path)
    path = await make_migrations("Grow a bit", models="tests.store.town.after", migrations=home.name)
    assert path == home / "0002_grow_a_bit.py"
    assert await migrate(empty_url, home.name) == ["0001_initial", "0002_grow_a_bit"]
    assert await make_migrations("again", models="tests.store.town.after", migrations=home.name) is None
    for module in [name for name in sys.modules if name.startswith(home.name)]:
        del sys.modules[module]
