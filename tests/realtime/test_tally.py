"""Counts that two processes tell each other over a real Redis: what is given back, what is forged, what is too much."""

import asyncio
import re
import time
from contextlib import asynccontextmanager

import pytest
import redis
from limits.aio.strategies import MovingWindowRateLimiter

from dashboard import guesses
from dashboard.guesses import Guesses
from server.errors import TooFast
from server.realtime.line import LONGEST
from server.realtime.tally import CHANNEL, MOST_A_MESSAGE, MOST_WAITING, Tally, decode, encode
from server.services.pace import Counted, Pace
from tests.programs import ROOT

from .board import until

SECRET, OTHER_SECRET = b"s" * 32, b"t" * 32
EMAIL, ADDRESS = "ayu@kota.test", "203.0.113.9"
BUCKETS = guesses.of_password(EMAIL, ADDRESS, "")


class Heard(Pace):
    """A pace that also remembers what it was told."""

    def __init__(self, secret):
        super().__init__({}, MovingWindowRateLimiter, secret)
        self.told = []

    async def hear(self, counted):
        self.told.append(counted)


class Process:
    """As much of a process as counts guesses and tells of them."""

    def __init__(self, url, secret=SECRET):
        self.guesses, self.heard = Guesses(secret), Heard(secret)
        self.tally = Tally(url, secret, (self.guesses.pace, self.heard))

    async def guess(self, times):
        for _ in range(times):
            await self.guesses.count(BUCKETS)

    def hits(self):
        return sum(one.hits for one in self.heard.told if one.what == "guess:account")


@asynccontextmanager
async def processes(redis_server, *secrets, url=""):
    """Run processes until the end of the block; each listens when it begins."""
    running = [Process(url or redis_server.url, secret) for secret in secrets]
    tasks = [asyncio.create_task(one.tally.run()) for one in running]
    with redis.Redis.from_url(redis_server.url) as asker:
        await until(lambda: dict(asker.pubsub_numsub(CHANNEL))[CHANNEL.encode()] == len(running), 10)
    try:
        yield running
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_wrong_guesses_here_and_there_are_one_sum(redis_server):
    async with processes(redis_server, SECRET, SECRET) as (here, there):
        await here.guess(3)
        await until(lambda: there.hits() == 3, 5)
        await there.guess(2)
        with pytest.raises(TooFast):
            await there.guess(1)
        await until(lambda: here.hits() == 2, 5)
        with pytest.raises(TooFast):
            await here.guess(1)


async def test_a_right_password_at_one_process_lets_the_account_start_anew_at_the_other(redis_server):
    async with processes(redis_server, SECRET, SECRET) as (here, there):
        await here.guess(4)
        await until(lambda: there.hits() == 4, 5)
        await here.guess(1)
        await here.guesses.forgive(BUCKETS)
        await until(lambda: any(one.anew for one in there.heard.told), 5)
        await there.guess(5)
        with pytest.raises(TooFast):
            await there.guess(1)


async def test_a_failure_that_nobody_foresaw_makes_no_process_deaf(redis_server, capsys):
    async with processes(redis_server, SECRET, SECRET) as (here, there):
        hear = there.heard.hear

        async def stumble(counted):
            there.heard.hear = hear
            raise RuntimeError("a stumble")

        there.heard.hear = stumble
        await here.guess(1)
        await until(lambda: "RuntimeError" in capsys.readouterr().out, 5)
        with redis.Redis.from_url(redis_server.url) as asker:
            await until(lambda: dict(asker.pubsub_numsub(CHANNEL))[CHANNEL.encode()] == 2, 5)
        await here.guess(2)
        await until(lambda: there.hits() == 2, 5)


async def test_thirty_right_passwords_from_one_office_lock_nobody_out_elsewhere(redis_server):
    async with processes(redis_server, SECRET, SECRET) as (here, there):
        for _ in range(30):
            await here.guess(1)
            await here.guesses.forgive(BUCKETS)
        await here.guesses.count([("guess:link", ADDRESS)])
        await until(lambda: any(one.what == "guess:link" for one in there.heard.told), 5)
        await there.guess(5)


