"""The way in: sessions, the second step, links (S14); guessing has a file of its own."""

import asyncio
import re
import time

import httpx
import pyotp
import pytest
import pytest_asyncio

from server.content import load_phrases
from tests.programs import ROOT
from tests.wire import desk
from tests.wire.client import Visitor
from tests.wire.desk import Staff
from tests.wire.hired import hire

from .counting import Caller, looked_at, start_counting


@pytest.fixture(scope="module")
def counting(tmp_path_factory):
    running = start_counting(tmp_path_factory.mktemp("entrance"))
    yield running
    running.stop()


@pytest.fixture
async def admin(counting):
    someone = Staff(counting.url)
    someone.http.headers["X-Forwarded-For"] = "10.0.0.1"
    yield await someone.enter()
    await someone.http.aclose()


async def test_a_cookie_from_before_signing_in_is_worth_nothing_afterwards(server, stranger):
    """Session fixation (S14): a planted cookie is replaced; one that a neighbour site tossed in opens nothing."""
    planted = "a" * 43
    stranger.cookies["sigap"] = planted
    answer = await stranger.post("/dashboard/login", data={"email": desk.EMAIL, "password": desk.PASSWORD})
    assert answer.status_code == 303 and answer.cookies["sigap"] != planted
    again = httpx.AsyncClient(base_url=server.url, headers={"Cookie": f"sigap={planted}"})
    assert (await again.get("/dashboard/reports")).status_code == 303
    await again.aclose()


async def test_signing_in_again_ends_the_session_this_browser_had(server, staff):
    old = staff.http.cookies["sigap"]
    await staff.http.post("/dashboard/login", data={"email": desk.EMAIL, "password": desk.PASSWORD})
    assert staff.http.cookies["sigap"] != old
    async with httpx.AsyncClient(base_url=server.url) as thief:
        assert (await thief.get("/dashboard/reports", headers={"Cookie": f"sigap={old}"})).status_code == 303


async def test_the_login_page_can_be_opened_again_by_who_is_signed_in(staff):
    assert (await staff.http.get("/dashboard/login")).status_code == 303
    page = await staff.http.get("/dashboard/login?again=1")
    assert page.status_code == 200 and f'value="{desk.EMAIL}"' in page.text and 'class="gate"' in page.text


async def last_code(secret):
    """Return the code of the step before this one: this one's stays unused. Late in it, that would come too late."""
    while time.time() % 30 > 27:
        await asyncio.sleep(0.1)
    return pyotp.TOTP(secret).at(time.time() - 30)


@pytest_asyncio.fixture
async def careful(server, staff):
    """Somebody with a second factor: their secret and recovery codes too."""
    name = f"Hati{int(time.time() * 1000)}"
    someone = await hire(staff, name, "technician")
    page = await someone.http.get("/dashboard/account?setup=1")
    secret = re.search(r"<p><code>([A-Z2-7]{32})</code></p>", page.text)[1]
    assert 'src="data:image/svg+xml' in page.text
    shown = await someone.post("account/second-factor/confirm", code=await last_code(secret))
    codes = re.findall(r"<li><code>([A-Z0-9]{5}-[A-Z0-9]{5})</code></li>", shown.text)
    assert len(codes) == 10 and "data:text/plain" in shown.text
    yield f"{name.lower()}@kota.test", secret, codes
    await someone.http.aclose()


async def first_step(stranger, email):
    page = await stranger.post("/dashboard/login", data={"email": email, "password": desk.PASSWORD})
    assert page.status_code == 200 and "sigap" not in stranger.cookies and "Kode verifikasi" in page.text
    return re.search(r'name="note" value="([^"]+)"', page.text)[1]


async def second_step(stranger, note, code):
    return await stranger.post("/dashboard/login/code", data={"note": note, "code": code, "next": "/dashboard/account"})


async def test_the_second_step_takes_a_code_once_and_a_recovery_code_once(stranger, careful):
    email, secret, codes = careful
    note = await first_step(stranger, email)
    wrong = await second_step(stranger, note, "000000")
    assert wrong.status_code == 401 and "Kode tidak cocok" in wrong.text
    code = pyotp.TOTP(secret).now()
    right = await second_step(stranger, note, code)
    assert right.status_code == 303 and right.headers["Location"] == "/dashboard/account"
    stranger.cookies.clear()
    assert (await second_step(stranger, note, code)).status_code == 401
    assert (await second_step(stranger, note, codes[3])).status_code == 303
    stranger.cookies.clear()
    assert (await second_step(stranger, note, codes[3])).status_code == 401


@pytest.mark.parametrize("note", ["", "x", "WzEsIngiXQ.aaaa.bbbb", "null"])
async def test_a_forged_note_leads_to_the_first_step(stranger, note):
    answer = await second_step(stranger, note, "000000")
    assert answer.status_code == 401 and "Masuk lagi dari awal" in answer.text


async def test_codes_cannot_be_guessed_at_length(counting, admin):
    someone = await hire(admin, "Sabar", "technician")
    page = await someone.http.get("/dashboard/account?setup=1")
    secret = re.search(r"<p><code>([A-Z2-7]{32})</code></p>", page.text)[1]
    await someone.post("account/second-factor/confirm", code=await last_code(secret))
    thief = Caller(counting, "203.0.113.20")
    note = re.search(r'name="note" value="([^"]+)"', (await thief.sign_in("sabar@kota.test")).text)[1]
    answers = [await second_step(thief.http, note, f"{n:06}") for n in range(12)]
    assert looked_at(answers) == 5 and answers[-1].status_code == 429


