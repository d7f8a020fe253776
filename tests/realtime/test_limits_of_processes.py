"""Limits hold for all processes together while Redis answers, and for each by itself while it does not."""

import time

import httpx
import pytest
import pytest_asyncio
import redis

from server.contract.visitor import FileReport
from server.realtime.tally import CHANNEL
from tests.wire.client import Visitor, report

from .board import until

A_MINUTE = 10
"""Reports of one conversation, and with them password guesses: half as many."""
GUESSES = 5
OFFICE = 200
MOST_AN_ADDRESS = 300
LATE = 5
"""What may pass while a count is on its way to the other process."""


@pytest_asyncio.fixture
async def counted_together(cluster):
    """Both processes listen to what the other counts."""
    await until(lambda: listeners(cluster) == 2, 20)


@pytest.fixture
def frozen_redis(cluster):
    cluster.redis.freeze()
    yield
    cluster.redis.thaw()


async def test_a_flood_that_alternates_between_processes_gets_one_processs_worth(cluster, counted_together):
    taken = [answer["ok"] for answer in await flood(cluster, Visitor(cluster.url), 40)]
    assert A_MINUTE <= sum(taken) <= A_MINUTE + LATE
    assert not any(taken[-20:])
    assert (await Visitor(cluster.servers[0].url).file())["ok"]


async def test_who_is_too_fast_at_one_process_is_told_how_long_by_the_other(cluster, counted_together):
    device = Visitor(cluster.servers[0].url)
    taken = [(await device.file())["ok"] for _ in range(A_MINUTE)]
    assert all(taken)
    device.url = cluster.servers[1].url
    answers = [await device.file() for _ in range(LATE + 1)]
    assert answers[-1]["code"] == "too_fast" and 1 <= answers[-1]["retry_after"] <= 60


async def test_guesses_at_one_account_that_alternate_are_counted_together(cluster, counted_together):
    codes = [await guess(server, "tamu@kota.test", "203.0.113.20") for server in alternating(cluster, 14)]
    assert GUESSES <= codes.count(401) <= GUESSES + 2
    assert codes[-5:] == [429] * 5


async def test_an_office_of_200_over_both_processes_gets_in_and_a_crowd_of_400_does_not(cluster, counted_together):
    async with httpx.AsyncClient(timeout=20) as http:
        devices = [Visitor(server.url) for server in alternating(cluster, MOST_AN_ADDRESS + 40)]
        office = [await file_from(http, device, "203.0.113.30") for device in devices[:OFFICE]]
        assert all(answer["ok"] for answer in office)
        crowd = [await file_from(http, device, "203.0.113.30") for device in devices[OFFICE:]]
        assert MOST_AN_ADDRESS <= OFFICE + sum(answer["ok"] for answer in crowd) <= MOST_AN_ADDRESS + 2 * LATE
        assert crowd[-1]["code"] == "too_fast"
        assert (await file_from(http, Visitor(cluster.servers[0].url), "203.0.113.31"))["ok"]


async def test_without_redis_each_process_counts_for_itself_and_nobody_waits(cluster, without_redis):
    await each_counts_for_itself(cluster)


async def test_with_a_frozen_redis_each_process_counts_for_itself_and_nobody_waits(cluster, frozen_redis):
    await each_counts_for_itself(cluster)


async def test_when_redis_is_back_they_count_together_again(cluster):
    cluster.redis.kill()
    cluster.redis.start()
    await until(lambda: listeners(cluster) == 2, 20)
    taken = [answer["ok"] for answer in await flood(cluster, Visitor(cluster.url), 30)]
    assert sum(taken) <= A_MINUTE + LATE


async def test_what_goes_over_redis_names_nobody_and_cannot_be_played_again(cluster, counted_together):
    device, address, email = Visitor(cluster.servers[0].url), "203.0.113.40", "ayu.lestari@kota.test"
    with redis.Redis.from_url(cluster.redis.url) as eavesdropper, eavesdropper.pubsub() as heard:
        heard.subscribe(CHANNEL)
        await guess(cluster.servers[0], email, address)
        async with httpx.AsyncClient() as http:
            assert (await file_from(http, device, address))["ok"]
        said = overheard(heard, ["guess:account", "conversation:report", "address:report"])
        everything = b"".join(said)
        for secret in (address, email, email.split("@", maxsplit=1)[0], device.token, "Sari", "203.0"):
            assert secret.encode() not in everything
        for forged in (*said * 20, b"", b"\x80" * 64, b"0" * 64 + b'{"sender":"x"}', said[0][:64] + b"{}"):
            eavesdropper.publish(CHANNEL, forged)
    device.url = cluster.servers[1].url
    assert all([(await device.file())["ok"] for _ in range(A_MINUTE - 1)])


async def each_counts_for_itself(cluster):
    """One process's worth is had at each, receipts wait for nothing, and then it is enough."""
    device = Visitor(cluster.url)
    for server in cluster.servers:
        device.url, waits, taken = server.url, [], []
        for _ in range(A_MINUTE + 2):
            began = time.monotonic()
            taken.append((await device.file())["ok"])
            waits.append(time.monotonic() - began)
        assert taken == [True] * A_MINUTE + [False] * 2
        assert sorted(waits)[len(waits) // 2] < 1  # a machine that is busy elsewhere delays some


def alternating(cluster, count):
    return [cluster.servers[turn % 2] for turn in range(count)]


async def flood(cluster, device, count):
    """File reports of one conversation as fast as they are answered, at one process and the other in turns."""
    answers = []
    for server in alternating(cluster, count):
        device.url = server.url
        answers.append(await device.file())
    return answers


async def file_from(http, device, address):
    body = {**device.passport(), "command": report()}
    claim = {"X-Forwarded-For": address}
    return (await http.post(f"{device.url}/api/visitor/{FileReport.event()}", json=body, headers=claim)).json()


async def guess(server, email, address):
    """Try a wrong password, as somebody at an address; return the status."""
    headers = {"X-Forwarded-For": address, "Sec-Fetch-Site": "same-origin"}
    form = {"email": email, "password": "bukan-ini"}
    async with httpx.AsyncClient(timeout=20) as http:
        return (await http.post(f"{server.url}/dashboard/login", data=form, headers=headers)).status_code


def listeners(cluster):
    with redis.Redis.from_url(cluster.redis.url) as asker:
        return dict(asker.pubsub_numsub(CHANNEL))[CHANNEL.encode()]


def overheard(heard, kinds):
    """Return what was said on the channel until each of these was told of."""
    said, end = [], time.monotonic() + 10
    while not all(any(kind.encode() in one for one in said) for kind in kinds):
        message = heard.get_message(ignore_subscribe_messages=True, timeout=1)
        assert time.monotonic() < end, said
        if message:
            said.append(message["data"])
    return said
