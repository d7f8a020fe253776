"""The session cookie as a browser gets it."""

from quart import Response

from dashboard import session
from server.config import Config


def cookie(url: str) -> str:
    response = session.keep(Response(), Config(public_url=url), "rahasia")
    return response.headers["Set-Cookie"]


def test_over_https_a_neighbour_site_can_neither_read_nor_set_it():
    written = cookie("https://sigap.pekanbaru.go.id")
    assert written.startswith("__Host-sigap=rahasia;")
    for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert word in written
    assert "Domain" not in written


def test_on_the_own_machine_it_works_without_https():
    written = cookie("http://127.0.0.1:8000")
    assert written.startswith("sigap=rahasia;") and "Secure" not in written and "HttpOnly" in written
