"""Rows for the tests of the report list, written straight into the tables."""

import logging
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from server.domain.desk import ReportFilter, ReportPage
from server.store import models, report_list
from server.store.database import connection

AT = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


async def add_agency(slug: str, name: str, short: str = "") -> int:
    row = await models.Agency.create(slug=slug, name=name, short=short, created_at=AT, updated_at=AT)
    return row.id


async def add_report(number: int, **given: object) -> int:
    """Insert a report and who filed it; `name` and `whatsapp` are the person's."""
    person = {key: given.pop(key, default) for key, default in (("name", "Sari"), ("whatsapp", "6281234567890"))}
    row = report_of(number, **given)
    await row.save()
    await models.Reporter.create(report_id=row.id, notice_version="1", created_at=AT, **person)
    return row.id


def report_of(number: int, **given: object) -> models.Report:
    """Return a report that is not stored yet."""
    usual: dict[str, object] = {
        "number": f"NET-20261125-{number:04d}", "agency_name": "Unit lain", "place": "Lantai 2", "kind": "wifi",
        "impact": "none", "description": "Internet mati", "occurred_at": AT, "received_at": AT, "priority": "low",
    }  # fmt: skip
    return models.Report(**(usual | given))


async def read(by_whatsapp: bool = True, hidden: frozenset[str] = frozenset(), **wanted: object) -> ReportPage:
    """Return the page that a filter shows."""
    return await report_list.read_page(ReportFilter(**wanted), hidden=hidden, by_whatsapp=by_whatsapp)


async def find(by_whatsapp: bool = True, **wanted: object) -> list[int]:
    """Return the ids that a filter finds."""
    page = await read(by_whatsapp, **wanted)
    assert page.total == len(page.rows) or page.next_before or wanted.get("before")
    return [row.id for row in page.rows]


@contextmanager
def statements():
    """Collect every statement with its values, as Tortoise logs them."""
    seen: list[tuple[str, object]] = []

    class Collect(logging.Handler):
        def emit(self, record):
            seen.append(record.args)

    logger, collect = logging.getLogger("tortoise.db_client"), Collect()
    before = logger.level
    logger.addHandler(collect)
    logger.setLevel(logging.DEBUG)
    try:
        yield seen
    finally:
        logger.setLevel(before)
        logger.removeHandler(collect)


WALK = re.compile(r"""\(SELECT ["`]id["`] ["`]id["`] FROM ["`]report["`].*?LIMIT (?:\?|%s)\)""")
"""One status's part of a statement of the list; what is around it joins a thousand ids at most."""


async def plans(url: str, ran: list[tuple[str, Any]]) -> list[str]:
    """Return how the database goes through the reports, for each walk among these statements."""
    how = "EXPLAIN QUERY PLAN" if url.startswith("sqlite") else "EXPLAIN"
    found = []
    for sql, values in ran:
        rest = list(values or ())
        for walk in WALK.findall(sql):
            taken = walk.count("?") + walk.count("%s")
            plan = await connection().execute_query_dict(f"{how} {walk[1:-1]}", rest[:taken])
            found.append(repr(plan))
            rest = rest[taken:]
    return found
