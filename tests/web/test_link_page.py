"""A report's page behind its secret link: what its reporter does there, without JavaScript."""

import re

import httpx
import pytest
import pytest_asyncio

from tests.serving import start_server
from tests.wire import desk
from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff

DONE = "Kabel uplink longgar, sudah dipasang"


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory):
    env = {"SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    running = start_server(env, tmp_path_factory.mktemp("link"))
    yield running
    running.stop()


@pytest_asyncio.fixture
async def page(server):
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": "null"}) as http:
        yield http


@pytest_asyncio.fixture
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


@pytest_asyncio.fixture
async def view(server):
    """A report as its reporter's widget shows it."""
    return (await Visitor(server.url).file())["reports"][0]


def token(view) -> str:
    return view["link"].rpartition("/")[2]


async def does(page, view, deed: str, **form: str) -> httpx.Response:
    return await page.post("/l", data={"token": token(view), "deed": deed, "client_id": new_id(), **form})


async def resolve(staff, number: str) -> None:
    report_id = await staff.report_id(number)
    await staff.move(report_id, "in_progress")
    await staff.move(report_id, "resolved", DONE)


async def test_it_shows_progress_and_a_code_for_the_phone_and_nothing_personal(page, view, staff):
    await resolve(staff, view["number"])
    shown = (await page.get(view["link"])).text
    assert view["number"] in shown and DONE in shown and "data:image/svg+xml" in shown
    assert "Sari" not in shown and "0812" not in shown and "Admin" not in shown and "Lantai 2" not in shown


async def test_reopening_needs_a_reason_which_the_desk_reads(page, view, staff):
    await resolve(staff, view["number"])
    empty = await does(page, view, "reopen", text=" ")
    assert empty.status_code == 400 and "Tulis apa yang masih bermasalah" in empty.text
    done = await does(page, view, "reopen", text="Loket 3 masih mati")
    assert done.status_code == 303 and done.headers["Location"] == f"/l/{token(view)}?ok=reopen"
    shown = (await page.get(done.headers["Location"])).text
    assert "Sedang ditangani" in shown and "dibuka kembali" in shown
    desk_page = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(view['number'])}")).text
    assert "Loket 3 masih mati" in desk_page


async def test_confirming_and_rating(page, view, staff):
    await resolve(staff, view["number"])
    assert (await does(page, view, "confirm")).status_code == 303
    none = await does(page, view, "rate", text="bagus")
    assert none.status_code == 400 and "Pilih satu sampai lima" in none.text and "bagus" in none.text
    assert (await does(page, view, "rate", stars="5")).status_code == 303
    assert "Penilaian Anda: 5 dari 5" in (await page.get(view["link"])).text
    late = await does(page, view, "confirm")
    assert late.status_code == 409 and "Ditutup" in late.text


async def test_a_message_reaches_the_desk_and_a_press_sent_twice_is_one(page, view, staff):
    form = {"token": token(view), "deed": "write", "client_id": new_id(), "text": "Lampunya sekarang hijau"}
    for _ in range(2):
        assert (await page.post("/l", data=form)).status_code == 303
    desk_page = (await staff.http.get(f"/dashboard/reports/{await staff.report_id(view['number'])}")).text
    assert desk_page.count("Lampunya sekarang hijau") == 1


async def test_a_new_report_is_cancelled(page, view):
    assert (await does(page, view, "cancel")).status_code == 303
    assert "Dibatalkan" in (await page.get(view["link"])).text


@pytest.mark.parametrize("form", [
    {"token": "x" * 22, "deed": "cancel"}, {"deed": "cancel"}, {"token": "", "deed": ""},
    {"token": "'; --", "deed": "confirm"},
])  # fmt: skip
async def test_without_a_token_that_opens_something_nothing_is_there(page, form):
    answer = await page.post("/l", data={"client_id": new_id(), **form})
    assert answer.status_code == 404 and (await page.get("/l/" + "x" * 22)).status_code == 404


async def test_a_deed_that_nobody_declared_is_not_there(page, view):
    assert (await does(page, view, "resolve")).status_code == 404


async def test_it_is_kept_nowhere_and_found_by_no_search_engine(page, view):
    answer = await page.get(view["link"])
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-Robots-Tag"] == "noindex"
    assert not re.search(r"<script|style=", answer.text)
