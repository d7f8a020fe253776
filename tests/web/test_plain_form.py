"""The form without JavaScript: the same report, the same checks, once."""

import asyncio
import re
import uuid

import httpx
import pytest_asyncio

from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff

FORM = {
    "name": "Sari Wulandari", "agency": "dinsos", "unit": "", "place": "Loket 2", "kind": "internet-mati",
    "description": "Internet mati sejak pagi di loket", "impact": "stopped", "whatsapp": "0812-0000-1234",
    "since": "today_morning",
}  # fmt: skip


HIDDEN = ("token", "client_id", "opened_at")


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory):
    env = {"SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    running = start_server(env, tmp_path_factory.mktemp("web"))
    yield running
    running.stop()


@pytest_asyncio.fixture
async def page(server):
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}) as http:
        yield http


async def keys(page) -> dict[str, str]:
    """Return the hidden fields of a fresh form."""
    text = (await page.get("/lapor?opd=dinsos")).text
    return {name: re.search(rf'name="{name}" value="([^"]+)"', text)[1] for name in HIDDEN}


async def test_a_report_is_filed_and_leads_to_its_status(page, server):
    answer = await page.post("/lapor", data={**FORM, **await keys(page)})
    assert answer.status_code == 303
    status = await page.get(answer.headers["Location"])
    number = re.search(r"NET-\d{8}-\d{4}", status.text)[0]
    staff = await Staff(server.url).enter()
    row = (await staff.http.get("/dashboard/reports", params={"q": number})).text
    assert "Sari Wulandari" in row and "Dinas Sosial" in row
    await staff.http.aclose()


async def test_a_form_that_is_sent_twice_is_one_report(page):
    form = {**FORM, **await keys(page), "description": "Dikirim dua kali oleh jari tak sabar"}
    first, second = await page.post("/lapor", data=form), await page.post("/lapor", data=form)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]


async def test_who_sends_too_fast_is_told_how_long_to_wait_and_nothing_typed_is_lost(page):
    device = await keys(page)
    for number in range(11):
        form = {**FORM, **device, "client_id": str(uuid.uuid4()), "description": f"Gangguan nomor {number} di loket"}
        answer = await page.post("/lapor", data=form)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
    assert re.search(r'role="alert">Terlalu cepat\. Tunggu \d+ detik\.<', answer.text)
    assert "Gangguan nomor 10 di loket" in answer.text and form["client_id"] in answer.text


async def test_wrong_fields_are_named_and_nothing_typed_is_lost(page):
    answer = await page.post("/lapor", data={**FORM, **await keys(page), "whatsapp": "0761 000123", "name": ""})
    assert answer.status_code == 400
    assert "Itu nomor telepon kantor" in answer.text and "Isi nama Anda" in answer.text
    assert "Internet mati sejak pagi di loket" in answer.text and '<option value="dinsos" selected>' in answer.text


async def test_another_site_cannot_file_with_it(page):
    answer = await page.post("/lapor", data={**FORM, **await keys(page)}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_a_form_that_was_changed_after_its_answer_got_lost_shows_the_report_that_is_there(page):
    form = {**FORM, **await keys(page)}
    first = await page.post("/lapor", data=form)  # its answer gets lost, and the person adds a word
    again = await page.post("/lapor", data={**form, "description": "Internet mati sejak pagi di loket, juga loket 3"})
    assert again.status_code == 409
    assert re.search(r"SUDAH diterima, nomor NET-\d{8}-\d{4}", again.text)
    assert first.headers["Location"] in again.text
    assert "juga loket 3" in again.text
    fresh = re.search(r'name="client_id" value="([^"]+)"', again.text)[1]
    assert fresh != form["client_id"]


async def test_a_form_of_somebody_else_under_the_same_id_learns_nothing(page):
    form = {**FORM, **await keys(page)}
    await page.post("/lapor", data=form)
    stranger = await page.post("/lapor", data={**form, "token": (await keys(page))["token"]})
    assert stranger.status_code == 409
    assert "NET-" not in stranger.text


async def test_while_the_database_is_away_the_form_says_so_and_keeps_all_that_was_typed(mariadb, tmp_path):
    name = "plain_form_outage"
    running = start_server({"SIGAP_DATABASE_URL": mariadb.url(name)}, tmp_path)
    async with httpx.AsyncClient(base_url=running.url, headers={"Origin": running.url}, timeout=30) as http:
        form = {**FORM, **await keys(http)}
        mariadb.kill()
        try:
            away = await http.post("/lapor", data=form)
        finally:
            mariadb.start()
        assert away.status_code == 503 and int(away.headers["Retry-After"]) >= 1
        for typed in ("Ada kendala di server", FORM["description"], FORM["name"], 'value="dinsos" selected'):
            assert typed in away.text
        assert form["client_id"] in away.text  # pressed again it is the same report
        async with asyncio.timeout(20):
            while (answer := await http.post("/lapor", data=form)).status_code != 303:
                await asyncio.sleep(0.2)
        assert (await http.post("/lapor", data=form)).headers["Location"] == answer.headers["Location"]
    running.stop()
