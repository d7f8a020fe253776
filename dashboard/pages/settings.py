"""The desk's settings: a page that lists them, a form for each, and the year's holidays."""

import re
from datetime import date
from typing import Any

from quart import Blueprint, Response, g, request, url_for

from dashboard import render, session
from dashboard.answers import go, number
from dashboard.setting_words import field_label, summaries
from server.clock import WIB, now
from server.config import Config
from server.domain.report import Priority
from server.domain.settings import SETTINGS, HolidayEdits
from server.domain.settings import holidays as edits_of
from server.domain.settings.hours import MOST_EXCEPTIONS, WEEKDAYS
from server.domain.settings.wording import DRAFTED, LOCALES, MOST_REPLIES, PLACEHOLDERS
from server.errors import InvalidInput, NotFound, StaleEdit
from server.services import canned, gaps, holidays
from server.services import settings as service

MOST_TEXT = 8000
MOST_FIELDS = 400
ROW = re.compile(r"[a-z_]+_(\d+)")
YEARS = range(2020, 2100)
ACTS = ("add", "remove", "restore", "confirm")


def register(routes: Blueprint, config: Config) -> None:
    """Add the settings pages."""

    @routes.get("/settings")
    async def settings() -> Response:
        found, today = await service.current(), now().astimezone(WIB).date()
        lines = summaries(found, g.desk, len(holidays.days_of(today.year, found.holidays)))
        missing = await gaps.gaps(config, now=now())
        return await render.page("settings.html", lines=lines, gaps=missing, done=request.args.get("done", ""))

    @routes.get("/settings/<key>")
    async def setting(key: str) -> Response:
        return await _page(_known(key), await _form(key), version=await _version(key))

    @routes.post("/settings/<key>")
    async def save_setting(key: str) -> Response:
        sent = await request.form
        names = [name for name in list(sent)[:MOST_FIELDS] if name not in {"form_token", "version"}]
        typed = {name: session.form_words(sent, name, MOST_TEXT) for name in names}
        version = number(session.form_words(sent, "version", 9))
        try:
            await service.save(_known(key), typed, version=version, by=session.signed_in(), now=now())
        except InvalidInput as error:
            return await _page(key, typed, version=version, error=error)
        except StaleEdit as error:
            return await _page(key, typed, version=await _version(key), error=error, stored=await _form(key))
        return go(url_for("dashboard.settings", done=key))

    @routes.post(f"/settings/holidays/<any({','.join(ACTS)}):act>")
    async def setting_holidays(act: str) -> Response:
        sent = await request.form
        typed = {name: session.form_words(sent, name, 100) for name in ("day", "name", "year")}
        year, version = number(typed["year"]), number(session.form_words(sent, "version", 9))
        try:
            edits = _edited((await service.current()).holidays, act, typed)
            form = edits_of.show(edits)
            await service.save("holidays", form, version=version, by=session.signed_in(), now=now())
        except (InvalidInput, StaleEdit) as error:
            form = await _form("holidays")
            return await _page("holidays", form, version=await _version("holidays"), error=error, year=year, day=typed)
        return go(url_for("dashboard.setting", key="holidays", year=year, done=act))


def _known(key: str) -> str:
    if key not in SETTINGS:
        raise NotFound
    return key


async def _form(key: str) -> dict[str, str]:
    """Return the setting that is in force, as its form."""
    found = await service.current()
    value = g.desk if key == "desk" else getattr(found, key)
    if key == "replies" and key not in found.versions:
        value = canned.first_replies(render.locale(), "id")
    return SETTINGS[key].show(value)


async def _version(key: str) -> int:
    return (await service.current()).versions.get(key, 0)


async def _page(
    key: str, form: dict[str, str], *, version: int, error: Any = None, stored: dict[str, str] | None = None,
    year: int = 0, day: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    values: dict[str, Any] = {
        "key": key, "form": form, "version": version, "error": error, "fields": getattr(error, "fields", {}),
        "label": field_label, "clash": _clash(form, stored) if stored is not None else [],
        "done": request.args.get("done", ""), "day": day or {}, **CHOICES,
    }  # fmt: skip
    if key == "holidays":
        values |= await _year(year)
    rows = [int(found[1]) + 1 for name, words in form.items() if words and (found := ROW.fullmatch(name))]
    values["rows"] = min(max(rows, default=0) + 1, MOST_EXCEPTIONS if key == "hours" else MOST_REPLIES)
    return await render.page("setting.html", 200 if error is None else error.http_status, **values)


CHOICES = {
    "weekdays": WEEKDAYS, "priorities": tuple(Priority), "drafted": DRAFTED, "locales": LOCALES,
    "placeholders": sorted(PLACEHOLDERS),
}  # fmt: skip


async def _year(asked: int) -> dict[str, Any]:
    """Return what the page shows of one year's holidays."""
    today, edits = now().astimezone(WIB).date(), (await service.current()).holidays
    chosen = asked or number(request.args.get("year", ""))
    year = chosen if chosen in YEARS else today.year
    return {
        "year": year, "this_year": today.year, "days": holidays.days_of(year, edits), "added": edits.added,
        "removed": [day for day in sorted(edits.removed) if day.year == year],
        "complete": holidays.is_known(year, edits),
    }  # fmt: skip


def _edited(edits: HolidayEdits, act: str, typed: dict[str, str]) -> HolidayEdits:
    """Return the edits after a press of a button. Raises InvalidInput."""
    if act == "confirm":
        return edits_of.confirmed_for(edits, number(typed["year"]))
    try:
        day = date.fromisoformat(typed["day"].strip())
    except ValueError:
        raise InvalidInput({"day": "invalid" if typed["day"].strip() else "required"}) from None
    if act == "add":
        if not typed["name"].strip():
            raise InvalidInput({"name": "required"})
        return edits_of.added_to(edits, day, typed["name"])
    return (edits_of.removed_from if act == "remove" else edits_of.restored)(edits, day)


def _clash(typed: dict[str, str], stored: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return what differs: the field's label, what is stored now, what was typed."""
    names = [*stored, *(name for name in typed if name not in stored)]
    return [
        (field_label(name), stored.get(name, ""), typed.get(name, ""))
        for name in names
        if stored.get(name, "") != typed.get(name, "").strip()
    ]
