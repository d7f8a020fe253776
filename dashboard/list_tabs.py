"""The tabs above the list: four that everybody has, then one's own views, each with its count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.desk import SavedView, SignedIn
from server.domain.roles import Act, may
from server.services import report_counts

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


async def tabs(
    query: list_query.Query, views: Sequence[SavedView], *, by: SignedIn, now: datetime, ver: int | None = None
) -> list[Tab]:
    """Return the tabs, the person's own views last; the one whose filter is shown is marked."""
    works = may(by.role, Act.TAKE_REPORTS)
    built_in = {key: kept for key, kept in BUILT_IN.items() if works or key != "mine"}
    named = [(say(f"desk.list.tabs.{key}"), list_query.parsed(kept)) for key, kept in built_in.items()]
    named += [(view.name, list_query.parsed(view.query)) for view in views]
    here = list_query.written(query)
    counts = await report_counts.count_reports(
        [list_query.read_filter(kept, by=by, now=now) for _, kept in named], by=by, now=now, ver=ver
    )
    return [
        Tab(name, list_query.address(kept), count, list_query.written(kept) == here)
        for (name, kept), count in zip(named, counts, strict=True)
    ]
