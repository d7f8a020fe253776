"""A database with as many reports as are asked for: an invented year, and copies of it as the years before.

The database copies. Ids follow time, as in a database that has grown: the newest year is the one that was invented.
"""

import asyncio
import os
import subprocess
import sys

from tortoise.fields import DatetimeField

from server.store import models
from server.store.database import connection, opened
from tests.programs import ROOT

INVENTED = 50_000
SHIFTED = {
    "report": {"id": "ids", "duplicate_of_id": "ids"},
    "reporter": {"id": "ids", "report_id": "ids"},
    "timeline": {"ver": "vers", "report_id": "ids"},
}
"""Columns that grow with every copy."""
COPIED = (models.Report, models.Reporter, models.Timeline)
YEAR_DAYS = 364
"""Whole weeks: a copy's working days are those of the original."""
LATER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', {0}, '{1} days') || '000+00:00'",
    "mysql": "DATE_ADD({0}, INTERVAL {1} DAY)",
}
"""A moment so many days later, as Tortoise stores it."""


async def build(settings: dict[str, str], url: str, reports: int, invented: int = INVENTED) -> None:
    """Fill the database that `settings` name; `invented` reports are made one by one, the rest are their copies."""
    few = min(reports, invented)
    command = [sys.executable, str(ROOT / "run.py"), "demo-data", "--reports", str(few), "--seed", "1"]
    await asyncio.to_thread(
        subprocess.run, command, env={**os.environ, **settings}, check=True, capture_output=True
    )
    years = reports // few
    async with opened(url):
        ids = (await models.Report.all().order_by("-id").first().values("id"))["id"]
        vers = (await models.Timeline.all().order_by("-ver").first().values("ver"))["ver"]
        for kind in COPIED:
            await connection().execute_script(_moved_back(kind, years - 1))
        for copy in range(1, years):
            for kind in COPIED:
                await connection().execute_script(_copied(kind, copy, ids, vers))
        await models.Counter.filter(name="ver").update(value=vers * years)


def _moved_back(kind: type[models.Report], years: int) -> str:
    moved = [f"{column} = {_later(column, -years * YEAR_DAYS)}" for column in _moments(kind)]
    return f"UPDATE {kind._meta.db_table} SET {', '.join(moved)}"  # noqa: S608 - names of our own columns


def _copied(kind: type[models.Report], copy: int, ids: int, vers: int) -> str:
    table = kind._meta.db_table
    by = {"ids": ids * copy, "vers": vers * copy}
    columns = sorted(kind._meta.fields_db_projection.values())
    glued = "number || '-{0}'" if connection().capabilities.dialect == "sqlite" else "CONCAT(number, '-{0}')"
    taken = {column: _later(column, copy * YEAR_DAYS) for column in _moments(kind)}
    taken |= {column: f"{column} + {by[what]}" for column, what in SHIFTED[table].items()}
    taken |= {"number": glued.format(copy), "link_hash": "NULL", "code_hash": "NULL", "conversation_id": "NULL"}
    key, most = ("ver", vers) if table == "timeline" else ("id", ids)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 - names of our own columns
        f"SELECT {', '.join(taken.get(column, column) for column in columns)} FROM {table} WHERE {key} <= {most}"
    )


def _moments(kind: type[models.Report]) -> list[str]:
    fields = kind._meta.fields_map.items()
    return [kind._meta.fields_db_projection[name] for name, field in fields if isinstance(field, DatetimeField)]


def _later(column: str, days: int) -> str:
    return LATER[connection().capabilities.dialect].format(column, days)
