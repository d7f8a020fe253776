"""What a host page fetches: the loader, the hashed chunks, and the lists shown before anybody speaks."""

import gzip
import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import get_args

from pydantic import BaseModel
from quart import Blueprint, Response, abort, request

from server.contract.base import Locale
from server.domain.settings import DeskFacts
from server.services import lists, settings
from server.services.world import World

from .headers import open_to_all
from .last_known import LastKnown

DIST = Path(__file__).parents[2] / "widget" / "dist"
PLACEHOLDER = "__SIGAP_DESK__"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
CHAT = re.compile(rf"([0-9a-f]{{10}})/chat-({'|'.join(get_args(Locale))})\.js")
"""The one file that a loader asks for by itself; the open chat asks for all others."""

FORWARD = """\
import {{open as newest}} from "../{build}/chat-{locale}.js{again}";
const load = (file) => import(`../{build}/${{file}}.js`).catch(() => import(`../{build}/${{file}}.js?${{Date.now()}}`));
export const open = (given) => newest({{...given, load}});
"""
LOADER_SECONDS = 300
SITE_SECONDS = 30


def blueprint(world: World, known: LastKnown) -> Blueprint:
    """Serve the widget of `world`."""
    routes = Blueprint("widget", __name__)
    loader = Loader(world, known)

    @routes.get("/widget.js")
    async def widget_js() -> Response:
        return await loader.answer()

    @routes.get("/widget/<path:name>")
    async def widget_chunk(name: str) -> Response:
        return _forward(name) or _file(name)

    @routes.get("/api/widget/site.json")
    async def site() -> Response:
        asked = request.args
        found = await known.site(
            asked.get("opd", ""), request.headers.get("Origin"), at_least=_revision(asked.get("v", ""))
        )
        response = _json(lists.in_color(found, asked.get("color", "")), f"public, max-age={SITE_SECONDS}")
        response.headers["Vary"] = "Origin"
        return response

    @routes.get("/api/widget/catalogue.<locale>.json")
    async def catalogue(locale: str) -> Response:
        if locale not in {"id", "en"}:
            abort(404)
        chosen: Locale = "en" if locale == "en" else "id"
        found = await known.catalogue(chosen, at_least=_revision(request.args.get("v", "")))
        return _json(found, _lasting(str(found.revision)))

    @routes.get("/api/widget/agencies.json")
    async def agencies() -> Response:
        found = await known.agencies()
        return _json(found, _lasting(str(found.revision)))

    return routes


class Loader:
    """The served loader: the built file with the desk's numbers in it, so that they are there without the server."""

    def __init__(self, world: World, known: LastKnown) -> None:
        self._config = world.config
        self._known = known
        self._built = (DIST / "widget.js").read_text(encoding="utf-8")
        self._bake(settings.from_environment(world.config))

    def _bake(self, desk: DeskFacts) -> None:
        address = self._config.public_url.rstrip("/") + "/"
        numbers = {"whatsapp": desk.whatsapp, "phone": desk.phone, "url": address}
        as_script = json.dumps(numbers).replace("<", "\\u003c")
        self._desk = desk
        self._body = self._built.replace(PLACEHOLDER, as_script).encode()
        self._gzip = gzip.compress(self._body, 9)
        self._etag = hashlib.sha256(self._body).hexdigest()[:16]

    async def answer(self) -> Response:
        with suppress(Exception):  # without a database the numbers known last are right enough
            desk = await self._known.desk()
            if desk != self._desk:
                self._bake(desk)
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = Response(self._gzip if zipped else self._body, mimetype="text/javascript")
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = f"public, max-age={LOADER_SECONDS}"
        response.set_etag(self._etag)
        return open_to_all(response)


def _forward(name: str) -> Response | None:
    """Give an old loader the chat of now when its own build is gone: a page may have glued it into a bundle for years.

    Only a whole chat. A room of now in the hands of a chat that is open would mix two builds.
    """
    asked = CHAT.fullmatch(name)
    if not asked or (DIST / asked[1]).exists():
        return None
    build = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))["build"]
    query = request.query_string.decode("latin-1")
    again = f"?{query}" if query.isascii() and query.isdigit() else ""  # browsers remember a module that failed
    response = Response(FORWARD.format(build=build, locale=asked[2], again=again), mimetype=TYPES[".js"])
    response.headers["Cache-Control"] = "no-cache"
    return open_to_all(response)


def _file(name: str) -> Response:
    """Send a hashed chunk, in the smallest encoding that was built and is accepted."""
    path = (DIST / name).resolve()
    if DIST.resolve() not in path.parents or not path.is_file() or path.suffix not in TYPES:
        abort(404)
    accepted = request.headers.get("Accept-Encoding", "")
    for encoding, ending in ENCODINGS.items():
        packed = path.with_name(path.name + ending)
        if encoding in accepted and packed.is_file():
            response = Response(packed.read_bytes(), mimetype=TYPES[path.suffix])
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = Response(path.read_bytes(), mimetype=TYPES[path.suffix])
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return open_to_all(response)


def _revision(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def _lasting(revision: str) -> str:
    """Cache for ever when asked for by revision; briefly when not, or when the revision asked for is another."""
    return "public, max-age=31536000, immutable" if request.args.get("v") == revision else "no-cache"


def _json(shape: BaseModel, cache: str) -> Response:
    body = shape.model_dump_json().encode()
    response = Response(mimetype="application/json")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body = gzip.compress(body, 6)
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(body)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = cache
    return open_to_all(response)
