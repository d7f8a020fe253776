"""Which page may speak through which door: the origin is compared exactly, each namespace by its own list (S1-S3)."""

import pytest
import pytest_asyncio
import socketio
from socketio.exceptions import ConnectionError

from server.contract.visitor import FileReport
from server.realtime.rooms import DASHBOARD

from .client import Visitor, report
from .desk import Staff, list_origin

LISTED = "https://disdik.pekanbaru.go.id"
STRANGERS = [
    "https://evil.example", "null", "http://disdik.pekanbaru.go.id", "https://disdik.pekanbaru.go.id.evil.com",
    "https://evildisdik.pekanbaru.go.id", "https://disdik.pekanbaru.go.id:8443", "https://disdik.pekanbaru.go.id.",
    "https://dinkes.pekanbaru.go.id", "https://pekanbaru.go.id", "https://x@disdik.pekanbaru.go.id",
    "https://disdik.pekanbaru.go.id/", "https://disdik.pekanbaru.go.id%2eevil.com", "file://",
    "https://DISDIK.pekanbaru.go.id", "https://disdik.pekanbaru.go.id:443",  # no browser writes it so
]  # fmt: skip


@pytest_asyncio.fixture(scope="module")
async def listed(server):
    await list_origin(server.url, "disdik", LISTED)


async def test_the_listed_page_gets_in_by_both_doors(server, listed):
    friend = Visitor(server.url, origin=LISTED)
    assert (await friend.file("post"))["ok"]
    await friend.connect()
    await friend.close()


@pytest.mark.parametrize("origin", STRANGERS)
async def test_any_other_page_gets_in_by_neither(server, listed, origin):
    stranger = Visitor(server.url, origin=origin)
    answer = await stranger.post(FileReport.event(), report())
    assert (answer.status_code, answer.json()["code"]) == (403, "origin_forbidden")
    with pytest.raises(ConnectionError):
        await stranger.connect()
    assert stranger.refused == "origin_forbidden"


@pytest.mark.parametrize("origin", [LISTED, "https://evil.example", "null", None])
async def test_a_signed_in_browser_opens_the_desks_socket_from_no_other_page(server, listed, origin):
    """Also not from an OPD's listed page, which to the browser is the same site, and not without an origin."""
    staff = await Staff(server.url).enter()
    assert await desk_socket_opens(server.url, staff, server.url, staff.form_token)
    assert not await desk_socket_opens(server.url, staff, origin, staff.form_token)
    await staff.http.aclose()


@pytest.mark.parametrize("token", ["", "salah", None])
async def test_the_cookie_alone_opens_no_desk_socket(server, token):
    staff = await Staff(server.url).enter()
    assert not await desk_socket_opens(server.url, staff, server.url, token)
    await staff.http.aclose()


async def desk_socket_opens(url: str, staff: Staff, origin: str | None, form_token: str | None) -> bool:
    socket = socketio.AsyncClient(reconnection=False)
    cookies = "; ".join(f"{name}={value}" for name, value in staff.http.cookies.items())
    headers = {"Cookie": cookies, **({"Origin": origin} if origin else {})}
    try:
        await socket.connect(
            url, auth={"form_token": form_token}, namespaces=[DASHBOARD], transports=["websocket"], headers=headers
        )
    except ConnectionError:
        return False
    await socket.disconnect()
    return True
