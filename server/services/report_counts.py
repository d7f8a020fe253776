"""How many reports a view has, up to a thousand. Counted again only when something has happened, or time has passed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from server.domain.desk import ReportFilter, SignedIn
from server.domain.listing import checked
from server.domain.roles import Act, may, require
from server.store import report_list, timeline

from .sight import hidden_from

MOST = 1000
"""A count of this much means: at least."""
FRESH = timedelta(seconds=30)
"""A report becomes overdue without anything having happened."""
MOST_KEPT = 500

Question = tuple[ReportFilter, frozenset[str], bool]


class Counts:
    """The counts of this process by what was asked; all staff share those that do not depend on who asks."""

    def __init__(self) -> None:
        self._kept: dict[Question, tuple[int, datetime, int]] = {}

    async def count(self, question: Question, *, ver: int, now: datetime) -> int:
        """Return a count that is as new as the change `ver`, and not older than half a minute."""
        kept = self._kept.get(question)
        if kept and kept[0] == ver and now - kept[1] < FRESH:
            return kept[2]
        wanted, hidden, by_whatsapp = question
        if wanted.overdue_at is not None:
            wanted = replace(wanted, overdue_at=now)
        found = await report_list.count(wanted, hidden=hidden, by_whatsapp=by_whatsapp, most=MOST)
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[question] = (ver, now, found)
        return found


_counts = Counts()
EPOCH = datetime.min


async def count_reports(
    filters: Iterable[ReportFilter], *, by: SignedIn, now: datetime, ver: int | None = None
) -> list[int | None]:
    """Return how many reports each filter shows; None for a search, which would cost too much for a number in a tab.

    `ver` is the change up to which the caller has read, where it knows that.
    """
    require(by.role, Act.SEE_REPORTS)
    ver, hidden = await timeline.newest_ver() if ver is None else ver, await hidden_from(by)
    by_whatsapp = may(by.role, Act.CONTACT_REPORTER)
    return [
        None if wanted.text else await _counts.count((_counted(wanted), hidden, by_whatsapp), ver=ver, now=now)
        for wanted in filters
    ]


def _counted(wanted: ReportFilter) -> ReportFilter:
    """Return what of a filter its count depends on."""
    return replace(
        checked(wanted), before=None, upto=None, limit=1, folded=False, opened=(), sort="newest",
        overdue_at=EPOCH if wanted.overdue_at else None,
    )  # fmt: skip


async def count_newer(wanted: ReportFilter, *, by: SignedIn) -> int:
    """Return how many reports came in after `wanted.upto` and match, up to a hundred."""
    require(by.role, Act.SEE_REPORTS)
    if wanted.upto is None:
        return 0
    return await report_list.count_newer(
        checked(wanted), hidden=await hidden_from(by), by_whatsapp=may(by.role, Act.CONTACT_REPORTER)
    )
