"""The desk's pages: a client of `server/services`, as the widget is a client of the wire."""

import secrets
from typing import Any
from urllib.parse import urlencode

import structlog
from quart import Blueprint, Response, g, request

from server.config import Config
from server.domain.roles import require
from server.errors import Forbidden, NotFound, NotSignedIn, SigapError, TooFast, Unavailable
from server.services import settings
from server.services.world import World

from . import assets, faces, refused_words, render, session
from .answers import go
from .guesses import Guesses
from .keys import Keys
from .nav import NEEDS, PUBLIC
from .pages import (
    account,
    agencies,
    audit,
    bulk,
    duty,
    export,
    join,
    keyin,
    login,
    news,
    overview,
    people,
    photos,
    report,
    report_signs,
    report_work,
    reports,
    second_factor,
    tasks,
)
from .pages import settings as setting_pages

log = structlog.get_logger("sigap.dashboard")
FOREVER = "public, max-age=31536000, immutable"


def blueprint(
    config: Config, secret: bytes | None = None, world: World | None = None, guesses: Guesses | None = None
) -> Blueprint:  # fmt: skip
    """Build the dashboard for this configuration; `secret` signs and seals what has to outlive this process.

    `world` is what keying in a report needs; `guesses` are counted together with those of other processes.
    """
    own = secret or secrets.token_bytes(32)  # without one, what this process signs ends with it
    keys, counted = Keys(own), guesses or Guesses(own, active=config.limits)
    routes = Blueprint(
        "dashboard", __name__, template_folder="templates", static_folder=str(assets.DIST), static_url_path="/static"
    )
    for module in (
        overview, reports, bulk, export, report, report_work, report_signs, keyin, tasks, photos, agencies, people,
        duty, audit, setting_pages, news,
    ):  # fmt: skip
        module.register(routes, config)
    login.register(routes, config, keys, counted)
    join.register(routes, config, counted)
    account.register(routes, config, keys, counted)
    second_factor.register(routes, config, keys, counted)

    @routes.route("/<path:address>", methods=["GET", "POST"])
    async def gone(address: str) -> Response:
        """Answer at addresses of another version as at ours: who wrote something there gets the words back."""
        raise NotFound

    @routes.before_request
    async def guard() -> Response | None:
        endpoint = (request.endpoint or "").rpartition(".")[2]
        g.who = None if endpoint == "static" else await session.read(config)
        if request.method not in session.SAFE_METHODS:
            session.check_same_origin(config)
        if endpoint != "static":
            g.desk = await settings.desk(config)  # the login page names the desk too
        if endpoint in PUBLIC:
            return None
        if g.who is None:
            raise NotSignedIn
        if act := NEEDS[endpoint]:
            require(g.who.role, act)
        if request.method not in session.SAFE_METHODS:
            await session.check_form_token(g.who)
        g.world = world
        await faces.prepare()
        return None

    @routes.context_processor
    async def speak() -> dict[str, Any]:
        return render.speak(config) | faces.words()

    @routes.after_request
    async def harden(response: Response) -> Response:
        if request.endpoint == "dashboard.static":
            response.headers["Cache-Control"] = FOREVER
        return render.harden(response, config)

    routes.register_error_handler(SigapError, _refused)
    return routes


async def _refused(error: SigapError) -> Response:
    """Say what happened and what to do next; a dead session leads to the login page and back."""
    if isinstance(error, NotSignedIn):
        return _to_login()
    if isinstance(error, Unavailable):
        log.warning("unavailable", path=_where())
    if not isinstance(error, Forbidden | NotFound | TooFast | Unavailable):
        log.info("refused", path=_where(), code=error.code)
    seconds = getattr(error, "retry_after", 0)
    words = await refused_words.given_back(error)
    page = await render.page("refused.html", error.http_status, code=error.code, seconds=seconds, words=words)
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    return page


def _where() -> str:
    """Name the page for the log; of an address with a secret in it only what every such address has in common."""
    secret = bool({"token", "address"} & {*(request.view_args or {})})  # `address`: a link with one slash too many
    return str(request.url_rule.rule) if secret and request.url_rule else request.path


def _to_login() -> Response:
    """Lead to the login page and from there back to the page that was wanted, or that a form was sent from."""
    ended = {"ended": "1"} if request.cookies else {}
    target = "/dashboard/login?" + urlencode({"next": session.wanted(), **ended})
    if request.headers.get("HX-Request"):
        return Response(status=200, headers={"HX-Redirect": target})
    return go(target)
