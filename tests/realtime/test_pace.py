"""What was counted, when somebody sets the clock: nobody waits for an hour that will come again."""

import time

import pytest
from limits.aio.strategies import MovingWindowRateLimiter

from server.errors import TooFast
from server.services.pace import Pace

HOUR = 3600.0
BUCKET = [("write", "a conversation")]


@pytest.fixture
def pace():
    return Pace({"write": "2/minute"}, MovingWindowRateLimiter, b"s" * 32)


@pytest.fixture
def set_clock(monkeypatch):
    """Move the wall clock by seconds, as an administrator or a time server does; the steady one goes on."""
    true_time = time.time
    return lambda seconds: monkeypatch.setattr(time, "time", lambda: true_time() + seconds)


async def until_refused(pace):
    taken = 0
    while taken < 10:
        try:
            await pace.count(BUCKET)
        except TooFast as refusal:
            return taken, refusal.retry_after
        taken += 1
    return taken, None


@pytest.mark.parametrize("seconds", [-HOUR, -60.0, HOUR])
async def test_a_clock_that_was_set_keeps_nobody_waiting(pace, set_clock, seconds):
    assert (await until_refused(pace))[0] == 2
    set_clock(seconds)
    taken, wait = await until_refused(pace)
    assert taken == 2
    assert wait <= 60


async def test_a_small_correction_forgives_nobody(pace, set_clock):
    assert (await until_refused(pace))[0] == 2
    set_clock(-1.0)
    assert (await until_refused(pace))[0] == 0
