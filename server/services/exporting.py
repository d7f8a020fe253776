"""Export what a filter shows, a chunk at a time: however many reports there are, one chunk is in memory.

The set is fixed by the newest report at the start; the newest come first, whatever order the list has, since only that
order cannot show a report twice while the desk works on.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain.desk import ReportFilter, SignedIn
from server.domain.listing import Sort, checked, normalised
from server.domain.roles import Act, may, require
from server.errors import TooFast
from server.store import report_export, report_list

from . import audit
from .commit import commit
from .sight import hidden_from

CHUNK = 500
MOST_AT_ONCE = 2
"""Each keeps a core busy; the desk works on beside them."""
AGAIN_SECONDS = 20

_running = 0


class Export:
    """Reports on their way into a file; close it when the last one is read, or nobody reads on."""

    def __init__(self, wanted: ReportFilter, sight: tuple[frozenset[str], bool], personal: bool, total: int) -> None:
        global _running  # noqa: PLW0603 - one queue a process, as there is one processor
        _running += 1
        self._wanted = wanted
        self._hidden, self._by_whatsapp = sight
        self._is_open = True
        self.personal = personal
        self.total = total

    async def chunks(self) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the reports by column, newest first."""
        before = None
        while True:
            keys = await report_list.read_keys(
                replace(self._wanted, before=before, limit=CHUNK), hidden=self._hidden, by_whatsapp=self._by_whatsapp
            )
            if keys:
                yield await report_export.read_chunk([key[-1] for key in keys], personal=self.personal)
            if len(keys) < CHUNK:
                return
            before = keys[-1]

    def close(self) -> None:
        """Make room for the next one."""
        global _running  # noqa: PLW0603
        if self._is_open:
            self._is_open = False
            _running -= 1


async def begin_export(
    wanted: ReportFilter, *, form: str, personal: bool, by: SignedIn, now: datetime
) -> Export:
    """Note who exports what, and return it, ready to be read.

    Names and numbers are for who may see them, else left out. Raises TooFast while two others run.
    """
    require(by.role, Act.EXPORT_REPORTS)
    if _running >= MOST_AT_ONCE:
        raise TooFast(AGAIN_SECONDS)
    may_see = may(by.role, Act.CONTACT_REPORTER)
    hidden = await hidden_from(by)
    asked = checked(replace(wanted, before=None, upto=None, folded=False, opened=()))
    if normalised(asked).sort != Sort.NEWEST:
        asked = replace(normalised(asked), sort=Sort.NEWEST.value)  # keeps what that order narrows to
    newest = await report_list.read_keys(replace(asked, limit=1), hidden=hidden, by_whatsapp=may_see)
    fixed = replace(asked, upto=newest[0][-1] if newest else 0)
    total = await report_list.count_all(fixed, hidden=hidden, by_whatsapp=may_see)
    with_people = personal and may_see

    async def unit() -> tuple[None, tuple[()]]:
        said = {"format": form, "personal": with_people, "rows": total, "filter": _filter(asked)}
        await audit.record("exported", by, "reports", said, now=now)
        return None, ()

    await commit(unit)
    return Export(fixed, (hidden, may_see), with_people, total)


def _filter(asked: ReportFilter) -> dict[str, object]:
    """Return which filters were set; what was searched for may be a name, so only that it was."""
    named: dict[str, object] = {
        "status": list(asked.statuses), "agency": asked.agency, "kind": asked.kind, "team": asked.team,
        "priority": list(asked.priorities), "assignee": asked.assignee_id, "text": bool(asked.text),
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
        "overdue": asked.overdue_at is not None, "unanswered": asked.unanswered,
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}
