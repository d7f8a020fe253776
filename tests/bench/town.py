"""A database with as many reports as are asked for: an invented year, copied by the database itself."""

import asyncio
import os
import subprocess
import sys

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


async def build(settings: dict[str, str], url: str, reports: int, invented: int = INVENTED) -> None:
    """Fill the database that `settings` name; `invented` reports are made one by one, the rest are their copies."""
    few = min(reports, invented)
    command = [sys.executable, str(ROOT / "run.py"), "demo-data", "--reports", str(few), "--seed", "1"]
    await asyncio.to_thread(
        subprocess.run, command, env={**os.environ, **settings}, check=True, capture_output=True
    )
    async with opened(url):
        ids = (await models.Report.all().order_by("-id").first().values("id"))["id"]
        vers = (await models.Timeline.all().order_by("-ver").first().values("ver"))["ver"]
        for copy in range(1, reports // few):
            await _copy(copy, {"ids": ids * copy, "vers": vers * copy}, ids, vers)
        await models.Counter.filter(name="ver").update(value=vers * (reports // few))


async def _copy(copy: int, by: dict[str, int], ids: int, vers: int) -> None:
    for kind in (models.Report, models.Reporter, models.Timeline):
        table = kind._meta.db_table
        columns = sorted(kind._meta.fields_db_projection.values())
        client = connection()
        glued = "number || '-{0}'" if client.capabilities.dialect == "sqlite" else "CONCAT(number, '-{0}')"
        taken = {column: f"{column} + {by[SHIFTED[table][column]]}" for column in SHIFTED[table]}
        taken |= {"number": glued.format(copy), "link_hash": "NULL", "code_hash": "NULL", "conversation_id": "NULL"}
        key, most = ("ver", vers) if table == "timeline" else ("id", ids)
        await client.execute_script(
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 - names of our own columns
            f"SELECT {', '.join(taken.get(column, column) for column in columns)} FROM {table} WHERE {key} <= {most}"
        )


