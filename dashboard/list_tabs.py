"""The tabs above the list: four that everybody has, then one's own views, each with its count."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.desk import SignedIn
from server.domain.roles import Act, may
from server.services import report_counts, saved_views

from . import list_query
from .render import say

BUILT_IN = {
    "all": "",
    "unanswered": "unanswered=1",
    "mine": "status=open&assignee=me",
    "overdue": "overdue=1",
}


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    address: str
    count: int | None
    is_here: bool

    @property
    def count_shown(self) -> str:
        """Return the count as it is written; a thousand means at least that many."""
        return "999+" if self.count is not None and self.count >= report_counts.MOST else str(self.count)


async def tabs(query: list_query.Query, *, by: SignedIn, now: datetime) -> list[Tab]:
    """Return the tabs; the one whose filter is shown is marked."""
    works = may(by.role, Act.TAKE_REPORTS)
    named = [(say(f"desk.list.tabs.{key}"), kept) for key, kept in BUILT_IN.items() if works or key != "mine"]
    named += [(view.name, view.query) for view in await saved_views.list_views(by=by)]
    here = list_query.written(query)
    return [await _tab(name, list_query.parsed(kept), here, by, now) for name, kept in named]


async def _tab(name: str, kept: list_query.Query, here: str, by: SignedIn, now: datetime) -> Tab:
    wanted = list_query.read_filter(kept, by=by, now=now)
    count = await report_counts.count_reports(wanted, by=by, now=now)
    return Tab(name, list_query.address(kept), count, list_query.written(kept) == here)
