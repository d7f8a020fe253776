"""Who gets in, and what other pages cannot make a signed-in browser do."""

import asyncio
import re
import time

import pytest
from quart import Quart

import dashboard
from dashboard.nav import NEEDS, PAGES, PUBLIC
from server.config import Config
from tests.wire import desk

WRONG = "Email atau kata sandi tidak cocok"


def endpoints() -> set[str]:
    app = Quart("test")
    app.register_blueprint(dashboard.blueprint(Config()), url_prefix="/dashboard")
    return {rule.endpoint.rpartition(".")[2] for rule in app.url_map.iter_rules() if "dashboard." in rule.endpoint}


def test_every_route_says_what_it_needs():
    assert endpoints() == PUBLIC | NEEDS.keys()
    assert not PUBLIC & NEEDS.keys()


def test_every_page_of_the_rail_is_a_route():
    assert {page.endpoint for page in PAGES} <= NEEDS.keys()


@pytest.mark.parametrize("path", ["reports", "reports/1", "agencies", "agencies/new", "agencies/1", "reports/1/facts"])
async def test_without_a_session_every_page_leads_to_the_login_and_back(stranger, path):
    answer = await stranger.get(f"/dashboard/{path}?q=wifi")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/dashboard/login?next=%2Fdashboard%2F{path.replace('/', '%2F')}%3Fq%3Dwifi"


async def test_a_wrong_password_keeps_the_typed_address_and_says_nothing_more(stranger):
    answer = await stranger.post("/dashboard/login", data={"email": desk.EMAIL, "password": "salah sekali"})
    assert answer.status_code == 401 and WRONG in answer.text and desk.EMAIL in answer.text


async def test_unknown_and_known_addresses_are_answered_alike(stranger):
    """The fastest of many, taken in turns: a busy machine slows both down, but never makes one quick."""
    fastest, text = {desk.EMAIL: 9.0, "tidak@ada.test": 9.0}, {}
    for email in [*fastest] * 9:
        began = time.perf_counter()
        answer = await stranger.post("/dashboard/login", data={"email": email, "password": "salah sekali"})
        fastest[email] = min(fastest[email], time.perf_counter() - began)
        text[email] = answer.text.replace(email, "")
    known, unknown = fastest.values()
    assert len(set(text.values())) == 1
    assert abs(known - unknown) < max(known, unknown) * 0.6


async def test_after_logout_the_copied_cookie_opens_nothing(staff, stranger):
    cookie = staff.http.cookies["sigap"]
    answer = await staff.post("logout")
    assert answer.headers["Location"].startswith("/dashboard/login")
    again = await stranger.get("/dashboard/reports", headers={"Cookie": f"sigap={cookie}"})
    assert again.status_code == 303


@pytest.mark.parametrize("headers", [
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"},
    {"Origin": "https://disdik.pekanbaru.go.id"}, {"Origin": "null"},
])  # fmt: skip
async def test_a_page_elsewhere_cannot_post_with_the_browsers_cookie(staff, headers):
    form = {"form_token": staff.form_token, "name": "OPD Palsu", "kind": "dinas"}
    answer = await staff.http.post("/dashboard/agencies/new", data=form, headers=headers)
    assert answer.status_code == 403
    assert "OPD Palsu" not in (await staff.http.get("/dashboard/agencies")).text


async def test_a_form_without_the_sessions_token_is_refused(staff):
    answer = await staff.http.post("/dashboard/agencies/new", data={"name": "OPD Palsu", "kind": "dinas"})
    assert answer.status_code == 403


EVIL_NEXT = [
    "https://evil.com", "//evil.com", "///evil.com", "/\\evil.com", "\\\\evil.com", "/dashboard\\@evil.com",
    "/dashboard//evil.com", "http:evil.com", "javascript:alert(1)", "data:text/html,x", "/dashboard/../../evil",
    "%2F%2Fevil.com", "/%2Fevil.com", "https:%2F%2Fevil.com", "/dashboard@evil.com", " https://evil.com", "\thttps://evil.com",
    "/dashboard\r\nLocation: https://evil.com", "evil.com", "/", "", "/dashboard.evil.com//x", "?next=//evil.com",
    "#//evil.com", "/dashboard/login?next=//evil.com",
]  # fmt: skip


