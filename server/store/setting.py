"""The desk's settings as they were saved, kept in memory for a second: every page and every report asks for them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.context import TortoiseContext, get_current_context

from . import counters, models

KEPT_SECONDS = 1.0
"""For so long another process may still answer with what was saved before."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One setting: its form, and the version that a change has to name."""

    form: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every setting that was ever saved, by key. The same object as long as nothing changed."""

    revision: int
    saved: Mapping[str, Saved]


@dataclass(slots=True)
class _Kept:
    context: TortoiseContext | None
    shelf: Shelf
    until: float


_kept = _Kept(None, Shelf(0, {}), 0.0)


async def read_all() -> Shelf:
    """Return the settings; what is older than a second is compared with the database's revision first."""
    context = get_current_context()
    if _kept.context is context and time.monotonic() < _kept.until:
        return _kept.shelf
    revision = await counters.read("settings")
    if _kept.context is not context or _kept.shelf.revision != revision:
        rows = await models.Setting.all()
        _kept.shelf = Shelf(revision, {row.key: Saved(_form(row.value), row.version) for row in rows})
        _kept.context = context
    _kept.until = time.monotonic() + KEPT_SECONDS
    return _kept.shelf


def forget() -> None:
    """Read again at the next question: this process has just saved something."""
    _kept.context = None


async def find(key: str) -> Saved | None:
    """Return one setting straight from the database."""
    row = await models.Setting.get_or_none(key=key)
    return Saved(_form(row.value), row.version) if row else None


async def write(key: str, form: Mapping[str, str], *, version: int, staff_id: int, at: datetime) -> None:
    """Save a setting as this version. Raise the counter `settings` before: its lock lets one in at a time."""
    columns: dict[str, Any] = {
        "value": {"value": dict(form)}, "version": version, "updated_at": at, "updated_by": staff_id,
    }  # fmt: skip
    if not await models.Setting.filter(key=key).update(**columns):
        await models.Setting.create(key=key, **columns)


def _form(value: Mapping[str, object]) -> dict[str, str]:
    stored = value.get("value")
    return {str(name): str(text) for name, text in stored.items()} if isinstance(stored, dict) else {}
