"""How pages are rendered: phrases, times in WIB, icons, one set of strict headers."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from quart import Response, g, render_template, request

from server.clock import now
from server.config import Config
from server.content import phrase
from server.domain.roles import Act, may
from server.domain.whatsapp import shown
from server.web.wib import long_time, short_time

from . import assets
from .nav import PAGES

ICONS = Path(__file__).parent / "static" / "dist" / "icons"
SOFT_MINUTES = 60

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {ws}; form-action 'self' https://wa.me; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types default"
)


def locale() -> str:
    """Return the language of this request: the one chosen by cookie, else Indonesian."""
    return "en" if request.cookies.get("sigap-lang") == "en" else "id"


def say(key: str, **params: object) -> str:
    """Return a sentence in the reader's language."""
    return phrase(key, locale(), **params)


async def page(template: str, status: int = 200, **values: Any) -> Response:
    """Render a template; htmx gets its fragment from the same one."""
    return Response(await render_template(template, **values), status=status, mimetype="text/html")


def speak(config: Config) -> dict[str, Any]:
    """Return what every template may use."""
    who = getattr(g, "who", None)
    return {
        "t": say,
        "locale": locale(),
        "theme": request.cookies.get("sigap-theme", ""),
        "who": who,
        "may": lambda act: who is not None and may(who.role, Act(act)),
        "pages": [entry for entry in PAGES if who is not None and may(who.role, entry.act)],
        "here": (request.endpoint or "").rpartition(".")[2],
        "unit": config.unit,
        "public_url": config.public_url,
        "asset": assets.url,
        "icon": icon,
        "long_time": lambda moment: long_time(moment, locale()),
        "short_time": short_time,
        "ago": ago,
        "number_shown": shown,
    }


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


def harden(response: Response, config: Config) -> Response:
    """Set the headers of every dashboard answer."""
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY.format(ws=config.own_origin.replace("http", "ws", 1))
    headers["Referrer-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers.setdefault("Cache-Control", "no-store")
    return response
