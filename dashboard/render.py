"""How pages are rendered: phrases, times in WIB, icons, one set of strict headers."""

import uuid
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from quart import Response, g, request

from server.clock import WIB, now
from server.config import Config
from server.content import load_phrases, phrase
from server.domain.device import browser_and_system
from server.domain.roles import Act, may
from server.domain.whatsapp import shown
from server.web.templating import render
from server.web.wib import clock, long_day, long_time, short_time

from . import assets, marks, session
from .figures import figure
from .nav import GO_KEYS, PAGES

ICONS = Path(__file__).parent / "static" / "dist" / "icons"
SOFT_MINUTES = 60
DARK_MEDIA = {"dark": "screen", "light": "not all"}
"""The dark theme is one style sheet: for whom it holds is its `media`, so the first paint is right without a script.

Paper stays white."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {ws}; form-action 'self' https://wa.me https://*.whatsapp.com; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sigap"
)
"""`wa.me` leads on to `api.whatsapp.com`, and browsers hold a form to its policy through every redirect."""



def locale() -> str:
    """Return the language of this request: chosen by cookie, else the person's own, else Indonesian."""
    if "locale" not in g:
        who = getattr(g, "who", None)
        chosen = request.cookies.get("sigap-lang") or (who.locale if who else "")
        g.locale = "en" if chosen == "en" else "id"
    return str(g.locale)


def say(key: str, **params: object) -> str:
    """Return a sentence in the reader's language."""
    return phrase(key, locale(), **params)


def keys_under(root: str) -> list[str]:
    """Return the keys of the sentences that stand directly under a branch of the phrase file."""
    return [key for key in load_phrases()[locale()] if key.rpartition(".")[0] == root]


def said(key: str, params: dict[str, Any]) -> str:
    """Return what the assistant said; a sentence that has gone from the phrase file since shows its key."""
    try:
        return say(f"widget.{key}", **params)
    except KeyError:
        return key


async def page(template: str, status: int = 200, **values: Any) -> Response:
    """Render a template; htmx gets its fragment from the same one."""
    return Response(await render(template, **values), status=status, mimetype="text/html")


def speak(config: Config) -> dict[str, Any]:
    """Return what every template may use."""
    who = getattr(g, "who", None)
    reader = locale()  # once: a page of the list says six hundred things
    return {
        **vocabulary(reader),
        "new_id": uuid.uuid4,
        "said": said,
        "dark_media": DARK_MEDIA.get(request.cookies.get("sigap-theme", ""), "screen and (prefers-color-scheme: dark)"),
        "who": who,
        "posted": request.method == "POST",
        "seconds_left": session.seconds_left(who) if who else 0,
        "may": lambda act: who is not None and may(who.role, Act(act)),
        "go_keys": GO_KEYS,
        "pages": [entry for entry in PAGES if who is not None and may(who.role, entry.act)],
        "here": (request.endpoint or "").rpartition(".")[2],
        "unit": g.desk.unit if "desk" in g else config.unit,
        "public_url": config.public_url,
        "asset": assets.url,
        "event_icon": lambda row: icon(marks.EVENT.get(row.event) or marks.STATUS[row.to_status or "new"]),
        "setting_icon": lambda key: icon(marks.SETTING[key]),
        "first_draft": first_draft,
        "rail_icon": lambda entry: icon(marks.RAIL[entry.endpoint]),
        "long_day": lambda day: long_day(day, reader),
        "short_time": short_time,
        "day_of": lambda moment: long_day(moment.astimezone(WIB).date(), reader),
        "clock": clock,
        "figure": lambda value, places=0: figure(value, places, reader),
        "ago": ago,
        "device": device,
        "soon": soon,
        "stretch": stretch,
        "number_shown": shown,
    }


def vocabulary(reader: str) -> dict[str, Any]:
    """Return what a template may say and draw that knows of no request: phrases, times and icons in one language."""
    return {
        "t": lambda key, **params: phrase(key, reader, **params),
        "locale": reader,
        "icon": icon,
        "status_icon": lambda status: icon(marks.STATUS[status]),
        "long_time": lambda moment: long_time(moment, reader),
    }


def first_draft(status: str, locale: str) -> str:
    """Return what the phrase file drafts for a status, with the placeholders that admins write."""
    ends = {"waiting_reporter": "_question", "resolved": "_resolved"}
    return phrase(
        f"whatsapp.contact{ends.get(status, '')}", locale, name="{nama}", staff="{petugas}", unit="{unit}",
        number="{nomor}", kind="{jenis}", opd="{opd}",
    )  # fmt: skip


@cache
def icon(name: str) -> Markup:
    """Return a lucide icon as SVG; decoration only, so hidden from screen readers."""
    path = ICONS / f"{name}.svg"
    return Markup(path.read_text(encoding="utf-8"))  # noqa: S704 - our own built files


def ago(moment: datetime) -> str:
    """Return how long ago something was, in words; after an hour the time itself says more."""
    minutes = int((now() - moment).total_seconds() // 60)
    if minutes < 1:
        return say("desk.time.now")
    if minutes < SOFT_MINUTES:
        return say("desk.time.minutes", count=minutes)
    return short_time(moment)


def device(user_agent: str) -> str:
    """Return a browser and its system in words."""
    browser, system = browser_and_system(user_agent)
    if browser and system:
        return say("desk.account.sessions.device", browser=browser, system=system)
    return browser or system or say("desk.account.sessions.unknown")


def soon(moment: datetime) -> str:
    """Return how long ago something was; after an hour the time, and before today the day, as short as they go."""
    local, today = moment.astimezone(WIB), now().astimezone(WIB)
    if (now() - moment).total_seconds() < SOFT_MINUTES * 60:
        return ago(moment)
    if local.date() == today.date():
        return clock(moment)
    return f"{local:%d/%m %H.%M}" if local.year == today.year else f"{local:%d/%m/%Y}"


def stretch(first: datetime, last: datetime) -> str:
    """Return a stretch of time within a day, with the day unless it is today: `23/11 08.05–08.34`."""
    local = first.astimezone(WIB)
    day = "" if local.date() == now().astimezone(WIB).date() else f"{local:%d/%m} "
    return f"{day}{clock(first)}–{clock(last)}"


def harden(response: Response, config: Config) -> Response:
    """Set the headers of every dashboard answer."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY.format(ws=config.own_origin.replace("http", "ws", 1)))
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    return response
