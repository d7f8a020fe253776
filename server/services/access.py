"""Which page may embed the widget of which OPD."""

from server.domain.agency import origin_allowed
from server.store import agency

from .world import World


async def may_embed(world: World, site: str, origin: str | None) -> bool:
    """Compare the page's origin exactly with what the OPD lists.

    No origin at all is no browser: such a client needs the conversation's token anyway. Sigap's own pages may stand
    for every OPD: the hosted chat page is how an OPD without a site, or whose site is down, reports.
    """
    if origin is None or origin == world.config.own_origin:
        return True
    if not site:
        return False
    known = await agency.find_by_slug(site)
    return known is not None and origin_allowed(origin, known.origins, world.config.own_origin)
