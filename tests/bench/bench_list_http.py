"""Time the list through HTTP and watch the memory of an export: `python -m tests.bench.bench_list_http`.

BENCH_ROWS says how many reports (default 1,000,000: a quarter of an hour), BENCH_EXPORT how many are exported (0: the
exports are left out), BENCH_REQUESTS how often each page is asked for (0: the list is left out). In BENCH_FOLDER the
databases are kept, and used again by the next run of as many reports.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from server.domain.desk import ReportFilter
from server.store import report_list
from server.store.database import opened
from tests.services import MariaDB
from tests.serving import SigapServer
from tests.wire import desk
from tests.wire.desk import Staff

from .town import build
from .watching import watch, worked

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
EXPORTED = int(os.environ.get("BENCH_EXPORT", "100000"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "200"))
GOAL_MS = 50
PAGE_1000 = 999 * 50
PAGES = {
    "first page": "",
    "filtered: one OPD, open": "agency=disdik&status=open",
    "filtered: one kind, a month": "kind=wifi&period=month",
    "filtered: overdue": "overdue=1",
    "by due time": "sort=due",
    "by priority": "sort=priority",
}
BIG_POOL = ("--innodb-buffer-pool-size=1G",)


CALM_MS = 100
"""Of the processor, in a second: a server that does not ring the alarms of a year any more."""
CALM_SECONDS = 10


def main() -> None:
    """Measure on SQLite and on MariaDB."""
    with _place() as place:
        sqlite, mariadb = place / "sqlite", place / "var"
        for folder in (sqlite, mariadb):
            folder.mkdir(exist_ok=True)
        asyncio.run(_measure("SQLite", {}, sqlite, f"sqlite://{sqlite / 'sigap.db'}"))
        database = MariaDB(place / "mariadb", options=BIG_POOL).start()
        try:
            url = database.address("bench") if _built(mariadb).exists() else database.url("bench")
            asyncio.run(_measure("MariaDB", {"SIGAP_DATABASE_URL": url}, mariadb, url))
        finally:
            database.stop()


@contextmanager
def _place() -> Iterator[Path]:
    kept = os.environ.get("BENCH_FOLDER")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _built(folder: Path) -> Path:
    """Return the mark of a database that is filled already."""
    return folder / f"{ROWS}-reports"


async def _measure(name: str, settings: dict[str, str], folder: Path, url: str) -> None:
    begun = time.perf_counter()
    if not _built(folder).exists():
        await build({**settings, "SIGAP_VAR": str(folder)}, url, ROWS)
        _built(folder).touch()
    print(f"list through HTTP, {ROWS:,} reports on {name} (built in {time.perf_counter() - begun:.0f} s)", flush=True)
    deep = await _key_of_page(url) if REQUESTS else 0
    admin = {"SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    server = SigapServer(folder, {**settings, **admin, "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false"}).start()
    staff = await Staff(server.url).enter()
    await _calm(server)
    pages = {what: f"reports?{query}" for what, query in {**PAGES, "page 1,000": f"before={deep}"}.items()}
    try:
        for what, page in {**pages, "overview": "overview"}.items() if REQUESTS else ():
            await _time(what, server, lambda page=page: staff.http.get(f"/dashboard/{page}"))
        for form in ("csv", "xlsx") if EXPORTED else ():
            await _export(server, staff, form)
    finally:
        await staff.http.aclose()
        server.stop()


async def _calm(server: SigapServer) -> None:
    """Wait until the alarms of the invented year have rung: they would be measured too."""
    calm = 0
    while calm < CALM_SECONDS:
        before = worked(server)
        await asyncio.sleep(1)
        calm = calm + 1 if worked(server) - before < CALM_MS else 0


async def _key_of_page(url: str) -> int:
    """Return the cursor that page 1,000 begins behind."""
    async with opened(url):
        wanted = ReportFilter(limit=min(PAGE_1000, ROWS // 2))
        keys = await report_list.read_keys(wanted, hidden=frozenset(), by_whatsapp=True)
        return keys[-1][-1]


async def _time(what: str, server: SigapServer, ask: Callable[[], Awaitable[httpx.Response]]) -> None:
    """Print the distribution of the time on the wall, and the server's processor time, which others do not lengthen."""
    took = []
    await ask()
    before = worked(server)
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        answer = await ask()
        took.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, answer.text
    took.sort()
    p50, p90, p99 = (took[int(len(took) * part)] for part in (0.5, 0.9, 0.99))
    cpu = (worked(server) - before) / REQUESTS
    over = "  OVER" if p99 > GOAL_MS else ""
    wall = f"p50 {p50:6.1f}  p90 {p90:6.1f}  p99 {p99:6.1f}  max {took[-1]:6.1f} ms"
    print(f"  {wall}  (server's processor {cpu:4.1f} ms)  {what}{over}", flush=True)


async def _export(server: SigapServer, staff: Staff, form: str) -> None:
    """Read an export as it comes and print the server's memory."""
    seen = await watch(server, staff, form, EXPORTED)
    print(
        f"  export {form}: {seen.rows:,} rows, {seen.size / 1e6:.0f} MB in {seen.seconds:.0f} s; memory"
        f" {seen.before:.0f} MB before, at most {seen.most:.0f} MB", flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
