"""Bells over a real Redis that two installations share: each hears its own."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest_asyncio
import redis

from server.domain.events import LinesSaid, ReportTouched, SessionsRevoked
from server.realtime import tally
from server.realtime.doorbell import CHANNEL, Doorbell, encode
from server.realtime.line import sign
from tests.faults import cluster as of_cluster
from tests.wire.client import Visitor
from tests.wire.desk import Staff

from .board import Board, until

SECRET, OTHER_SECRET = b"s" * 32, b"t" * 32
SAID = LinesSaid(1, 1)


class Process:
    """As much of a process as rings and hears."""

    def __init__(self, url, secret):
        self.heard = []
        self.doorbell = Doorbell(url, secret, self.hear)

    async def hear(self, fact):
        self.heard.append(fact)


@asynccontextmanager
async def processes(*given):
    """Run processes until the end of the block; each listens when it begins."""
    running = [Process(url, secret) for url, secret in given]
    tasks = [asyncio.create_task(one.doorbell.run()) for one in running]
    with redis.Redis.from_url(given[0][0]) as asker:
        await until(lambda: dict(asker.pubsub_numsub(CHANNEL))[CHANNEL.encode()] == len(running), 10)
    try:
        yield running
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_two_installations_on_one_redis_do_not_ring_each_other(redis_server):
    production, staging = (redis_server.url, SECRET), (redis_server.url.replace("/0", "/7"), OTHER_SECRET)
    async with processes(production, production, staging, staging) as (here, there, copy, other_copy):
        for fact in (SessionsRevoked((1, 2)), ReportTouched(1, 1_000_000)):
            await copy.doorbell.hear(fact)
        await until(lambda: len(other_copy.heard) == 2, 5)  # so it has come to all four
        await here.doorbell.hear(SAID)
        await until(lambda: there.heard, 5)
        assert (here.heard, there.heard) == ([], [SAID])
        await copy.doorbell.hear(LinesSaid(2, 2))
        await until(lambda: len(other_copy.heard) == 3, 5)
        assert (copy.heard, other_copy.heard[2:]) == ([], [LinesSaid(2, 2)])


async def test_only_what_is_signed_for_a_bell_with_our_secret_is_one_and_the_log_says_so_once(redis_server, capsys):
    bell = json.dumps({"sender": "x", "fact": "SessionsRevoked", "fields": {"session_ids": [1]}})
    async with processes((redis_server.url, SECRET)) as (here,):
        with redis.Redis.from_url(redis_server.url) as forger:
            for forged in (
                bell, "0" * 64 + bell, sign(bell, CHANNEL, OTHER_SECRET), sign(bell, tally.CHANNEL, SECRET),
                sign(bell, CHANNEL, SECRET)[:-1], "", "[" * 100_000, b"\xff" * 100, sign("{}", CHANNEL, SECRET),
            ):  # fmt: skip
                forger.publish(CHANNEL, forged)
            forger.publish(CHANNEL, encode(SAID, "x", SECRET))
        await until(lambda: here.heard, 5)
    assert here.heard == [SAID]
    assert capsys.readouterr().out.count("a bell that is not ours") == 1


async def test_what_waited_while_redis_was_away_is_not_rung_late(redis_server):
    there = Process(redis_server.url, SECRET)
    bell = Doorbell(redis_server.url, SECRET, there.hear)
    await bell.hear(SessionsRevoked((1,)))
    bell.forget()
    await bell.hear(SAID)
    await there.doorbell.take((await bell.next_words()).encode())
    assert there.heard == [SAID]


@pytest_asyncio.fixture
async def board(cluster):
    """A page of the desk whose socket is at the second process."""
    staff = await Staff(cluster.url).enter()
    page = await Board(cluster.servers[1].url, staff, cluster.url).open()
    yield page
    await page.close()
    await staff.http.aclose()


async def test_a_bell_of_another_installation_puts_nobody_out_and_one_of_ours_does(cluster, board):
    everybody = SessionsRevoked(tuple(range(1, 2_000)))
    unsigned = json.dumps({"sender": "x", "fact": "SessionsRevoked", "fields": {"session_ids": everybody.session_ids}})
    with redis.Redis.from_url(cluster.redis.url) as ringer:
        await until(lambda: dict(ringer.pubsub_numsub(CHANNEL))[CHANNEL.encode()] == len(cluster.servers), 20)
        for foreign in (unsigned, encode(everybody, "x", OTHER_SECRET)):
            ringer.publish(CHANNEL, foreign)
        await Visitor(cluster.servers[0].url).file()
        await until(board.reports, 3)
        assert board.socket.connected
        ringer.publish(CHANNEL, encode(everybody, "x", of_cluster.SECRET.encode()))
        await until(lambda: not board.socket.connected, 2)
