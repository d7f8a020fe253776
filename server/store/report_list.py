"""The desk's list of reports: a page at a time from a key, never by counting through.

What it costs: which reports match is one walk along an index a status, which ends after 1,001 hits; what a page shows
of them is a few look-ups by id, however many rows it has. Text has no index, so it is looked for in the newest reports.
"""

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from server.domain.bursts import Folded, Outline, first_lines, fold, is_settled
from server.domain.desk import Burst, ReportClock, ReportFilter, ReportLine, ReportPage, ReportRow
from server.domain.listing import Sort, normalised, shows_nothing
from server.domain.whatsapp import mask

from . import models, report_filter, report_walk, timeline
from .report_filter import Matching, Reports, visible
from .report_walk import Key

MOST_COUNTED = 1000
AHEAD = 10
"""So many reports behind a page are looked at too: a burst that is shown may go on there."""
WINDOW = 4
"""Where that is not enough, so many pages of them."""

COLUMNS = (
    "id", "number", "agency_name", "agency__name", "place", "kind", "question", "description", "received_at",
    "status", "priority", "impact", "assignee__name", "assignee_id", "version",
)  # fmt: skip
CLOCK = tuple(field.name for field in fields(ReportClock))
"""Its columns are named as its fields are."""


OUTLINE = ("id", "version", "kind", "status", "agency_name", "received_at")


async def read_page(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool) -> ReportPage:
    """Return a page of the reports that match, but for the `hidden` teams' (`services/sight.py`).

    `by_whatsapp` lets digits find a WhatsApp number too.
    """
    ver = await timeline.newest_ver()  # before the rows: at worst the page fetches once more
    found, asked = await _matching(wanted, hidden, by_whatsapp)
    folds = asked.folded and asked.sort == Sort.NEWEST
    window = _window(asked) if folds else asked.limit + 1
    if asked.before is None and asked.sort == Sort.NEWEST:
        keys, count = await report_walk.first_page(found.queries, window, MOST_COUNTED + 1)
        newest_id = keys[0][-1] if keys else 0
    else:
        count, newest_id = await report_walk.count_and_newest(found.queries, MOST_COUNTED + 1)
        keys = await report_walk.walk(
            found.queries, asked.sort, asked.before, window, by_status=bool(asked.statuses)
        )
    lines, after = await (_folded(found.queries, keys, asked, newest_id) if folds else _plain(keys, asked))
    return ReportPage(
        lines=lines,
        ver=ver,
        total=min(count, MOST_COUNTED),
        capped=count > MOST_COUNTED,
        next_before=after,
        newest_id=newest_id,
        searched=found.searched,
    )


async def count(
    wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool, most: int = MOST_COUNTED + 1
) -> int:
    """Count what matches, but not beyond `most`."""
    found, _ = await _matching(wanted, hidden, by_whatsapp)
    return await report_walk.count(found.queries, most)


async def count_all(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool) -> int:
    """Count all that matches: a tenth of a second for a million, so only where the figure is worth it."""
    found, _ = await _matching(wanted, hidden, by_whatsapp)
    return sum([await query.count() for query in found.queries])


async def count_newer(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool, most: int = 100) -> int:
    """Count what matches and came in after `upto`."""
    found, _ = await _matching(replace(wanted, upto=None), hidden, by_whatsapp)
    newer = [query.filter(id__gt=wanted.upto) for query in found.queries]
    return await report_walk.count(newer, most)


async def read_keys(wanted: ReportFilter, *, hidden: frozenset[str], by_whatsapp: bool) -> tuple[Key, ...]:
    """Return the keys of the next `limit` reports behind `before`."""
    found, asked = await _matching(wanted, hidden, by_whatsapp)
    by_status = bool(asked.statuses)
    return tuple(await report_walk.walk(found.queries, asked.sort, asked.before, asked.limit, by_status=by_status))


async def numbers_of(report_ids: Sequence[int], *, hidden: frozenset[str]) -> dict[int, str]:
    """Return what these reports are called, but for the `hidden` teams'."""
    return dict(await visible(hidden).filter(id__in=report_ids).values_list("id", "number")) if report_ids else {}