async def test_what_is_told_twice_late_early_or_under_another_secret_counts_for_nothing(redis_server):
    flood = [Counted("guess:account", await account_bucket(), 5)]
    now = time.time_ns() // 1_000_000
    async with processes(redis_server, SECRET) as (here,):
        with redis.Redis.from_url(redis_server.url) as forger:
            for forged in (
                encode(flood, "x", now, OTHER_SECRET), encode(flood, "x", now - 11_000, SECRET),
                encode(flood, "x", now + 60_000, SECRET), encode(flood, "x", now, SECRET)[:-1], "[" * 100_000,
                "0" * 64 + '{"sender":"x","at":1,"counts":[["guess:account","x",5,false]]}', b"\xff" * (LONGEST + 1),
            ):  # fmt: skip
                forger.publish(CHANNEL, forged)
            once = encode([Counted("guess:link", "x", 1), Counted("no such rule", "x", 1)], "x", now, SECRET)
            for _ in range(50):
                forger.publish(CHANNEL, once)
            forger.publish(CHANNEL, encode([Counted("guess:own", "x", 1)], "x", now + 1, SECRET))
        await until(lambda: any(one.what == "guess:own" for one in here.heard.told), 5)
        assert [one.what for one in here.heard.told] == ["guess:link", "no such rule", "guess:own"]
        await here.guess(5)  # none of the forgeries counted; the next test shows that one of ours does


async def test_a_count_that_is_ours_does_count(redis_server):
    async with processes(redis_server, SECRET) as (here,):
        flood = [Counted("guess:account", await account_bucket(), 1_000_000)]
        with redis.Redis.from_url(redis_server.url) as other:
            other.publish(CHANNEL, encode(flood, "x", time.time_ns() // 1_000_000, SECRET))
        await until(lambda: here.heard.told, 5)
        with pytest.raises(TooFast) as refused:
            await here.guess(1)
        assert refused.value.retry_after <= 15 * 60


async def test_a_redis_user_of_the_manual_who_may_do_nothing_else_is_enough(redis_server):
    """The line of docs/operations.md, as it stands there (S32)."""
    manual = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    command = re.search(r"^ACL SETUSER sigap .*$", manual, re.MULTILINE)[0].split()
    password = next(word for word in command if word.startswith(">"))[1:]
    url = redis_server.url.replace("redis://", f"redis://sigap:{password}@")
    with redis.Redis.from_url(redis_server.url) as owner, redis.Redis.from_url(url) as member:
        owner.execute_command(*command)
        async with processes(redis_server, SECRET, SECRET, url=url) as (here, there):
            await here.guess(3)
            await until(lambda: there.hits() == 3, 5)
        for forbidden in ("SET a b", "GET a", "PUBLISH other x", "FLUSHALL", "CONFIG GET *", "CLIENT LIST"):
            with pytest.raises(redis.exceptions.NoPermissionError):
                member.execute_command(*forbidden.split())
        owner.execute_command("ACL", "DELUSER", "sigap")


async def test_more_than_can_be_told_is_left_out_and_no_message_grows_beyond_its_bounds(redis_server):
    tally = Tally(redis_server.url, SECRET, ())
    for number in range(2 * MOST_WAITING):
        tally.note(Counted("conversation:report", f"{number:032}", 1))
    told = 0
    while told < MOST_WAITING:
        words = (await tally.next_words()).encode()
        counts = decode(words, SECRET)[2]
        assert 0 < len(counts) <= MOST_A_MESSAGE and len(words) <= LONGEST
        told += len(counts)
    assert told == MOST_WAITING


async def test_what_waited_while_redis_was_away_is_not_told_late(redis_server):
    tally = Tally(redis_server.url, SECRET, ())
    tally.note(Counted("guess:account", "early", 1))
    tally.forget()
    tally.note(Counted("guess:account", "now", 1))
    assert [one.name for one in decode((await tally.next_words()).encode(), SECRET)[2]] == ["now"]


async def test_thousands_of_windows_cost_a_hit_nothing():
    pace = Pace({"report": "60/hour"}, MovingWindowRateLimiter, SECRET)
    for number in range(3_000):
        await pace.count([("report", str(number))])
    await as_they_come(pace)  # meanwhile the storage sweeps its windows, once
    assert await as_they_come(pace) < 0.25  # it did so again after every hit: 0.6 s


async def as_they_come(pace):
    """Return the seconds of processor time of a hundred hits here and a hundred elsewhere."""
    began = time.process_time()
    for number in range(100):
        await pace.count([("report", str(number))])
        await pace.hear(Counted("report", f"told {number}", 1))
        await asyncio.sleep(0.01)
    return time.process_time() - began


async def account_bucket():
    """Return the name of the account's bucket, as a process with the secret tells it."""
    told, pace = [], Guesses(SECRET).pace
    pace.tell = told.append
    await pace.count([("guess:account", EMAIL)])
    return told[0].name
