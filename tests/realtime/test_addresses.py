"""Whose report it is to the limits: an office behind one address gets in, a flood does not, a claim is no address."""

import asyncio

import httpx
import pytest_asyncio

from server.contract.reports import FindReport
from server.contract.visitor import FileReport
from tests.serving import start_server
from tests.wire.client import Visitor, new_id, report

OFFICE = 200
MOST_AN_ADDRESS = 300
COLLEAGUES = 40
TRIES_AT_A_NUMBER = 10


class Claimant(Visitor):
    """A device that claims to be somewhere else."""

    async def file_from(self, http, address: str) -> dict:
        body = {**self.passport(), "command": report()}
        claim = {"X-Forwarded-For": address}
        return (await http.post(f"{self.url}/api/visitor/{FileReport.event()}", json=body, headers=claim)).json()


@pytest_asyncio.fixture(params=["0", "1"], ids=["no proxy", "one proxy"])
async def server(request, tmp_path):
    settings = {"SIGAP_DEVELOPMENT": "true", "SIGAP_TRUSTED_PROXIES": request.param}
    running = start_server(settings, tmp_path)
    running.proxies = int(request.param)
    yield running
    running.stop()


async def test_an_office_behind_one_address_gets_in_and_a_claimed_address_counts_only_behind_a_proxy(server):
    async with httpx.AsyncClient(timeout=20) as http:
        assert await office_reports(server, http, OFFICE) == OFFICE
        assert await office_reports(server, http, MOST_AN_ADDRESS - OFFICE) == MOST_AN_ADDRESS - OFFICE
        refused = await Claimant(server.url).file_from(http, "203.0.113.7")
        assert (refused["ok"], refused["code"]) == (False, "too_fast")
        assert refused["retry_after"] >= 1
        elsewhere = await Claimant(server.url).file_from(http, "203.0.113.8")
        assert elsewhere["ok"] is bool(server.proxies)


async def office_reports(server, http, count: int) -> int:
    """File so many reports, each from a device of its own at one address; return how many were taken."""
    taken = 0
    for _ in range(count // 10):
        answers = await asyncio.gather(*(Claimant(server.url).file_from(http, "203.0.113.7") for _ in range(10)))
        taken += sum(answer["ok"] for answer in answers)
    return taken


async def test_one_flooding_conversation_is_refused_and_the_next_device_is_not(server):
    flooding = Visitor(server.url)
    codes = [(await flooding.file()).get("code") for _ in range(30)]
    assert codes[:10] == [None] * 10
    assert codes[10:] == ["too_fast"] * 20
    assert (await Visitor(server.url).file())["ok"]


async def test_forty_colleagues_behind_one_address_each_find_their_report_and_nobody_guesses_one(server):
    filed = [(await Visitor(server.url).file())["reports"][0] for _ in range(COLLEAGUES)]
    found = [await find(server, view["number"], view["code"]) for view in filed]
    assert [answer.get("code") for answer in found] == [None] * COLLEAGUES
    assert [answer["reports"][0]["number"] for answer in found] == [view["number"] for view in filed]
    wanted = (await Visitor(server.url).file())["reports"][0]
    guesses = [await find(server, wanted["number"], f"2222-22{n:02}".translate(NO_SUCH)) for n in range(20)]
    codes = [answer["code"] for answer in guesses]
    assert codes == ["not_found"] * TRIES_AT_A_NUMBER + ["too_fast"] * (20 - TRIES_AT_A_NUMBER)
    assert (await find(server, wanted["number"], wanted["code"]))["code"] == "too_fast"


NO_SUCH = str.maketrans("01", "98")
"""Codes have neither 0 nor 1."""


async def find(server, number: str, code: str) -> dict:
    """Look a report up as a device that was never seen before."""
    typed = {"client_id": new_id(), "number": number, "code": code}
    return (await Visitor(server.url).post(FindReport.event(), typed)).json()
