"""Repairs of Tortoise 1.1.9's schema editors. Each has a test in tests/store/test_schema_repairs.py.

1 SQLite changes a column by rebuilding the table. With foreign keys on, dropping the old table emptied its
  children (ON DELETE CASCADE); `migrate` turns them off, and here the rebuild refuses to run otherwise.
2 That rebuild lost the table's indexes and its unique constraints over several columns.
3 RemoveField of a foreign key left its column on SQLite, and failed on MariaDB, whose constraint needed it.
4 MariaDB: AddField of a foreign key made the column without its constraint, which then leaked into the next
  CREATE TABLE of the same migration.
"""

from typing import Any, NamedTuple

from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.migrations.schema_editor.mysql import MySQLSchemaEditor
from tortoise.migrations.schema_editor.sqlite import SqliteSchemaEditor


class BrokenMigration(RuntimeError):
    """Say what a migration would have destroyed, or did."""


def install() -> None:
    """Put the repairs in place. Harmless when repeated."""
    SqliteSchemaEditor._remake_table = _remake_table  # type: ignore[method-assign]
    MySQLSchemaEditor.add_field = _add_field  # type: ignore[method-assign]
    MySQLSchemaEditor.remove_field = _remove_field  # type: ignore[assignment,method-assign]


_original_remake = SqliteSchemaEditor._remake_table
_original_add = MySQLSchemaEditor.add_field
_original_remove = MySQLSchemaEditor.remove_field


class _Index(NamedTuple):
    name: str
    unique: bool
    columns: tuple[str, ...]
    sql: str | None  # None: SQLite's own, for a UNIQUE inside CREATE TABLE


async def check_foreign_keys(client: Any) -> None:
    """Raise BrokenMigration when a row of this SQLite database points to nothing."""
    bad = await client.execute_query_dict("PRAGMA foreign_key_check")
    if bad:
        raise BrokenMigration(f"rows that point to nothing: {[tuple(row.values()) for row in bad[:3]]}")


async def _remake_table(
    self: SqliteSchemaEditor,
    model: Any,
    create_field: Any = None,
    delete_field: Any = None,
    alter_fields: Any = None,
) -> None:
    table = model._meta.db_table
    if not self.collect_sql and (await self.client.execute_query_dict("PRAGMA foreign_keys"))[0]["foreign_keys"]:
        raise BrokenMigration(f"rebuilding {table} with foreign keys on would empty its children: use store.migrate")
    before = [] if self.collect_sql else await _indexes(self.client, table)
    fields = model._meta.fields_map
    key = delete_field.source_field if isinstance(delete_field, ForeignKeyFieldInstance) else None
    hidden = fields.pop(key, None)
    try:
        await _original_remake(self, model, create_field, delete_field, alter_fields)
    finally:
        if hidden is not None:
            fields[key] = hidden
    if self.collect_sql:
        return
    renamed = {_column(old): _column(new) for old, new in alter_fields or ()}
    gone = _column(delete_field) if delete_field is not None else None
    for index in before:
        await _restore(self, table, index, renamed, gone)
    await check_foreign_keys(self.client)


async def _restore(
    editor: SqliteSchemaEditor, table: str, index: _Index, renamed: dict[str, str], gone: str | None
) -> None:
    if gone in index.columns:
        return
    columns = tuple(renamed.get(column, column) for column in index.columns)
    # Whether one altered column is unique is what the alteration decides.
    if index.unique and len(columns) == 1 and index.columns[0] in renamed:
        return
    if any(now.unique == index.unique and now.columns == columns for now in await _indexes(editor.client, table)):
        return
    name = index.name if index.sql else f"uid_{table}_{'_'.join(columns)}"
    quoted = ", ".join(editor.quote(column) for column in columns)
    kind = "UNIQUE INDEX" if index.unique else "INDEX"
    await editor._run_sql(f"CREATE {kind} {editor.quote(name)} ON {editor.quote(table)} ({quoted})")


async def _indexes(client: Any, table: str) -> list[_Index]:
    found = []
    for row in await client.execute_query_dict(f'PRAGMA index_list("{table}")'):
        if row["origin"] == "pk":
            continue
        info = await client.execute_query_dict(f'PRAGMA index_info("{row["name"]}")')
        sql = await client.execute_query_dict("SELECT sql FROM sqlite_master WHERE name = ?", [row["name"]])
        columns = tuple(column["name"] for column in info)
        if row["partial"] or None in columns:
            raise BrokenMigration(f"index {row['name']} is partial or over an expression: rebuild {table} by hand")
        found.append(_Index(row["name"], bool(row["unique"]), columns, sql[0]["sql"]))
    return found


def _column(field: Any) -> str:
    return str(field.source_field or field.model_field_name)


async def _add_field(self: MySQLSchemaEditor, model: Any, field_name: str) -> None:
    await _original_add(self, model, field_name)
    constraints, self._foreign_keys[:] = list(self._foreign_keys), []
    for constraint in constraints:
        await self._run_sql(f"ALTER TABLE {self.quote(model._meta.db_table)} ADD {constraint}")


async def _remove_field(self: MySQLSchemaEditor, model: Any, field: Any) -> None:
    table = model._meta.db_table
    if not self.collect_sql:
        constraints = await self.client.execute_query_dict(
            "SELECT CONSTRAINT_NAME AS name FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_NAME = %s "
            "AND COLUMN_NAME = %s AND REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA = DATABASE()",
            [table, _column(field)],
        )
        for constraint in constraints:
            await self._run_sql(f"ALTER TABLE {self.quote(table)} DROP FOREIGN KEY {self.quote(constraint['name'])}")
    await _original_remove(self, model, field)
