"""S20: whatever stands in any field or address of the desk is a value, on both databases; no route answers 500."""

import re

import pytest
import pytest_asyncio

from tests.desk.test_injection import HOSTILE
from tests.desk_routes import routes
from tests.programs import ROOT
from tests.serving import start_server
from tests.wire.client import Visitor
from tests.wire.desk import EMAIL, PASSWORD, Staff

GIVEN = {"form_token", "client_id"}
TEMPLATES = ROOT / "dashboard/templates"
SETTINGS = {
    "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_ADMIN_EMAIL": EMAIL, "SIGAP_ADMIN_PASSWORD": PASSWORD,
}  # fmt: skip
FIELD = re.compile(r"""\bname="([a-z_]+)"|(?:form_words\([^,()]+(?:\([^()]*\))?, |\.get\(|getlist\()"([a-z_]+)\"""")
FILES = [*TEMPLATES.rglob("*.html"), *(ROOT / "dashboard").rglob("*.py")]
NAMES = sorted({"".join(found) for file in FILES for found in FIELD.findall(file.read_text("utf-8"))} - GIVEN)
"""Every field that a page of the desk has or reads."""
VALUES = [value for value in HOSTILE if value.isprintable()][::3]
THERE = {"token": "none", "report_id": 1, "agency_id": 1}
ROUTES = [one for one in routes(THERE, otherwise=999_999) if one.endpoint not in {"sign_out", "login"}]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["sqlite", "mariadb"])
async def admin(request, tmp_path_factory):
    env = dict(SETTINGS)
    if request.param == "mariadb":
        env["SIGAP_DATABASE_URL"] = request.getfixturevalue("mariadb").url("values")
    server = start_server(env, tmp_path_factory.mktemp("values"))
    visitor = Visitor(server.url)
    await visitor.file()
    await visitor.close()
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()
    server.stop()


def test_the_fields_are_found():
    assert {"q", "email", "note", "parent_number", "vendor", "sort", "year"} <= set(NAMES)


@pytest.mark.parametrize("route", ROUTES, ids=str)
async def test_no_value_of_any_field_becomes_more_than_a_value(admin, route):
    for value in VALUES:
        fields = dict.fromkeys(NAMES, value)
        if route.method == "GET":
            answer = await admin.http.get(route.address, params=fields)
        else:
            answer = await admin.http.post(route.address, data={**fields, "form_token": admin.form_token})
        assert answer.status_code < 500, (value, answer.text[:300])
        assert answer.elapsed.total_seconds() < 4, value  # SLEEP(5) did not sleep
    assert (await admin.http.get("/dashboard/reports")).status_code == 200
