"""Time the list over 100,000 reports on SQLite: `python -m tests.bench.bench_report_list`, part of `make bench`."""

import asyncio
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime

from server.domain.desk import ReportFilter
from server.store import models, report_list
from server.store.database import opened
from server.store.migrate import migrate

REPORTS = 100_000
RUNS = 7
GOAL_MS = 50
OPEN = ("new", "verified", "in_progress", "waiting_reporter", "waiting_vendor")
STATUSES = ("closed",) * 93 + ("resolved",) * 3 + ("new", "verified", "in_progress", "rejected")
FILTERS = {
    "everything": ReportFilter(),
    "everything, half way down": ReportFilter(before=(REPORTS // 2,)),
    "new": ReportFilter(statuses=("new",)),
    "closed": ReportFilter(statuses=("closed",)),
    "open": ReportFilter(statuses=OPEN),
    "one OPD": ReportFilter(agency="opd-3"),
    "one OPD, new": ReportFilter(agency="opd-3", statuses=("new",)),
    "one OPD, open": ReportFilter(agency="opd-3", statuses=OPEN),
    "one kind": ReportFilter(kind="wifi"),
    "one kind, open": ReportFilter(kind="wifi", statuses=OPEN),
    "text that many have": ReportFilter(text="rapat"),
    "text that nobody has": ReportFilter(text="zzzz"),
    "digits of a number": ReportFilter(text="081299999"),
}


def main() -> None:
    """Print the median of each filter's page of 50, with what is over the goal marked."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(f"sqlite://{folder}/sigap.db"))


async def _measure(url: str) -> None:
    await migrate(url)
    async with opened(url):
        await _fill()
        print(f"report list, {REPORTS:,} reports on SQLite, median of {RUNS} (goal {GOAL_MS} ms)")
        for name, wanted in FILTERS.items():
            took = [await _timed(wanted) for _ in range(RUNS)]
            typical = statistics.median(took)
            print(f"  {typical:7.1f} ms  {name}{'  OVER' if typical > GOAL_MS else ''}")


async def _timed(wanted: ReportFilter) -> float:
    begun = time.perf_counter()
    await report_list.read_page(wanted, hidden=frozenset(), by_whatsapp=True)
    return (time.perf_counter() - begun) * 1000


async def _fill() -> None:
    rng, at = random.Random(1), datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
    await models.Agency.bulk_create(
        [models.Agency(id=n, slug=f"opd-{n}", name=f"Dinas {n}", created_at=at, updated_at=at) for n in range(1, 46)]
    )
    ids = range(1, REPORTS + 1)
    reports = [
        models.Report(
            id=n, number=f"NET-20261125-{n:06d}", agency_id=rng.randint(1, 45), agency_name="", place="Ruang rapat",
            kind=rng.choice(("internet-mati", "wifi", "printer")), impact="none", priority="low",
            description=f"Internet tidak bisa dipakai sejak pagi, sudah {n} kali", status=rng.choice(STATUSES),
            occurred_at=at, received_at=at,
        )
        for n in ids
    ]  # fmt: skip
    people = [
        models.Reporter(id=n, report_id=n, name=f"Siti {n}", whatsapp=f"628{n:010d}", notice_version="1", created_at=at)
        for n in ids
    ]
    rows = [models.Timeline(ver=n, report_id=n, event="filed", actor="reporter", at=at) for n in ids]
    for kind, made in ((models.Report, reports), (models.Reporter, people), (models.Timeline, rows)):
        await kind.bulk_create(made, batch_size=1000)


if __name__ == "__main__":
    main()
