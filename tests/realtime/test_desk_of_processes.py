"""Settings and the service clock where two processes share one database."""

import re

import httpx
import pymysql
import pytest_asyncio

from server.contract.emit import ListsChanged
from tests.services import PASSWORD, USER
from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .board import until

AT_ONCE = 12
LONG_AGO = "UPDATE sigap.report SET received_at = '2026-11-02 03:00:00', alarm_at = '2026-11-02 03:20:00'"
RUNG = (
    "SELECT COUNT(*), COUNT(DISTINCT report_id) FROM sigap.timeline "
    "WHERE event = %s AND data LIKE '%%response%%'"
)


@pytest_asyncio.fixture
async def staff(cluster):
    member = await Staff(cluster.url).enter()
    yield member
    await member.http.aclose()


async def save_phone(staff: Staff, phone: str) -> None:
    page = (await staff.http.get("/dashboard/settings/desk")).text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    answer = await staff.post("settings/desk", version=version, unit="Diskominfotik", phone=phone)
    assert answer.status_code == 303, answer.text


async def test_what_an_admin_saves_at_one_process_holds_at_both_and_reaches_open_widgets(cluster, staff):
    tabs = [Visitor(server.url) for server in cluster.servers]
    for tab in tabs:
        await tab.connect()
    await save_phone(staff, "0761-555444")

    def told(tab: Visitor) -> list[int]:
        return [what["settings_revision"] for event, what in tab.notices if event == ListsChanged.event()]

    await until(lambda: all(told(tab) for tab in tabs), 4)
    async with httpx.AsyncClient() as http:
        for tab, server in zip(tabs, cluster.servers, strict=True):
            asked = {"opd": "", "v": told(tab)[-1]}
            site = (await http.get(f"{server.url}/api/widget/site.json", params=asked)).json()
            assert (site["desk_phone"], site["settings_revision"]) == ("0761555444", told(tab)[-1])
    for tab in tabs:
        await tab.close()


async def test_two_processes_that_look_at_the_same_clocks_mark_each_breach_once(cluster):
    for _ in range(AT_ONCE):
        await Visitor(cluster.url).file()

    def rung(event: str) -> tuple[int, int]:
        with pymysql.connect(
            host="127.0.0.1", port=cluster.mariadb.port, user=USER, password=PASSWORD, autocommit=True
        ) as line, line.cursor() as cursor:
            cursor.execute(RUNG, (event,))
            every, different = cursor.fetchone()
        return int(every), int(different)

    before = {event: rung(event)[1] for event in ("overdue", "escalated")}
    cluster.mariadb.execute(f"{LONG_AGO} ORDER BY id DESC LIMIT {AT_ONCE}")
    for event, earlier in before.items():
        await until(lambda event=event, earlier=earlier: rung(event)[1] >= earlier + AT_ONCE, 20)
        every, different = rung(event)
        assert every == different == earlier + AT_ONCE
