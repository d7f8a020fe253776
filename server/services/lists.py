"""What a widget shows before anybody speaks: the site, the catalogue of one language, the OPD."""

from server.content import phrase
from server.contract.base import PROTOCOL, Locale
from server.contract.shapes import AgencyList, AgencyOption, Catalogue, KindCard, QuestionCard, SiteInfo
from server.domain.accent import readable_accent
from server.domain.desk import Agency
from server.store import agency, counters

from . import access
from .world import World

NOTICE_VERSION = "1.0"
RETENTION_MONTHS = 12


async def site_info(world: World, slug: str, origin: str | None, *, color: str = "") -> SiteInfo:
    """Say whether this page may embed the widget, and what it needs to greet its visitor."""
    known = await agency.find_by_slug(slug) if slug else None
    exists = not slug or (known is not None and known.active)
    allowed = exists and await access.may_embed(world, slug, origin)
    advice = "" if allowed else phrase(f"page.embed.{'origin' if exists else 'opd'}", "id", opd=slug, origin=origin)
    accent = readable_accent(color)
    return SiteInfo(
        allowed=allowed,
        advice=advice,
        accent=f"--accent:{accent.ground};--on:{accent.text}" if accent else "",
        protocol=PROTOCOL,
        site=known.slug if known else "",
        agency=_option(known) if known and known.active else None,
        unit=world.config.unit,
        desk_whatsapp=world.config.desk_whatsapp,
        desk_phone=world.config.desk_phone,
        directions=world.config.citizen_directions,
        notice_version=NOTICE_VERSION,
        retention_months=RETENTION_MONTHS,
        catalogue_revision=world.catalogue.revision,
        agencies_revision=await counters.read("agencies"),
    )


def catalogue(world: World, locale: Locale) -> Catalogue:
    """Return the kinds, questions and steps in one language."""
    return Catalogue(
        revision=world.catalogue.revision,
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
                        steps=list(question.steps[locale]),
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
