"""Whose report it is to the limits: an office behind one address gets in, a flood does not, a claim is no address."""

import asyncio

import httpx
import pytest_asyncio

from server.contract.visitor import FileReport
from tests.serving import start_server
from tests.wire.client import Visitor, report

OFFICE = 200
MOST_AN_ADDRESS = 300


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
