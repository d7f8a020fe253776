"""What was written into a form that is refused as a whole: the page that says so gives it back, to be copied."""

import html
import re

import pytest

from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff
from tests.wire.hired import hire

WORDS = "Kabel di rak 3 sudah kami ganti </textarea><b>, port 7 & 8"
FIELD = re.compile(r'<textarea[^>]* id="words-(\w+)"[^>]* readonly[^>]*>(.*?)</textarea>', re.DOTALL)


def given_back(answer) -> dict[str, str]:
    """Return the words on a page by their field; each can be copied with one press."""
    found = {name: html.unescape(words) for name, words in FIELD.findall(answer.text)}
    for name in found:
        assert f'data-copy="#words-{name}"' in answer.text
    assert ("Tulisan Anda tidak hilang" in answer.text) == bool(found)
    return found


@pytest.fixture
async def report_id(server, staff):
    sent = await Visitor(server.url).file()
    return await staff.report_id(sent["reports"][0]["number"])


@pytest.fixture(scope="module")
async def viewer(server):
    admin = await Staff(server.url).enter()
    someone = await hire(admin, "Pembaca", "viewer")
    yield someone
    for one in (admin, someone):
        await one.http.aclose()


@pytest.mark.parametrize(("form", "field"), [("reply", "text"), ("note", "private")])
async def test_who_may_only_read_by_now_gets_the_words_back(server, viewer, report_id, form, field):
    answer = await viewer.post(f"reports/{report_id}/{form}", **{field: WORDS, "client_id": new_id()})
    assert answer.status_code == 403 and given_back(answer) == {field: WORDS}
    assert "port 7" not in server.log.read_text(encoding="utf-8")


async def test_a_report_that_is_not_there_for_this_person_any_more_gives_every_field_back(staff):
    typed = {"to": "resolved", "note": WORDS, "internal": "Kunci di satpam", "version": "1", "client_id": new_id()}
    answer = await staff.post("reports/999999/move", **typed)
    assert answer.status_code == 404
    assert given_back(answer) == {"note": WORDS, "internal": "Kunci di satpam"}
    answer = await staff.post("tasks/999999/finish", note=WORDS, cause="cable", action="cable_fixed", version="1")
    assert answer.status_code == 404 and given_back(answer) == {"note": WORDS}


@pytest.mark.parametrize("address", ["reports/1/answer", "reports/1/stream", "tasks", "gone"])
async def test_an_address_that_takes_no_form_any_more_gives_the_words_back(staff, address):
    answer = await staff.post(address, text=WORDS)
    assert answer.status_code == 404 and given_back(answer) == {"text": WORDS}


async def test_a_token_of_another_session_gives_the_words_back(staff, report_id):
    answer = await staff.post(f"reports/{report_id}/reply", text=WORDS, form_token="of-before")
    assert answer.status_code == 403 and given_back(answer) == {"text": WORDS}


async def test_nothing_is_given_back_to_strangers_to_other_sites_and_of_secrets(staff, stranger, report_id):
    answer = await stranger.post("/dashboard/gone", data={"text": WORDS})
    assert answer.status_code == 303 and "port" not in answer.headers["Location"]
    answer = await staff.http.post(
        f"/dashboard/reports/{report_id}/reply", data={"text": WORDS, "form_token": staff.form_token},
        headers={"Origin": "https://disdik.pekanbaru.go.id"},
    )  # fmt: skip
    assert answer.status_code == 403 and given_back(answer) == {} and "port 7" not in answer.text
    answer = await staff.post("gone", password=WORDS, text="  ")
    assert answer.status_code == 404 and given_back(answer) == {} and "port 7" not in answer.text
    assert given_back(await staff.http.get("/dashboard/gone", params={"text": WORDS})) == {}
