"""What happens at one process reaches the pages that are open at another, with Redis and without."""

import asyncio
import json
import time

import httpx
import pytest_asyncio
import redis

from server.contract.emit import Said
from server.contract.visitor import Sync
from server.domain.events import LinesSaid
from server.realtime.doorbell import CHANNEL, encode
from tests.faults.cluster import SECRET
from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff
from tests.wire.pictures import detailed_jpeg

from .board import Board, until

POLLS = 150


@pytest_asyncio.fixture
async def staff(cluster):
    """An admin who signed in through nginx."""
    member = await Staff(cluster.url).enter()
    yield member
    await member.http.aclose()


@pytest_asyncio.fixture
async def board(cluster, staff):
    """A page of the desk whose socket is at the second process."""
    page = await Board(cluster.servers[1].url, staff, cluster.url).open()
    yield page
    await page.close()


async def test_a_report_at_one_process_reaches_pages_at_the_other(cluster, board):
    visitor, tab = await a_device_with_a_tab_elsewhere(cluster)
    await visitor.file()
    await until(lambda: board.reports() and has_said(tab), 2)
    await asyncio.sleep(2.5)  # two looks at the timeline: what the doorbell told must not be told again
    assert len(board.reports()) == 1
    await tab.close()


async def test_without_redis_they_are_a_look_at_the_database_behind(cluster, without_redis, board):
    visitor, tab = await a_device_with_a_tab_elsewhere(cluster)
    await visitor.file()
    await until(lambda: board.reports() and has_said(tab), 3)
    await tab.close()


async def test_without_redis_a_long_poll_elsewhere_is_answered(cluster, without_redis):
    visitor, tab = await a_device_with_a_tab_elsewhere(cluster)
    poll = asyncio.create_task(tab.post(Sync.event(), {"after": 0, "wait": 25}))
    await visitor.file()
    async with asyncio.timeout(3):
        answer = (await poll).json()
    assert answer["messages"]
    await tab.close()


async def test_a_page_that_missed_everything_learns_the_newest_ver_by_heartbeat(cluster, board):
    cluster.servers[1].freeze()
    await Visitor(cluster.servers[0].url).file()
    cluster.servers[1].thaw()
    other = await Board(cluster.servers[0].url, board.staff, cluster.url).open()
    await until(lambda: other.ver and board.ver == other.ver, 16)
    await other.close()


