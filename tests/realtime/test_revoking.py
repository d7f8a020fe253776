"""What ends a session ends its sockets in every process: within 2 s, and within 30 s while Redis is down (S12, S13)."""

import re
import time

import httpx
import pytest
import pytest_asyncio

from tests.wire.desk import PASSWORD, Staff
from tests.wire.hired import hire

from .board import Board, until


@pytest_asyncio.fixture
async def admin(cluster):
    someone = await Staff(cluster.url).enter()
    yield someone
    await someone.http.aclose()


@pytest_asyncio.fixture
async def member(cluster, admin):
    """Somebody who was hired a moment ago."""
    someone = await hire(admin, f"Rani{time.monotonic_ns()}", "technician")
    yield someone
    await someone.http.aclose()


@pytest_asyncio.fixture
async def tabs(cluster, member):
    """Three pages of theirs: two at the second process, one at the first."""
    places = (cluster.servers[1], cluster.servers[1], cluster.servers[0])
    boards = [await Board(server.url, member, cluster.url).open() for server in places]
    yield boards
    for board in boards:
        await board.close()


async def demote(admin, member):
    staff_id = member.staff_id
    page = await admin.http.get(f"/dashboard/people/{staff_id}")
    stamp = re.search(r'name="stamp" value="([^"]+)"', page.text)[1]
    return await admin.post(f"people/{staff_id}", name="Rani", role="viewer", team="network", stamp=stamp)


async def disable(admin, member):
    return await admin.post(f"people/{member.staff_id}/active", active="no")


async def revoke(admin, member):
    return await admin.post(f"people/{member.staff_id}/sessions/end")


async def log_out(admin, member):
    return await member.post("logout")


async def change_password(admin, member):
    new = "gajah-kecil-di-taman"
    return await member.post("account/password", old=PASSWORD, new=new, again=new)


WAYS = [demote, disable, revoke, log_out, change_password]


@pytest.mark.parametrize("way", WAYS)
async def test_all_sockets_go_in_every_process_and_the_old_cookie_opens_nothing(cluster, admin, member, tabs, way):
    cookie = member.http.cookies["sigap"]
    assert (await way(admin, member)).status_code == 303
    await until(lambda: not any(board.socket.connected for board in tabs), 2)
    async with httpx.AsyncClient(headers={"Cookie": f"sigap={cookie}"}) as thief:
        for server in cluster.servers:
            answer = await thief.get(f"{server.url}/dashboard/reports")
            assert answer.status_code == 303 and "/dashboard/login" in answer.headers["Location"]


async def test_without_redis_they_go_within_two_heartbeats(cluster, without_redis, admin, member, tabs):
    assert (await demote(admin, member)).status_code == 303
    await until(lambda: not any(board.socket.connected for board in tabs), 30)


async def test_a_role_that_changed_holds_at_the_next_request_of_any_process(cluster, admin, member):
    await demote(admin, member)
    again = await Staff(cluster.servers[1].url, cluster.url).enter(member.email)
    assert (await again.post("reports/1/reply", text="halo")).status_code == 403
    await again.http.aclose()
