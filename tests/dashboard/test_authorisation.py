"""Role × route × event, generated: every cell is called on a running server and holds what the table says (S11)."""

import contextlib
import re

import httpx
import pytest
import pytest_asyncio
import socketio

from dashboard.nav import NEEDS, PUBLIC
from server.contract import staff as staff_commands
from server.domain.roles import Role, may
from server.realtime.desk import Desk
from server.realtime.rooms import DASHBOARD
from tests.desk_routes import routes
from tests.realtime.board import Board, until
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire

MISSING = 999_999
"""Of nothing that is there: an allowed call changes nothing."""
WAY_BACK = 'href="/dashboard/reports"'
EVENTS = {"connect", "disconnect", *(command.event() for command in staff_commands.COMMANDS)}


ROUTES = routes({"token": "none"}, otherwise=MISSING)
CELLS = [(role, route) for role in Role for route in ROUTES if route.endpoint not in PUBLIC]
OF_A_REPORT = [route for route in ROUTES if "report_id" in route.rule]
OTHERS = [role for role in Role if role is not Role.ADMIN]


@pytest_asyncio.fixture(scope="module")
async def crew(server):
    """Somebody of each role, and an admin who hired them. They sign in anew where a call ended their session."""
    admin = await Staff(server.url).enter()
    people = {role: await hire(admin, f"Peran{role.value}", role.value) for role in Role}
    yield people
    for someone in (admin, *people.values()):
        await someone.http.aclose()


async def call(someone, route, address=""):
    data = {"form_token": someone.form_token, "assignee": someone.staff_id} if route.method == "POST" else None
    return await someone.http.request(route.method, address or route.address, data=data)


@pytest.mark.parametrize(("role", "route"), CELLS, ids=str)
async def test_a_role_gets_what_the_table_says(crew, role, route):
    someone = crew[role]
    answer = await call(someone, route)
    if may_open(role, route):
        assert answer.status_code != 403 and not leads_to_login(answer, route), answer.text[:300]
        assert answer.status_code < 500, answer.text[:300]
    else:
        assert answer.status_code == 403 and WAY_BACK in answer.text
    if route.endpoint == "sign_out":
        await someone.enter(f"peran{role.value}@kota.test")


def may_open(role, route):
    return NEEDS[route.endpoint] is None or may(role, NEEDS[route.endpoint])


def leads_to_login(answer, route):
    return route.endpoint != "sign_out" and "/dashboard/login" in answer.headers.get("Location", "")


@pytest.mark.parametrize("route", ROUTES, ids=str)
async def test_a_stranger_gets_nothing_but_the_way_in(stranger, route):
    answer = await stranger.request(route.method, route.address)
    if route.endpoint in PUBLIC:
        assert answer.status_code in {200, 303, 400, 401, 404}
    else:
        assert answer.status_code == 303 and answer.headers["Location"].startswith("/dashboard/login?")


@pytest.mark.parametrize("route", [one for one in ROUTES if one.method != "GET"], ids=str)
async def test_no_form_is_taken_without_the_sessions_token(crew, route):
    answer = await crew[Role.ADMIN].http.request(route.method, route.address, data={"form_token": "none"})
    assert answer.status_code == 403 or route.endpoint in PUBLIC


@pytest_asyncio.fixture(scope="module")
async def hacked(server):
    """A report of the restricted team, by its id and number."""
    filed = await Visitor(server.url).file(kind="situs-aplikasi", question="situs-aplikasi/situs-diretas")
    number = filed["reports"][0]["number"]
    admin = await Staff(server.url).enter()
    yield await admin.report_id(number), number
    await admin.http.aclose()


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("route", OF_A_REPORT, ids=str)
async def test_a_restricted_report_is_not_there_on_any_route(crew, hacked, role, route):
    report_id, number = hacked
    answer = await call(crew[role], route, route.address.replace(str(MISSING), str(report_id)))
    assert answer.status_code in {403, 404} and number not in answer.text, f"{route} lets another team in"
    if may_open(role, route):
        missing = await call(crew[role], route)
        assert (answer.status_code, timeless(answer)) == (missing.status_code, timeless(missing))


def timeless(answer: httpx.Response) -> str:
    """Return the page without how long the session still lasts: a second may pass between two pages."""
    return re.sub(r'data-seconds-left="\d+"', "", answer.text)


@pytest.mark.parametrize("role", OTHERS)
async def test_no_page_names_a_restricted_report(crew, hacked, role):
    _, number = hacked
    for route in ROUTES:
        if route.method == "GET" and route.endpoint not in PUBLIC and may_open(role, route):
            for query in ("", f"?q={number}"):
                page = await crew[role].http.get(route.address + query)
                shown = page.text.replace(f'value="{number}"', "").replace(f"q={number}", "")
                assert number not in shown, route


def test_every_event_of_the_desks_sockets_is_a_command_of_the_contract():
    """A handler that nobody put on the list is an event that nobody authorised."""
    assert {name.removeprefix("on_") for name in vars(Desk) if name.startswith("on_")} == EVENTS


@pytest.mark.parametrize("role", Role)
async def test_every_role_hears_the_doorbell_and_can_say_nothing(crew, server, role):
    board = await Board(server.url, crew[role], server.url).open()
    await until(lambda: board.ver >= 0 and board.notices, 5)
    for event in ("move_report", "subscribe", "desk_changed", "session_ended"):
        with contextlib.suppress(socketio.exceptions.TimeoutError):
            answered = await board.socket.call(event, {"report": 1}, namespace=DASHBOARD, timeout=0.3)
            assert not answered
    await board.close()


async def test_a_socket_without_the_forms_token_or_from_elsewhere_is_refused(crew, server):
    someone = crew[Role.ADMIN]
    elsewhere = "https://disdik.pekanbaru.go.id"
    for origin, token in ((elsewhere, someone.form_token), (server.url, "none"), (server.url, "")):
        stranger = Staff(server.url)
        stranger.http.cookies.update(someone.http.cookies)
        stranger.form_token = token
        with pytest.raises(socketio.exceptions.ConnectionError):
            await Board(server.url, stranger, origin).open()


async def test_only_who_sees_a_team_hears_of_its_reports(crew, server):
    boards = {role: await Board(server.url, crew[role], server.url).open() for role in Role}
    filed = await Visitor(server.url).file(kind="situs-aplikasi", question="situs-aplikasi/situs-diretas")
    hidden = await crew[Role.ADMIN].report_id(filed["reports"][0]["number"])
    open_to_all = await Visitor(server.url).file()
    shown = await crew[Role.ADMIN].report_id(open_to_all["reports"][0]["number"])
    await until(lambda: all(shown in board.reports() for board in boards.values()), 5)
    assert [role for role, board in boards.items() if hidden in board.reports()] == [Role.ADMIN]
    for board in boards.values():
        await board.close()