@pytest.mark.parametrize("target", EVIL_NEXT)
async def test_signing_in_never_leads_to_another_host(stranger, target):
    form = {"email": desk.EMAIL, "password": desk.PASSWORD, "next": target}
    answer = await stranger.post("/dashboard/login", data=form)
    assert answer.status_code == 303
    location = answer.headers["Location"]
    assert location.startswith("/dashboard") and "evil.com/" not in location and "//" not in location
    stranger.cookies.clear()


async def test_signing_in_leads_to_the_page_that_was_wanted(stranger):
    form = {"email": desk.EMAIL, "password": desk.PASSWORD, "next": "/dashboard/reports?status=new"}
    answer = await stranger.post("/dashboard/login", data=form)
    assert answer.headers["Location"] == "/dashboard/reports?status=new"


async def test_pages_carry_a_policy_without_inline_and_cannot_be_framed(staff):
    headers = (await staff.http.get("/dashboard/reports")).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'; trusted-types sigap" in policy
    assert headers["Cache-Control"] == "no-store" and headers["X-Content-Type-Options"] == "nosniff"


async def test_whatsapp_may_lead_on_from_its_short_address(staff):
    """Browsers hold a form to `form-action` through every redirect, and wa.me redirects to api.whatsapp.com."""
    policy = (await staff.http.get("/dashboard/reports")).headers["Content-Security-Policy"]
    assert "form-action 'self' https://wa.me https://*.whatsapp.com" in policy


async def test_a_fragment_fetched_in_a_dead_session_leads_to_the_login_and_back_to_its_page(stranger, server):
    around = f"{server.url}/dashboard/reports/7?x=1"
    headers = {"HX-Request": "true", "HX-Current-URL": around, "Cookie": "sigap=mati"}
    answer = await stranger.get("/dashboard/reports/7/facts", headers=headers)
    assert answer.headers["HX-Redirect"] == "/dashboard/login?next=%2Fdashboard%2Freports%2F7%3Fx%3D1&ended=1"
    assert "Sesi Anda berakhir" in (await stranger.get(answer.headers["HX-Redirect"])).text


async def test_a_fragment_cannot_be_made_to_lead_elsewhere(stranger):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.com//evil.com"}
    answer = await stranger.get("/dashboard/reports", headers=headers)
    assert answer.headers["HX-Redirect"] == "/dashboard/login?next=%2Fdashboard%2Foverview"


async def test_a_form_sent_in_a_dead_session_leads_to_the_login_and_back_to_the_form(stranger, server):
    headers = {"Referer": f"{server.url}/dashboard/agencies/3", "Cookie": "sigap=mati"}
    answer = await stranger.post("/dashboard/agencies/3", data={"name": "Dinas"}, headers=headers)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/dashboard/login?next=%2Fdashboard%2Fagencies%2F3&ended=1"


async def test_what_was_searched_for_is_there_again_after_signing_in(stranger):
    first = await stranger.get("/dashboard/reports", params={"q": "90% & lebih"})
    page = await stranger.get(first.headers["Location"])
    wanted = re.search(r'name="next" value="([^"]+)"', page.text)[1].replace("&amp;", "&")
    form = {"email": desk.EMAIL, "password": desk.PASSWORD, "next": wanted}
    answer = await stranger.post("/dashboard/login", data=form)
    assert 'value="90% &amp; lebih"' in (await stranger.get(answer.headers["Location"])).text


async def test_a_report_that_is_not_there_is_a_page_with_a_way_back(staff):
    answer = await staff.http.get("/dashboard/reports/999999")
    assert answer.status_code == 404 and "/dashboard/reports" in answer.text


async def test_sign_ins_from_a_crowd_do_not_stop_the_reporters(server, stranger):
    guesses = asyncio.gather(*(
        stranger.post("/dashboard/login", data={"email": desk.EMAIL, "password": f"tebakan {n}"}) for n in range(20)
    ))  # fmt: skip
    began = time.perf_counter()
    assert (await stranger.get("/healthz")).status_code == 200
    assert time.perf_counter() - began < 3  # twenty one after the other would take longer
    await guesses
