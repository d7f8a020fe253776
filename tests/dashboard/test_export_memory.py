"""Twenty thousand reports as a file take no more memory than five thousand: one chunk is held, whatever there is."""

import pytest

from tests.bench.town import build
from tests.bench.watching import watch
from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff

ROWS, EARLY, INVENTED = 20_000, 5_000, 2_500
MOST_RISE_MB = 20
"""The first export's code, a chunk of 500 reports and what the allocator keeps of them."""
MOST_GROWTH_MB = 8


@pytest.fixture
async def full(database_url, tmp_path):
    """A server with a year of reports."""
    await build({"SIGAP_DATABASE_URL": database_url, "SIGAP_VAR": str(tmp_path)}, database_url, ROWS, INVENTED)
    env = {
        "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_DATABASE_URL": database_url,
        "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
    }  # fmt: skip
    running = start_server(env, tmp_path)
    yield running
    running.stop()


async def test_an_exports_memory_does_not_grow_with_its_rows(full, closing_line):
    staff = await Staff(full.url).enter()
    for form in ("csv", "xlsx"):
        seen = await watch(full, staff, form)
        assert seen.rows == ROWS
        early, database = seen.most_until(EARLY), full.settings["SIGAP_DATABASE_URL"].partition(":")[0]
        closing_line(
            f"export {form} of {ROWS:,} reports on {database}: {seen.before:.0f} MB before, {early:.0f} MB up to"
            f" {EARLY:,}, {seen.most:.0f} MB at most"
        )
        assert seen.most - seen.before < MOST_RISE_MB
        assert seen.most - early < MOST_GROWTH_MB
    await staff.http.aclose()
