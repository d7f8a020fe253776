"""What a widget shows before anybody speaks: the site, the catalogue of one language, the OPD."""

from server.content import phrase
from server.contract.base import PROTOCOL, Locale
from server.contract.shapes import AgencyList, AgencyOption, Catalogue, KindCard, QuestionCard, SiteInfo
from server.domain.accent import readable_accent
from server.domain.desk import Agency
from server.store import agency, counters

from . import access, settings
from .world import World

NOTICE_VERSION = "1.2"
RETENTION_MONTHS = 12


async def site_info(world: World, slug: str, origin: str | None, *, at_least: int = 0) -> SiteInfo:
    """Say whether this page may embed the widget, and what it needs to greet its visitor, but for its color.

    `at_least` is a revision of the settings that the widget has heard of.
    """
    known = await agency.find_by_slug(slug) if slug else None
    exists = not slug or (known is not None and known.active)
    allowed = exists and await access.may_embed(world, slug, origin)
    advice = "" if allowed else phrase(f"page.embed.{'origin' if exists else 'opd'}", "id", opd=slug, origin=origin)
    revision = await settings.revision(at_least)  # before the values: at worst the widget asks once more
    desk = await settings.desk(world.config)
    return SiteInfo(
        allowed=allowed,
        advice=advice,
        accent="",
        protocol=PROTOCOL,
        site=known.slug if known else "",
        agency=_option(known) if known and known.active else None,
        unit=desk.unit,
        desk_whatsapp=desk.whatsapp,
        desk_phone=desk.phone,
        directions=desk.directions,
        notice_version=NOTICE_VERSION,
        retention_months=RETENTION_MONTHS,
        catalogue_revision=await catalogue_revision(world),
        agencies_revision=await counters.read("agencies"),
        settings_revision=revision,
    )


def in_color(site: SiteInfo, color: str) -> SiteInfo:
    """Return it with the page's color, as near to it as can be read."""
    accent = readable_accent(color)
    return site.model_copy(update={"accent": f"--accent:{accent.ground};--on:{accent.text}"}) if accent else site


async def catalogue_revision(world: World, at_least: int = 0) -> int:
    """Return the revision of what widgets show of the catalogue: who the desk is belongs to it, for its steps name it.

    Both parts only grow. Whoever has heard of a newer one gets that.
    """
    known = world.catalogue.revision + (await settings.current()).versions.get("desk", 0)
    if known >= at_least:
        return known
    settings.forget()
    return world.catalogue.revision + (await settings.current()).versions.get("desk", 0)


async def catalogue(world: World, locale: Locale, *, at_least: int = 0) -> Catalogue:
    """Return the kinds, questions and steps in one language."""
    revision = await catalogue_revision(world, at_least)  # before the number: at worst the widget asks once more
    emergency = (await settings.desk(world.config)).emergency
    return Catalogue(
        revision=revision,
        locale=locale,
        kinds=[
            KindCard(
                key=kind.key,
                icon=kind.icon,
                label=kind.label[locale],
                hint=kind.hint[locale],
                questions=[
                    QuestionCard(
                        key=question.key,
                        label=question.label[locale],
                        steps=question.steps_with(locale, emergency=emergency),
                        escalate=question.escalate,
                    )
                    for question in kind.questions
                ],
            )
            for kind in world.catalogue.kinds
        ],
    )


async def agencies() -> AgencyList:
    """Return the active OPD by name."""
    revision = await counters.read("agencies")  # before the rows: at worst the widget fetches once more
    return AgencyList(revision=revision, agencies=[_option(one) for one in await agency.active_ones()])


def _option(one: Agency) -> AgencyOption:
    return AgencyOption(slug=one.slug, name=one.name, short=one.short, aliases=list(one.aliases))