async def test_a_frozen_redis_delays_no_receipt_and_no_page_of_this_process(cluster, board):
    here = await Board(cluster.servers[0].url, board.staff, cluster.url).open()
    cluster.redis.freeze()
    try:
        visitor = Visitor(cluster.servers[0].url)
        waits = [await until_acked(visitor) for _ in range(10)]
        await until(lambda: len(here.reports()) >= 10, 2)
        await until(lambda: len(set(board.reports())) >= 10, 3)
    finally:
        cluster.redis.thaw()
    assert sorted(waits)[len(waits) // 2] < 1  # a machine that is busy elsewhere delays some
    await here.close()


async def test_a_frozen_redis_delays_nothing_that_the_desk_writes(cluster, staff, board):
    filed = await Visitor(cluster.servers[0].url).file()
    report_id = await staff.report_id(filed["reports"][0]["number"])
    heard = len(board.notices)
    cluster.redis.freeze()
    try:
        began = time.monotonic()
        assert (await staff.move(report_id, "verified", "Sudah kami periksa")).status_code == 303
        answer = await staff.post(f"reports/{report_id}/reply", text="Kami menuju lokasi", client_id=new_id())
        assert answer.status_code == 303
        assert time.monotonic() - began < 3  # four requests
        await until(lambda: report_id in board.reports() and len(board.notices) > heard, 5)
    finally:
        cluster.redis.thaw()


async def test_a_hundred_and_fifty_held_polls_leave_the_database_to_who_reports(cluster):
    url, question = cluster.servers[0].url, {"after": 0, "wait": 25}
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=POLLS), timeout=40) as http:
        async def poll() -> None:
            body = json.dumps({**Visitor(url).passport(), "command": question})
            await http.post(f"{url}/api/visitor/{Sync.event()}", content=body)

        waiting = [asyncio.create_task(poll()) for _ in range(POLLS)]
        try:
            await until_acked(Visitor(url))  # meanwhile all of them have come in
            waits = [await until_acked(Visitor(url)) for _ in range(10)]
            assert not any(one.done() for one in waiting)  # all of them were held meanwhile
        finally:
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
    assert sorted(waits)[len(waits) // 2] < 1


async def test_forged_bells_invent_nothing_and_stop_nothing(cluster, board):
    with redis.Redis.from_url(cluster.redis.url) as forger:
        for forged in (
            b"{}",
            b"\x80",
            b'{"sender":"x","fact":"Fact","fields":{}}',
            b'{"sender":"x","fact":"LinesSaid"}',
            encode(LinesSaid(999_999, 1), "x", SECRET.encode()),
        ):
            forger.publish(CHANNEL, forged)
    visitor, tab = await a_device_with_a_tab_elsewhere(cluster)
    await visitor.file()
    await until(lambda: board.reports() and has_said(tab), 3)
    assert len(tab.notices) == len({str(notice) for notice in tab.notices})
    await tab.close()


async def test_a_session_that_ends_at_one_process_loses_its_socket_at_the_other(cluster, staff, board):
    await staff.post("logout")
    await until(lambda: not board.socket.connected, 2)


async def test_and_without_redis_within_two_heartbeats(cluster, without_redis, staff, board):
    await staff.post("logout")
    await until(lambda: not board.socket.connected, 30)


async def test_when_a_process_dies_nginx_answers_from_the_other_and_it_comes_back(cluster):
    visitor = Visitor(cluster.url)
    cluster.servers[0].kill()
    try:
        answers = [(await visitor.file())["ok"] for _ in range(6)]
    finally:
        revived = cluster.restart_dead()
    assert answers == [True] * 6
    assert revived == [cluster.servers[0]]
    assert cluster.servers[0].healthy()


async def test_a_process_with_open_sockets_ends_soon_and_by_itself(cluster):
    tabs = [Visitor(cluster.servers[1].url) for _ in range(30)]
    for tab in tabs:
        await tab.connect()
    try:
        assert await asyncio.to_thread(cluster.servers[1].stop) < 5  # F7 measures it
        assert cluster.servers[1].returncode == 0
        await until(lambda: not any(tab.socket.connected for tab in tabs), 2)
    finally:
        await asyncio.to_thread(cluster.servers[1].start)


async def test_engine_io_polling_and_jsonp_are_refused(cluster):
    async with httpx.AsyncClient() as http:
        for query in ("EIO=4&transport=polling", "EIO=4&transport=polling&j=0"):
            answer = await http.get(f"{cluster.url}/socket.io/?{query}")
            assert answer.status_code == 400
            assert "sid" not in answer.text


async def a_device_with_a_tab_elsewhere(cluster):
    """Return a device that writes to the first process, and its second tab, connected to the second."""
    visitor = Visitor(cluster.servers[0].url)
    tab = Visitor(cluster.servers[1].url, token=visitor.token)
    await tab.connect()
    return visitor, tab


def has_said(tab):
    return any(event == Said.event() for event, _ in tab.notices)


async def until_acked(visitor):
    began = asyncio.get_running_loop().time()
    assert (await visitor.file())["ok"]
    return asyncio.get_running_loop().time() - began


async def test_three_photos_of_a_repair_come_through_nginx(cluster, staff):
    visitor = Visitor(cluster.url)
    number = (await visitor.file())["reports"][0]["number"]
    report = await staff.report_id(number)
    pictures = [("photo", (f"{n}.jpg", detailed_jpeg(), "image/jpeg")) for n in range(3)]
    assert all(len(file[1]) > 200_000 for _, file in pictures)
    answer = await staff.http.post(
        f"{cluster.url}/dashboard/reports/{report}/photos", files=pictures,
        data={"client_id": new_id(), "form_token": staff.form_token},
    )  # fmt: skip
    assert answer.status_code == 303
    page = (await staff.http.get(f"{cluster.url}/dashboard/reports/{report}")).text
    assert page.count('<img src="/dashboard/photos/') == 3
