"""The desk's settings: read by everybody, saved by admins, in force in every process within a second."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from server.config import Config
from server.domain.desk import SignedIn
from server.domain.events import Fact, SettingsRevised
from server.domain.roles import Act, require
from server.domain.settings import SETTINGS, DeskFacts, Form, Setting, Settings
from server.errors import InvalidInput, NotFound, StaleEdit
from server.store import counters, setting, timeline

from . import audit
from .commit import commit

log = structlog.get_logger("sigap.settings")


@dataclass(slots=True)
class _Read:
    """The newest settings as values: reading the forms for every report would cost more than the query."""

    shelf: setting.Shelf | None = None
    values: Settings | None = None


_read = _Read()


async def current() -> Settings:
    """Return the settings that are in force."""
    shelf = await setting.read_all()
    if _read.values is None or _read.shelf is not shelf:
        _read.shelf, _read.values = shelf, _values(shelf)
    return _read.values


async def revision(at_least: int = 0) -> int:
    """Return the number that every change raises; whoever has heard of a newer one gets that."""
    known = (await setting.read_all()).revision
    if known >= at_least:
        return known
    forget()
    return (await setting.read_all()).revision


def forget() -> None:
    """Look at the database at the next question: somebody has just saved something."""
    setting.forget()


async def desk(config: Config) -> DeskFacts:
    """Return who the desk is; the environment says it as long as no admin did."""
    found = await current()
    if "desk" in found.versions:
        return found.desk
    return from_environment(config)


def from_environment(config: Config) -> DeskFacts:
    """Return who the desk is as long as no admin said it."""
    return DeskFacts(config.unit, config.desk_whatsapp, config.desk_phone, "", config.citizen_directions)


async def save(key: str, form: Form, *, version: int, by: SignedIn, now: datetime) -> None:
    """Save a setting as a whole. Raises InvalidInput for each wrong field, NotFound for a key that is none.

    Raises StaleEdit with the form that is stored now when somebody was faster.
    """
    require(by.role, Act.EDIT_SETTINGS)
    known = SETTINGS.get(key)
    if known is None:
        raise NotFound
    cleaned = known.show(known.read(form))

    async def unit() -> tuple[None, list[Fact]]:
        newest = await counters.bump("settings")
        stored = await setting.find(key)
        before = stored.version if stored else 0
        if before != version:
            raise StaleEdit({**(stored.form if stored else {}), "version": before})
        await setting.write(key, cleaned, version=before + 1, staff_id=by.staff_id, at=now)
        old = stored.form if stored else known.show(known.default)
        changed = sorted(name for name in {*old, *cleaned} if old.get(name, "") != cleaned.get(name, ""))
        await audit.record("setting_changed", by, f"setting:{key}", {"changed": changed}, now=now)
        ver = await timeline.append(
            report_id=None, event="settings_changed", actor="staff", staff_id=by.staff_id, at=now, data={"key": key}
        )
        return None, [SettingsRevised(newest, ver, key)]

    try:
        await commit(unit)
    finally:
        forget()


def _values(shelf: setting.Shelf) -> Settings:
    versions = {key: saved.version for key, saved in shelf.saved.items()}
    return Settings(**{key: _value(known, shelf) for key, known in SETTINGS.items()}, versions=versions)


def _value(known: Setting, shelf: setting.Shelf) -> Any:
    """Read what is stored; what an older or newer release stored and this one refuses is the default."""
    saved = shelf.saved.get(known.key)
    if saved is None:
        return known.default
    try:
        return known.read(saved.form)
    except InvalidInput as error:
        log.error("a stored setting cannot be read, its default holds", setting=known.key, fields=sorted(error.fields))
        return known.default
