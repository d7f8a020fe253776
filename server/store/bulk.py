"""Write many rows at once, as demo data and benchmarks do: past the ORM, which takes ten times as long."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tortoise.models import Model

from . import models
from .database import connection

Row = Mapping[str, object]
PLACEHOLDER = {"sqlite": "?", "mysql": "%s"}


async def add_reports(rows: Sequence[Row]) -> None:
    """Insert reports with ids of their own; all rows name the same columns."""
    await _add(models.Report, rows)


async def add_reporters(rows: Sequence[Row]) -> None:
    await _add(models.Reporter, rows)


async def add_timeline(rows: Sequence[Row]) -> None:
    """Insert timeline rows whose `ver` was taken before, in this transaction."""
    await _add(models.Timeline, rows)


async def add_conversations(rows: Sequence[Row]) -> None:
    await _add(models.Conversation, rows)


async def add_messages(rows: Sequence[Row]) -> None:
    await _add(models.ChatEntry, rows)


async def next_ids() -> dict[str, int]:
    """Return the next free id of reports, reporters and conversations."""
    kinds: dict[str, type[Model]] = {
        "report": models.Report, "reporter": models.Reporter, "conversation": models.Conversation,
    }  # fmt: skip
    found = {}
    for name, kind in kinds.items():
        newest = await kind.all().order_by("-id").first().values("id")
        found[name] = (newest["id"] if newest else 0) + 1
    return found


async def has_reports() -> bool:
    return await models.Report.exists()


async def _add(kind: type[Model], rows: Sequence[Row]) -> None:
    if not rows:
        return
    usual = _defaults(kind)
    columns = tuple(usual | dict(rows[0]))
    client = connection()
    place = PLACEHOLDER[client.capabilities.dialect]
    names, places = ", ".join(columns), ", ".join([place] * len(columns))
    sql = f"INSERT INTO {kind._meta.db_table} ({names}) VALUES ({places})"  # noqa: S608 - names of our own columns
    await client.execute_many(sql, [[_stored((usual | row)[name]) for name in columns] for row in rows])  # type: ignore[operator]


def _defaults(kind: type[Model]) -> dict[str, object]:
    """Return what the ORM would write into columns that nobody names; the database itself knows no defaults of it."""
    found = {}
    for name, field in kind._meta.fields_map.items():
        if name in kind._meta.fields_db_projection and not (field.generated or field.required):
            found[field.source_field or name] = field.default() if callable(field.default) else field.default
    return found


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value