async def test_a_link_shows_its_form_as_often_as_it_is_opened_and_sets_a_password_once(server, staff, stranger):
    page = await staff.post("people/new", email="sekali@kota.test", name="Sekali", role="viewer", team="network")
    path = re.search(r'id="staff-link">http[^<]*(/dashboard/join/[^<]+)<', page.text)[1]
    assert "https://wa.me/?text=Halo%20Sekali" in page.text
    for _ in range(3):  # chat programs look into links
        assert "sekali@kota.test" in (await stranger.get(path)).text
    short = await stranger.post(path, data={"name": "Sekali Saja", "password": "pendek", "again": "pendek"})
    assert short.status_code == 400 and "minimal 12 huruf" in short.text and 'value="Sekali Saja"' in short.text
    form = {"name": "Sekali Saja", "password": desk.PASSWORD, "again": desk.PASSWORD}
    first = await stranger.post(path, data=form)
    assert first.headers["Location"] == "/dashboard/login?joined=1&email=sekali%40kota.test"
    assert "Kata sandi tersimpan" in (await stranger.get(first.headers["Location"])).text
    for answer in (await stranger.post(path, data=form), await stranger.get(path)):
        assert answer.status_code == 404 and "Tautan ini tidak berlaku" in answer.text


async def test_another_site_cannot_use_a_link(staff, stranger):
    page = await staff.post("people/new", email="lintas@kota.test", name="Lintas", role="viewer", team="network")
    path = re.search(r'id="staff-link">http[^<]*(/dashboard/join/[^<]+)<', page.text)[1]
    form = {"name": "X", "password": desk.PASSWORD, "again": desk.PASSWORD}
    assert (await stranger.post(path, data=form, headers={"Sec-Fetch-Site": "same-site"})).status_code == 403


async def test_what_is_typed_for_a_person_is_shown_word_for_word_and_never_runs(staff):
    name = '<script>alert(1)</script>"{{7*7}}'
    page = await staff.post("people/new", email="skrip@kota.test", name=name, role="viewer", team="network")
    listed = await staff.http.get("/dashboard/people")
    for text in (page.text, listed.text):
        assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text


async def test_a_refused_invitation_keeps_what_was_typed_and_says_why_beside_the_field(staff):
    page = await staff.post("people/new", email="bukan-email", name="Tetap Ada", role="operator", team="security")
    assert page.status_code == 400 and "Alamat email belum benar" in page.text
    for kept in ('value="bukan-email"', 'value="Tetap Ada"', '<option value="operator" selected>',
                 '<option value="security" selected>'):  # fmt: skip
        assert kept in page.text


async def test_a_persons_page_says_how_many_open_reports_are_theirs_and_leads_to_them(server, staff):
    someone = await hire(staff, "Penuh", "technician")
    filed = (await Visitor(server.url).file())["reports"][0]["number"]
    report = await staff.report_id(filed)
    await staff.post(f"reports/{report}/assign", assignee=someone.staff_id, version=await staff.version(report))
    page = await staff.http.get(f"/dashboard/people/{someone.staff_id}")
    assert "1 laporan terbuka atas namanya" in page.text
    link = re.search(r'class="still-theirs"><a href="([^"]+)"', page.text)[1].replace("&amp;", "&")
    assert filed in (await staff.http.get(link)).text
    await someone.http.aclose()


async def test_the_audit_is_read_page_by_page_and_by_kind_of_act(staff):
    for _ in range(60):
        await staff.http.post("/dashboard/login", data={"email": "siapa@kota.test", "password": "salah"})
    page = await staff.http.get("/dashboard/people/audit", params={"event": "sign_in_failed"})
    assert page.text.count('<tr id="audit-') == 50 and "Gagal masuk" in page.text and "siapa@" not in page.text
    older = re.search(r'href="(\?[^"]*before=\d+[^"]*)"', page.text)[1].replace("&amp;", "&")
    assert '<tr id="audit-' in (await staff.http.get(f"/dashboard/people/audit{older}")).text


async def test_the_audit_speaks_in_words_and_shows_no_code(staff):
    someone = await hire(staff, "Jejaka", "technician")
    await staff.http.post("/dashboard/login", data={"email": someone.email, "password": "salah"})
    page = (await staff.http.get("/dashboard/people/audit")).text
    rows = re.findall(r'<tr id="audit-.*?</tr>', page, re.DOTALL)
    told = [re.sub(r"<[^>]+>", " ", row) for row in rows if "Jejaka" in row]
    assert any("Mengundang" in row and "Teknisi, tim Jaringan" in row for row in told), told
    assert any("Gagal masuk" in row and "Kata sandi salah" in row for row in told)
    assert not re.search(r"\b(staff|rule|setting):", " ".join(told))


def test_every_act_that_is_written_down_has_words():
    sources = "".join(path.read_text() for path in (ROOT / "server" / "services").glob("*.py"))
    acts = set(re.findall(r"""\brecord\(\s*"([a-z_]+)\"""", sources)) | {"enabled", "disabled"}
    assert {"exported", "setting_changed", "duty_rule"} <= acts
    silent = {act for act in acts if f"desk.audit.events.{act}" not in load_phrases()["id"]}
    assert silent == set()
