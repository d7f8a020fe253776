"""What reporters do with their own reports, by both doors; and looking one up without finding out anything (S10)."""

import pytest
import pytest_asyncio

from server.contract.reports import CancelReport, ConfirmSolved, FindReport, RateReport, ReopenReport
from server.contract.visitor import FileReport, Sync

from .client import Visitor, new_id, report
from .desk import Staff

DONE = "Kabel uplink longgar, sudah dipasang"


@pytest_asyncio.fixture
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


async def resolved(visitor, staff) -> dict:
    """File a report and let the desk resolve it."""
    view = (await visitor.file())["reports"][0]
    report_id = await staff.report_id(view["number"])
    await staff.move(report_id, "in_progress")
    await staff.move(report_id, "resolved", DONE)
    return view


async def status(visitor) -> str:
    return (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]["status"]


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_it_works_again_and_it_does_not(visitor, staff, door):
    number = (await resolved(visitor, staff))["number"]
    assert await status(visitor) == "resolved"
    deed = {"client_id": new_id(), "number": number, "reason": "Loket 3 masih mati"}
    reopened = await visitor.send(door, ReopenReport.event(), deed)
    assert reopened["reports"][0]["status"] == "in_progress"
    assert reopened["reports"][0]["timeline"][-1] | {"at": 0} == {
        "at": 0, "event": "reopened", "status": "in_progress", "note": "Loket 3 masih mati", "by": "reporter",
    }  # fmt: skip
    await staff.move(await staff.report_id(number), "resolved", DONE)
    closed = await visitor.send(door, ConfirmSolved.event(), {"client_id": new_id(), "number": number})
    assert closed["reports"][0]["status"] == "closed"
    rated = await visitor.send(
        door, RateReport.event(), {"client_id": new_id(), "number": number, "stars": 4, "comment": "Terima kasih"}
    )
    assert rated["reports"][0]["rating"] == 4


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_a_new_report_is_taken_back(visitor, door):
    number = (await visitor.file())["reports"][0]["number"]
    answer = await visitor.send(door, CancelReport.event(), {"client_id": new_id(), "number": number})
    assert answer["reports"][0]["status"] == "cancelled"
    again = await visitor.send(door, CancelReport.event(), {"client_id": new_id(), "number": number})
    assert (again["ok"], again["code"]) == (False, "move_forbidden")


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_somebody_elses_report_is_not_there(visitor, other, staff, door):
    number = (await resolved(visitor, staff))["number"]
    for event, more in (
        (ConfirmSolved.event(), {}), (ReopenReport.event(), {"reason": "x"}), (CancelReport.event(), {}),
        (RateReport.event(), {"stars": 1}),
    ):  # fmt: skip
        deed = {"client_id": new_id(), "number": number, **more}
        missing = {**deed, "client_id": new_id(), "number": "NET-20200101-0001"}
        strange = await other.send(door, event, deed)
        nowhere = await other.send(door, event, missing)
        assert strange["code"] == "not_found" and {**strange, "client_id": ""} == {**nowhere, "client_id": ""}
    assert await status(visitor) == "resolved"


@pytest.mark.parametrize("stars", [0, 6, "lima", None])
async def test_a_rating_is_one_to_five(visitor, staff, stars):
    number = (await resolved(visitor, staff))["number"]
    answer = await visitor.send("post", RateReport.event(), {"client_id": new_id(), "number": number, "stars": stars})
    assert answer["fields"].keys() == {"stars"}


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_a_report_of_another_device_opens_with_number_and_code(server, visitor, door):
    view = (await visitor.file())["reports"][0]
    phone = Visitor(server.url)
    typed = {"client_id": new_id(), "number": view["number"].lower().replace("-", " "), "code": view["code"].lower()}
    found = await phone.send(door, FindReport.event(), typed)
    assert found["ok"] and found["reports"][0]["number"] == view["number"]
    await phone.close()


async def test_a_wrong_number_and_a_wrong_code_are_answered_alike_and_ten_tries_are_enough(server):
    someone = Visitor(server.url)
    view = (await someone.file())["reports"][0]
    stranger = Visitor(server.url)

    async def attempt(number: str, code: str) -> dict:
        return (await stranger.post(FindReport.event(), {"client_id": new_id(), "number": number, "code": code})).json()

    wrong_code = await attempt(view["number"], "2222-2222")
    wrong_number = await attempt("NET-20260101-0001", view["code"])
    assert wrong_code["code"] == "not_found"
    assert {**wrong_code, "client_id": ""} == {**wrong_number, "client_id": ""}
    answers = [await attempt(view["number"], f"2222-22{n:02d}".replace("0", "9").replace("1", "8")) for n in range(10)]
    assert answers[-1]["code"] == "too_fast" and answers[-1]["retry_after"] > 60
    assert (await attempt(view["number"], view["code"]))["code"] == "too_fast"
    assert "messages" not in answers[-1]


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_the_same_fault_is_a_question_by_both_doors(server, visitor, door):
    unit = {"agency": "dpmptsp" if door == "post" else "bappeda"}
    first = (await visitor.file(**unit))["reports"][0]
    colleague = Visitor(server.url)
    form = report(**unit, kind="wifi", same_as="ask")
    asked = await colleague.send(door, FileReport.event(), form)
    assert (asked["ok"], asked["code"], asked["current"]["number"]) == (False, "same_fault", first["number"])
    joined = await colleague.send(door, FileReport.event(), {**form, "same_as": first["number"]})
    assert joined["ok"] and joined["reports"][0]["number"] == first["number"]
    await colleague.close()
