"""What staff do reaches the reporter the same second, and nothing of it that is not his."""

import pytest_asyncio

from server.contract.emit import ReportChanged, Said
from server.contract.visitor import SendMessage, Sync

from .client import new_id
from .desk import Staff
from .test_live import until


@pytest_asyncio.fixture
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


async def filed(visitor, staff):
    number = (await visitor.file())["reports"][0]["number"]
    return number, await staff.report_id(number)


async def test_a_move_arrives_as_a_line_and_as_a_status(visitor, staff):
    number, report_id = await filed(visitor, staff)
    await visitor.connect()
    assert (await staff.move(report_id, "verified", "Sudah kami periksa")).status_code == 303
    await until(lambda: any(event == Said.event() for event, _ in visitor.notices))
    line = next(payload for event, payload in visitor.notices if event == Said.event())["messages"][0]
    shown = {"type": "status", "number": number, "status": "verified", "note": "Sudah kami periksa", "parent": None}
    assert line["line"] == shown
    await until(lambda: any(
        event == ReportChanged.event() and payload["report"]["status"] == "verified"
        for event, payload in visitor.notices
    ))  # fmt: skip


async def test_an_opened_report_is_read_for_its_reporter(visitor, staff):
    _, report_id = await filed(visitor, staff)
    before = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]
    await staff.http.get(f"/dashboard/reports/{report_id}")
    after = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]
    assert (before["seen_by_staff"], after["seen_by_staff"]) == (False, True)


async def test_a_forbidden_move_is_refused_and_leaves_nothing_behind(visitor, staff):
    _, report_id = await filed(visitor, staff)
    answer = await staff.move(report_id, "closed")
    assert answer.status_code == 409
    report = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]
    assert (report["status"], len(report["timeline"])) == ("new", 1)


async def test_a_second_admins_stale_edit_is_refused_with_both_versions_and_the_typed_note(visitor, staff):
    _, report_id = await filed(visitor, staff)
    stale = await staff.version(report_id)
    await staff.move(report_id, "in_progress")
    answer = await staff.move(report_id, "verified", "Catatan yang sudah diketik", version=stale)
    assert answer.status_code == 409
    assert "Laporan ini baru saja diubah orang lain" in answer.text
    assert "Dikerjakan" in answer.text and "Catatan yang sudah diketik" in answer.text


async def test_an_answer_that_was_waited_for_puts_the_report_back_to_work(visitor, staff):
    _, report_id = await filed(visitor, staff)
    await staff.move(report_id, "in_progress")
    await staff.move(report_id, "waiting_reporter", "Apakah lampu modem menyala?")
    await visitor.send("post", SendMessage.event(), {"client_id": new_id(), "text": "Menyala merah pak"})
    report = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]
    assert report["status"] == "in_progress"


async def test_internal_notes_names_and_numbers_never_reach_the_widget(visitor, staff):
    _, report_id = await filed(visitor, staff)
    version = await staff.version(report_id)
    secret = "Catatan khusus petugas"
    form = {"to": "verified", "note": "", "internal": secret, "version": version, "client_id": new_id()}
    await staff.post(f"reports/{report_id}/move", **form)
    await staff.post(f"reports/{report_id}/contact")
    everything = (await visitor.post(Sync.event(), {"after": 0})).text
    for hidden in (secret, "Sari Wulandari", "81200001234", "Admin"):
        assert hidden not in everything


async def test_the_secret_link_shows_the_status_without_javascript_and_without_a_name(visitor, staff):
    number, report_id = await filed(visitor, staff)
    await staff.move(report_id, "verified", "Diteruskan ke tim jaringan")
    link = (await visitor.post(Sync.event(), {"after": 0})).json()["reports"][0]["link"]
    page = (await staff.http.get(link)).text
    assert number in page and "Diteruskan ke tim jaringan" in page
    assert "Sari Wulandari" not in page and "81200001234" not in page
    assert (await staff.http.get(link[:-1] + ("A" if link[-1] != "A" else "B"))).status_code == 404


async def test_a_reply_written_twice_by_an_impatient_finger_is_one_message(visitor, staff):
    _, report_id = await filed(visitor, staff)
    press = new_id()
    for _ in range(2):
        await staff.post(f"reports/{report_id}/reply", text="Petugas menuju lokasi", client_id=press)
    messages = (await visitor.post(Sync.event(), {"after": 0})).json()["messages"]
    assert [line["line"].get("text") for line in messages].count("Petugas menuju lokasi") == 1
