"""The page of one report, to those who may work on it and those who may not."""

import asyncio
import os
import re
import subprocess
import sys
from datetime import datetime

import pytest

from server.clock import WIB
from server.contract.reports import RateReport
from tests.programs import ROOT
from tests.wire import pictures
from tests.wire.client import Visitor, new_id
from tests.wire.desk import PASSWORD, Staff


async def hire(server, role: str) -> Staff:
    """Add somebody by the command line, beside the running server, and sign them in; a second time they are there."""
    email = f"{role}@kota.test"
    command = [sys.executable, ROOT / "run.py", "staff", "--email", email, "--name", f"Orang {role}", "--role", role]
    database = server.settings.get("SIGAP_DATABASE_URL", "")
    env = {**os.environ, "SIGAP_VAR": str(server.log.parent), "SIGAP_DATABASE_URL": database}
    hiring = await asyncio.create_subprocess_exec(
        *command, "--password", PASSWORD, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    await hiring.wait()
    return await Staff(server.url).enter(email)


@pytest.fixture
async def report_id(server, staff):
    sent = await Visitor(server.url).file(wa_consent=True)
    return await staff.report_id(sent["reports"][0]["number"])


@pytest.mark.parametrize("part", ["stream", "facts", "work", "kin", "photos", "now"])
async def test_each_live_part_is_fetched_alone_and_stands_in_the_page(staff, report_id, part):
    answer = await staff.http.get(f"/dashboard/reports/{report_id}/{part}")
    assert answer.text.lstrip().startswith(f'<section id="{part}"') and "<html" not in answer.text
    page = await staff.http.get(f"/dashboard/reports/{report_id}")
    assert f'hx-get="/dashboard/reports/{report_id}/{part}"' in page.text


async def test_there_is_no_other_part(staff, report_id):
    assert (await staff.http.get(f"/dashboard/reports/{report_id}/secrets")).status_code == 404


async def test_the_page_shows_all_that_was_filed_in_the_time_of_pekanbaru(staff, report_id):
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    for words in (
        "Sari Wulandari", "6281****1234", "Dinas Pendidikan", "Lantai 2, ruang sekretariat", "Internet mati",
        "Internet mati sejak pagi, lampu modem merah", "Terhenti", "Waktu kejadian", "Diterima", "WIB", "Kritis",
        "Pelapor mengirim laporan", "Admin membaca laporan",
    ):  # fmt: skip
        assert words in page, words


async def test_two_who_move_it_at_once_both_learn_of_it_and_nothing_typed_is_lost(server, staff, report_id):
    second = await hire(server, "operator")
    seen = await second.version(report_id)
    await staff.move(report_id, "in_progress")
    answer = await second.move(report_id, "verified", "Sudah saya periksa", version=seen)
    assert answer.status_code == 409
    for words in ("Dikerjakan", "diubah Admin", "Diverifikasi", "Sudah saya periksa</textarea>"):
        assert words in answer.text, words


async def test_a_viewer_reads_and_has_nothing_to_press(server, report_id):
    viewer = await hire(server, "viewer")
    page = (await viewer.http.get(f"/dashboard/reports/{report_id}")).text
    assert "6281****1234" in page and "81200001234" not in page and "0812-0000-1234" not in page
    assert "Balas pelapor" not in page and "Ubah status" not in page and "Hubungi" not in page
    for path in ("move", "assign", "reply", "contact"):
        assert (await viewer.post(f"reports/{report_id}/{path}", client_id=new_id())).status_code == 403


async def test_a_technician_takes_what_is_nobodys_and_only_reads_what_is_somebodys(server, staff, report_id):
    technician = await hire(server, "technician")
    page = (await technician.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Ambil" in page and "Tugaskan kepada" not in page
    await staff.move(report_id, "in_progress")
    page = (await technician.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Laporan ini dikerjakan Admin." in page and "Ambil" not in page and "Status baru" not in page


async def test_a_viewer_is_not_offered_as_owner(server, staff, report_id):
    await hire(server, "viewer")
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Orang viewer" not in page


async def test_a_note_that_is_missing_is_asked_for_beside_the_field(staff, report_id):
    await staff.move(report_id, "in_progress")
    answer = await staff.move(report_id, "resolved", "singkat")
    assert answer.status_code == 400
    assert "minimal 10 huruf" in answer.text and "singkat</textarea>" in answer.text
    assert '<option value="resolved"' in answer.text and 'aria-invalid="true"' in answer.text


async def test_an_empty_reply_is_refused_beside_the_field(staff, report_id):
    answer = await staff.post(f"reports/{report_id}/reply", text="  ", client_id=new_id())
    assert answer.status_code == 400 and "Tulis balasannya dulu." in answer.text


async def test_who_works_on_it_cannot_be_taken_away_without_another(staff, report_id):
    await staff.move(report_id, "in_progress")
    answer = await staff.post(f"reports/{report_id}/assign", assignee="", version=await staff.version(report_id))
    assert answer.status_code == 400 and "harus punya petugas" in answer.text


async def test_a_move_can_be_undone_from_the_page_that_follows_it(staff, report_id):
    await staff.move(report_id, "in_progress")
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Urungkan" in page
    ver = re.search(r'name="ver" value="(\d+)"', page)[1]
    assert (await staff.post(f"reports/{report_id}/undo", ver=ver, client_id=new_id())).status_code == 303
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    assert "Urungkan" not in page and "mengurungkan perubahan" in page
    late = await staff.post(f"reports/{report_id}/undo", ver=ver, client_id=new_id())
    assert late.status_code == 409 and "Tidak dapat diurungkan lagi" in late.text


async def test_repair_photos_are_uploaded_from_the_page_and_shown_on_it(staff, report_id):
    files = [("photo", ("foto.jpg", pictures.detailed_jpeg(), "image/jpeg"))] * 2  # larger than any other form
    form = {"form_token": staff.form_token, "client_id": new_id()}
    answer = await staff.http.post(f"/dashboard/reports/{report_id}/photos", data=form, files=files)
    assert answer.status_code == 303, answer.text
    page = (await staff.http.get(f"/dashboard/reports/{report_id}")).text
    assert page.count('<img src="/dashboard/photos/') == 2
    assert "Admin menambahkan 2 foto perbaikan" in page
    wrong = [("photo", ("foto.jpg", b"%PDF-1.7", "image/jpeg"))]
    answer = await staff.http.post(
        f"/dashboard/reports/{report_id}/photos", data={**form, "client_id": new_id()}, files=wrong
    )
    assert answer.status_code == 400 and 'id="photo-wrong"' in answer.text


async def test_a_caller_is_keyed_in_and_told_number_and_code(staff):
    page = (await staff.http.get("/dashboard/reports/new")).text
    assert "Catat laporan" in page and "Nama pelapor" in page
    form = {
        "client_id": new_id(), "channel": "phone", "name": "Tono", "whatsapp": "0813-1111-2222", "agency": "dinkes",
        "unit": "", "place": "Loket 3", "kind": "wifi", "description": "Wi-Fi loket mati", "impact": "none",
        "occurred_at": f"{datetime.now(WIB):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    refused = await staff.post("reports/new", **{**form, "name": "", "whatsapp": "abc"})
    assert refused.status_code == 400
    for words in ("Perbaiki 2 isian ini", "Isi nama pelapor", 'value="abc"', 'value="Loket 3"'):
        assert words in refused.text, words
    made = await staff.post("reports/new", **form)
    page = (await staff.http.get(made.headers["Location"])).text
    for words in ("Bacakan kepada pelapor", "Kode lacak", "Admin mencatat laporan ini", "Telepon"):
        assert words in page, words


async def test_what_most_come_for_stands_beside_the_number_until_it_is_done(server, staff):
    number = (await Visitor(server.url).file())["reports"][0]["number"]
    report = await staff.report_id(number)
    page = (await staff.http.get(f"/dashboard/reports/{report}")).text
    assert page.index("Ambil laporan ini") < page.index("Percakapan") and 'href="#work"' in page
    await staff.post(f"reports/{report}/assign", assignee=staff.staff_id, version=await staff.version(report))
    taken = (await staff.http.get(f"/dashboard/reports/{report}/steps")).text
    assert "Ambil laporan ini" not in taken and 'href="#work"' in taken
    viewer = await hire(server, "viewer")
    seen = (await viewer.http.get(f"/dashboard/reports/{report}")).text
    assert "Ambil laporan ini" not in seen and 'href="#work"' not in seen


async def test_what_the_reporter_thinks_of_the_work_and_whose_team_it_is_stand_among_the_facts(server, staff):
    visitor = Visitor(server.url)
    number = (await visitor.file())["reports"][0]["number"]
    report = await staff.report_id(number)
    facts = (await staff.http.get(f"/dashboard/reports/{report}/facts")).text
    assert "<dt>Tim</dt><dd>Jaringan</dd>" in facts and "Penilaian" not in facts
    for status in ("in_progress", "resolved"):
        assert (await staff.move(report, status, "Modem diganti")).status_code == 303
    rating = {"client_id": new_id(), "number": number, "stars": 4, "comment": "Cepat, <b>tapi</b> tanpa kabar"}
    await visitor.send("post", RateReport.event(), rating)
    page = (await staff.http.get(f"/dashboard/reports/{report}")).text
    assert "<dt>Penilaian</dt><dd>4 dari 5</dd>" in page
    assert "Cepat, &lt;b&gt;tapi&lt;/b&gt; tanpa kabar" in page
    assert "Pelapor memberi nilai 4 dari 5" in page


async def test_another_team_is_named_in_the_readers_language(staff, report_id):
    for kind in ("email-akun", "wifi"):
        form = {"kind": kind, "question": "", "agency": "", "version": await staff.version(report_id)}
        answer = await staff.post(f"reports/{report_id}/classify", **form, client_id=new_id())
        assert answer.status_code == 303, answer.text
    page = (await staff.http.get(f"/dashboard/reports/{report_id}/stream")).text
    assert "Tim: Jaringan → Persandian" in page and "Tim: Persandian → Jaringan" in page
    english = await staff.http.get(f"/dashboard/reports/{report_id}/stream", headers={"Cookie": _cookies(staff, "en")})
    assert "Team: Network → Cyber security" in english.text


async def test_who_passes_a_report_on_to_a_closed_team_is_told_so_on_the_list(server, staff, report_id):
    operator = await hire(server, "operator")
    number = re.search(r"NET-\d{8}-\d{4,}", (await operator.http.get(f"/dashboard/reports/{report_id}")).text)[0]
    form = {"kind": "email-akun", "question": "", "agency": "", "version": "1", "client_id": new_id()}
    for _ in range(2):  # a second press, or a page that is sent again
        answer = await operator.post(f"reports/{report_id}/classify", **form)
        assert answer.status_code == 303, answer.text
        page = (await operator.http.get(answer.headers["Location"])).text
        said = f"Laporan {number} diteruskan ke tim Persandian. Hanya tim itu dan admin yang melihatnya."
        assert said in page and f'id="report-{report_id}"' not in page
    assert (await operator.http.get(f"/dashboard/reports/{report_id}")).status_code == 404
    assert "diteruskan" not in (await operator.http.get("/dashboard/reports?passed=x&to_team=y")).text
    form |= {"kind": "wifi", "version": await staff.version(report_id), "client_id": new_id()}
    stays = await staff.post(f"reports/{report_id}/classify", **form)
    assert stays.headers["Location"] == f"/dashboard/reports/{report_id}"


def _cookies(staff: Staff, language: str) -> str:
    kept = {**dict(staff.http.cookies), "sigap-lang": language}
    return "; ".join(f"{name}={value}" for name, value in kept.items())
