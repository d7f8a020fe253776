"""S20: whatever stands in the list's address is a value, on both databases."""

import pytest

from dashboard import list_query
from server.domain.desk import ReportFilter
from server.errors import InvalidInput
from server.services import desk, exporting, report_counts
from server.store import models

from .people import LATER, report

HOSTILE = (
    "'", "\"", "\\", "\\'", "' OR '1'='1", "' OR 1=1 -- ", "\" OR \"\"=\"", "') OR ('1'='1", "1; DROP TABLE report; --",
    "1' UNION SELECT password_hash FROM staff -- ", "%' OR 1=1 #", "admin'/*", "1 AND SLEEP(5)", "1' AND SLEEP(5) -- ",
    "1); SELECT pg_sleep(5); --", "'||(SELECT 1)||'", "${7*7}", "{{7*7}}", "\x00", "\ud800", "%", "_", "%%%%", "`id`",
    "id DESC, (SELECT 1)", "-1", "0x41", "1e309", "NaN", "9" * 40, "new' --", "../../etc/passwd", "' AND 1=2 UNION ALL"
    " SELECT NULL,NULL,NULL -- ", "newest; --", "CASE WHEN 1=1 THEN id END",
)  # fmt: skip
PARAMETERS = (*list_query.KEPT, "before", "upto", "open")


@pytest.mark.parametrize("parameter", PARAMETERS)
async def test_no_parameter_of_the_list_becomes_sql(world, team, parameter):
    await report(world)
    for hostile in HOSTILE:
        query = {parameter: [hostile, "new"], "agency": ["disdik"]} if parameter != "agency" else {"agency": [hostile]}
        try:
            wanted = list_query.read_filter(query, by=team.budi, now=LATER)
        except InvalidInput as refused:
            assert parameter == "sort" and refused.fields == {"sort": "unknown"}
            continue
        page = await desk.list_reports(wanted, by=team.budi)
        assert page.total <= 1 and len(page.rows) <= 1
        assert await report_counts.count_reports([wanted], by=team.budi, now=LATER) in ([None], [0], [1])
        assert list_query.written(query) == list_query.written(list_query.parsed(list_query.written(query)))
    assert await models.Report.all().count() == 1 and await models.Staff.all().count() == 5


async def test_an_export_takes_the_same_values_as_values(world, team):
    await report(world)
    for hostile in HOSTILE:
        wanted = ReportFilter(text=f"{hostile}x", kind=f"{hostile}x", team=f"{hostile}x")
        export = await exporting.begin_export(wanted, form="csv", personal=True, by=team.admin, now=LATER)
        assert [chunk async for chunk in export.chunks()] == []
        export.close()


@pytest.mark.parametrize("field", ["statuses", "priorities", "sort"])
async def test_what_has_a_fixed_set_of_values_takes_no_other(world, team, field):
    for hostile in HOSTILE:
        with pytest.raises(InvalidInput):
            await desk.list_reports(ReportFilter(**{field: hostile if field == "sort" else (hostile,)}), by=team.viewer)
