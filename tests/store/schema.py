"""Read what a database really has: columns, indexes, unique constraints and foreign keys of every table."""

from collections import defaultdict
from typing import Any

Schema = dict[str, dict[str, Any]]

SQLITE_PARTS = ("type", "notnull", "dflt_value", "pk")
BOOKKEEPING = "tortoise_migrations"


async def read_schema(client: Any) -> Schema:
    """Return each table by name. Names count for plain indexes only, because queries name those."""
    read = _read_sqlite if client.capabilities.dialect == "sqlite" else _read_mariadb
    return {name: table for name, table in (await read(client)).items() if name != BOOKKEEPING}


async def _read_sqlite(client: Any) -> Schema:
    tables = await client.execute_query_dict(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {row["name"]: await _read_sqlite_table(client, row["name"]) for row in tables}


async def _read_sqlite_table(client: Any, table: str) -> dict[str, Any]:
    columns = await client.execute_query_dict(f'PRAGMA table_info("{table}")')
    indexes = set()
    for row in await client.execute_query_dict(f'PRAGMA index_list("{table}")'):
        parts = await client.execute_query_dict(f'PRAGMA index_info("{row["name"]}")')
        indexes.add(_index(row["name"], bool(row["unique"]), tuple(part["name"] for part in parts)))
    keys = await client.execute_query_dict(f'PRAGMA foreign_key_list("{table}")')
    return {
        "columns": {row["name"]: (row["type"], row["notnull"], row["dflt_value"], row["pk"]) for row in columns},
        "indexes": indexes,
        "foreign_keys": {(row["from"], row["table"], row["to"], row["on_delete"]) for row in keys},
    }


async def _read_mariadb(client: Any) -> Schema:
    schema: Schema = defaultdict(lambda: {"columns": {}, "indexes": set(), "foreign_keys": set()})
    for row in await client.execute_query_dict(
        "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLLATION_NAME "
        "FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
    ):
        table, column, *rest = row.values()
        schema[table]["columns"][column] = tuple(rest)
    for row in await client.execute_query_dict(
        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) AS parts "
        "FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() "
        "GROUP BY TABLE_NAME, INDEX_NAME, NON_UNIQUE"
    ):
        table, name, not_unique, parts = row.values()
        schema[table]["indexes"].add(_index(name, not not_unique, tuple(parts.split(","))))
    for row in await client.execute_query_dict(
        "SELECT k.TABLE_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, "
        "r.DELETE_RULE FROM information_schema.KEY_COLUMN_USAGE k "
        "JOIN information_schema.REFERENTIAL_CONSTRAINTS r "
        "ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME "
        "AND r.TABLE_NAME = k.TABLE_NAME WHERE k.TABLE_SCHEMA = DATABASE()"
    ):
        table, *rest = row.values()
        schema[table]["foreign_keys"].add(tuple(rest))
    return dict(schema)


def _index(name: str, unique: bool, columns: tuple[str, ...]) -> tuple[bool, tuple[str, ...], str]:
    return unique, columns, "" if unique else name
