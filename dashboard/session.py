"""Who is signed in: the cookie, and what guards requests that change something.

`SameSite` protects nothing between `*.pekanbaru.go.id` sites (they are one site to a browser), so every unsafe request
needs `Sec-Fetch-Site: same-origin`, or our exact Origin where a browser sends none, and the session's form token.
"""

import re
import secrets
from typing import Any
from urllib.parse import SplitResult, urlsplit

from quart import Response, g, request

from server.clock import now
from server.config import Config
from server.domain.desk import SignedIn
from server.errors import Forbidden, OriginForbidden
from server.services import staff

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ABSOLUTE_SECONDS = 12 * 3600
DEVICE_SECONDS = 180 * 86400
STATE = "/dashboard/session"
HOME = "/dashboard/overview"
OWN_PAGE = re.compile(r"/dashboard(/[a-z0-9-]+)*/?")
QUERY = re.compile(r"[A-Za-z0-9%&=+._~*!'():,;-]*")
"""What a browser leaves unescaped in a query, but for slashes: no filter of ours writes one."""


def cookie_name(config: Config) -> str:
    """Return the session cookie's name; `__Host-` cannot be set by a neighbour site, and needs https."""
    return "__Host-sigap" if config.is_https else "sigap"


async def read(config: Config) -> SignedIn | None:
    """Return who this request's cookie belongs to."""
    token = request.cookies.get(cookie_name(config), "")
    return await staff.who(token, now=now(), is_use=not _is_by_itself()) if token else None


def _is_by_itself() -> bool:
    """Say whether a live page fetched a fragment: also in a hidden tab. One that is looked at asks how it stands."""
    return "HX-Request" in request.headers and request.method in SAFE_METHODS and request.path != STATE


def keep(response: Response, config: Config, token: str) -> Response:
    """Give the browser its session."""
    response.set_cookie(
        cookie_name(config), token, max_age=ABSOLUTE_SECONDS, secure=config.is_https, httponly=True,
        samesite="Lax", path="/",
    )  # fmt: skip
    return response


def device_cookie(config: Config) -> str:
    """Return the name of the cookie by which a device is known again; it opens nothing."""
    return f"{cookie_name(config)}-device"


def know(response: Response, config: Config, device: str) -> Response:
    """Let the browser be known again when somebody else guesses at its owner's password."""
    response.set_cookie(
        device_cookie(config), device, max_age=DEVICE_SECONDS, secure=config.is_https, httponly=True,
        samesite="Lax", path="/",
    )  # fmt: skip
    return response


def seconds_left(who: SignedIn) -> int:
    """Return how long this session can last at most."""
    return max(0, ABSOLUTE_SECONDS - int((now() - who.opened_at).total_seconds())) if who.opened_at else 0


def forget(response: Response, config: Config) -> Response:
    """Take the browser's session away; it is revoked in the database already."""
    response.delete_cookie(cookie_name(config), secure=config.is_https, httponly=True, samesite="Lax", path="/")
    return response


def check_same_origin(config: Config) -> None:
    """Refuse an unsafe request that another page made. Raises OriginForbidden."""
    site = request.headers.get("Sec-Fetch-Site")
    same = site == "same-origin" if site else request.headers.get("Origin") == config.own_origin
    if not same:
        raise OriginForbidden


async def check_form_token(who: SignedIn) -> None:
    """Refuse a form that this session did not get. Raises Forbidden."""
    form = await request.form
    if not secrets.compare_digest(str(form.get("form_token", "")).encode(), who.form_token.encode()):
        raise Forbidden


def signed_in() -> SignedIn:
    """Return who makes this request; the guard has made sure that somebody does."""
    who: SignedIn = g.who
    return who


def wanted() -> str:
    """Return the page that this request belongs to: itself, or for fragments and forms the page around them."""
    headers = request.headers
    if headers.get("HX-Request"):
        around = urlsplit(headers.get("HX-Current-URL", ""))
    elif request.method != "GET":
        around = urlsplit(headers.get("Referer", ""))
    else:
        around = SplitResult("", "", request.path, request.query_string.decode("ascii", "ignore"), "")
    return safe_next(f"{around.path}?{around.query}".removesuffix("?"))


def safe_next(given: str | None) -> str:
    """Return where to go after signing in: a page of this dashboard, never another host, never the login page."""
    path, _, query = (given or "").partition("?")
    if not OWN_PAGE.fullmatch(path) or path == "/dashboard/login" or not QUERY.fullmatch(query):
        return HOME
    return f"{path}?{query}" if query else path


def form_words(form: Any, name: str, most: int) -> str:
    """Return a typed field, bounded."""
    return str(form.get(name, ""))[:most]
