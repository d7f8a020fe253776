"""The hosted chat page as an app: the page, its service worker, its manifest, and the short addresses of QR sheets."""

import json

from quart import Blueprint, Response, request, url_for

from server.content import phrase
from server.domain import sheet
from server.services.world import World

from .last_known import LastKnown
from .pages import locale_asked, words
from .templating import render
from .widget import DIST

ICONS = (
    {"src": "/assets/icon.svg", "sizes": "any", "type": "image/svg+xml"},
    {"src": "/assets/icon-192.png", "sizes": "192x192", "type": "image/png"},
    {"src": "/assets/icon-512.png", "sizes": "512x512", "type": "image/png"},
    {"src": "/assets/icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
)
ACCENT = "#0F766E"
SURFACE = "#FFFFFF"


def blueprint(world: World, lists: LastKnown) -> Blueprint:
    """Serve the app of `world`."""
    routes = Blueprint("hosted", __name__, template_folder="templates")

    @routes.context_processor
    async def speak() -> dict[str, object]:
        return await words(world, await lists.desk())

    @routes.get("/")
    async def chat() -> str:
        return await _page(lists, request.args.get("opd", ""))

    @routes.get("/q/<code>")
    async def by_sheet(code: str) -> str:
        """Open the chat for the OPD on whose wall the sheet hangs; a code that cannot be read opens it for anybody."""
        agency_id = sheet.read_code(code)
        slug = await lists.slug_of(agency_id) if agency_id else None
        return await _page(lists, slug or "")

    @routes.get("/app.webmanifest")
    async def manifest() -> Response:
        known = await lists.site(request.args.get("opd", ""), None)
        start = url_for("hosted.chat", opd=known.site or None)
        name = phrase("page.title", locale_asked())
        card = {
            "id": "/", "start_url": start, "scope": "/", "display": "standalone", "lang": locale_asked(),
            "name": f"{name} · {known.unit}", "short_name": name, "icons": ICONS,
            "theme_color": ACCENT, "background_color": SURFACE,
        }  # fmt: skip
        return Response(json.dumps(card, ensure_ascii=False), mimetype="application/manifest+json")

    @routes.get("/sw.js")
    async def worker() -> Response:
        return _script("sw.js")

    @routes.get("/hosted.js")
    async def script() -> Response:
        return _script("hosted.js")

    return routes


async def _page(lists: LastKnown, slug: str) -> str:
    known = await lists.site(slug, None)
    return await render("chat.html", site=known.site, agency=known.agency)


def _script(name: str) -> Response:
    """Send a built script under its lasting name; browsers ask each time whether it changed."""
    response = Response((DIST / name).read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
