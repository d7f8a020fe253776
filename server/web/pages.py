"""Sigap's own public pages: a host page to try the tag on, the privacy notice."""

import asyncio

from quart import Blueprint, request

from server.content import phrase
from server.contract.base import Locale
from server.domain.settings import DeskFacts
from server.services import lists, settings
from server.services.world import World

from .templating import render
from .wib import long_time

STATIC_SECONDS = 3600
DESK_SECONDS = 2.0


def blueprint(world: World) -> Blueprint:
    """Serve the pages of `world`."""
    routes = Blueprint(
        "pages", __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
    )

    @routes.context_processor
    async def speak() -> dict[str, object]:
        return await words(world)

    @routes.get("/demo")
    async def demo() -> str:
        known = await lists.site_info(world, request.args.get("opd", "disdik"), None)
        return await render("demo.html", site=known.site, agency=known.agency)

    @routes.get("/privasi")
    async def privacy() -> str:
        return await render(
            "privacy.html", version=lists.NOTICE_VERSION, months=lists.RETENTION_MONTHS, config=world.config
        )

    return routes


async def words(world: World, desk: DeskFacts | None = None) -> dict[str, object]:
    """Return what every public template speaks with, in the language that the address asks for."""
    locale = locale_asked()
    try:
        async with asyncio.timeout(DESK_SECONDS):
            desk = desk or await settings.desk(world.config)
    except Exception:  # the page that says so must not fail, or hang, for want of a database
        desk = settings.from_environment(world.config)
    return {
        "t": lambda key, **params: phrase(key, locale, **params),
        "locale": locale,
        "unit": desk.unit,
        "emergency": desk.emergency,
        "directions": desk.directions,
        "public_url": world.config.public_url,
        "when": lambda moment: long_time(moment, locale),
    }


def kind_label(world: World, kind: str) -> str:
    """Return a kind's name in the language that the address asks for."""
    return world.catalogue.kind(kind).label[locale_asked()] if world.catalogue.has_kind(kind) else kind


def locale_asked() -> Locale:
    """Return the language that the address asks for; Indonesian when it does not."""
    return "en" if request.args.get("lang") == "en" else "id"