async def read_rows(report_ids: Sequence[int]) -> tuple[ReportRow, ...]:
    """Return these reports as lines of the list, in this order."""
    if not report_ids:
        return ()
    rows = await models.Report.filter(id__in=report_ids).values(*COLUMNS, *CLOCK)
    reporters: dict[int, dict[str, str]] = {}
    people = models.Reporter.filter(report_id__in=report_ids).order_by("id")
    for person in await people.values("report_id", "name", "whatsapp"):
        reporters.setdefault(person["report_id"], person)  # who filed it, not who joined later
    seen = await timeline.read_ones(report_ids)
    made = {row["id"]: _row(row, reporters.get(row["id"], {}), row["id"] in seen) for row in rows}
    return tuple(made[report_id] for report_id in report_ids if report_id in made)


async def _matching(
    wanted: ReportFilter, hidden: frozenset[str], by_whatsapp: bool
) -> tuple[Matching, ReportFilter]:
    asked = normalised(wanted)
    if shows_nothing(wanted, asked):
        return Matching(), asked
    found = await report_filter.matching(asked, hidden=hidden, by_whatsapp=by_whatsapp)
    return found, asked


async def _plain(keys: list[Key], asked: ReportFilter) -> tuple[tuple[ReportLine, ...], Key | None]:
    shown = keys[: asked.limit]
    rows = await read_rows([key[-1] for key in shown])
    return tuple(ReportLine((row,)) for row in rows), shown[-1] if len(keys) > len(shown) else None


async def _folded(
    queries: Sequence[Reports], keys: list[Key], asked: ReportFilter, newest_id: int
) -> tuple[tuple[ReportLine, ...], Key | None]:
    """Fold what belongs together; more reports are looked at where bursts fold much away, or may go on."""
    outlines = await _outlines(keys)
    shown = first_lines(fold(outlines), asked.limit)
    if len(keys) == _window(asked) and not _is_enough(outlines, shown, asked.limit):
        counted = [query.filter(id__lte=newest_id) for query in queries]  # and nothing that came in since
        keys = await report_walk.walk(counted, asked.sort, asked.before, asked.limit * WINDOW + 1)
        shown = first_lines(fold(await _outlines(keys)), asked.limit)
    last = _oldest(shown)
    return await _lines(shown, asked), (last,) if keys and keys[-1][-1] < last else None


def _window(asked: ReportFilter) -> int:
    return asked.limit + 1 + AHEAD


def _is_enough(outlines: Sequence[Outline], shown: Sequence[Folded], most: int) -> bool:
    last = _oldest(shown)
    return len(shown) >= most and is_settled(outlines, sum(one.id >= last for one in outlines))


def _oldest(shown: Sequence[Folded]) -> int:
    return min((one.id for line in shown for one in line), default=0)


async def _lines(shown: Sequence[Folded], asked: ReportFilter) -> tuple[ReportLine, ...]:
    """Read what is shown; the rows of a burst only where somebody has opened it."""
    bursts = {line[0].id: _burst(line, asked.opened) for line in shown if len(line) > 1}
    read = [one.id for line in shown for one in line if len(line) == 1 or bursts[line[0].id].is_open]
    rows = {row.id: row for row in await read_rows(read)}
    return tuple(
        ReportLine(tuple(rows[one.id] for one in line if one.id in rows), bursts.get(line[0].id)) for line in shown
    )


async def _outlines(keys: list[Key]) -> list[Outline]:
    rows = models.Report.filter(id__in=[key[-1] for key in keys]).order_by("-id").values_list(*OUTLINE)
    return [Outline(*each) for each in await rows] if keys else []


def _burst(line: Folded, opened: Collection[int]) -> Burst:
    return Burst(
        id=line[-1].id,
        members=tuple((one.id, one.version) for one in line),
        kinds=tuple(dict.fromkeys(one.kind for one in line)),
        agencies=len({one.agency for one in line}),
        first_at=line[-1].received_at,
        last_at=line[0].received_at,
        is_open=line[-1].id in opened,
    )


def _row(row: dict[str, Any], reporter: dict[str, str], seen: bool) -> ReportRow:
    shown = {name: row[name] for name in COLUMNS if "__" not in name and name != "agency_name"}
    return ReportRow(
        **shown,  # the columns are named as the fields are
        reporter=reporter.get("name", ""),
        agency=str(row["agency__name"] or row["agency_name"]),
        whatsapp_masked=mask(reporter["whatsapp"]) if reporter else "",
        assignee=row["assignee__name"],
        seen=seen,
        clock=ReportClock(**{name: row[name] for name in CLOCK}),
    )
