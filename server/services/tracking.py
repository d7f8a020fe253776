"""Find a report by what its reporter holds: the secret link."""

from server.contract.shapes import ReportView
from server.domain import identity
from server.store import report

from . import views
from .world import World


async def by_link(world: World, token: str) -> ReportView | None:
    """Return the report that this link opens, or None."""
    own = await report.by_link_hash(identity.hash_token(token))
    return views.report_view(world, own) if own else None
