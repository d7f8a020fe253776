"""What the desk signs and counts, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from dashboard import guesses
from dashboard.guesses import Guesses
from dashboard.keys import Keys
from server.errors import TooFast
from server.services.entrance import Knock

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
SECRET = b"s" * 32


def test_a_note_between_the_steps_is_good_for_five_minutes_and_under_one_secret():
    with time_machine.travel(NOON, tick=False) as clock:
        keys = Keys(SECRET)
        note = keys.note(Knock(7, "proof", wants_code=True))
        assert keys.read_note(note) == Knock(7, "proof", wants_code=True)
        assert Keys(b"t" * 32).read_note(note) is None and keys.read_note(note + "x") is None
        clock.shift(timedelta(minutes=5, seconds=1))
        assert keys.read_note(note) is None


def test_a_device_is_known_to_the_address_that_signed_in_there():
    keys = Keys(SECRET)
    cookie = keys.device("ayu@kota.test")
    assert keys.known_device(cookie, "ayu@kota.test")
    assert keys.known_device(cookie, "budi@kota.test") == "" and keys.known_device("x", "ayu@kota.test") == ""
    assert Keys(b"t" * 32).known_device(cookie, "ayu@kota.test") == ""
    assert "ayu" not in cookie


async def test_five_guesses_at_an_account_and_five_more_a_quarter_of_an_hour_later():
    with time_machine.travel(NOON, tick=False) as clock:
        counted = Guesses(SECRET, active=True)
        for _ in range(2):
            for n in range(5):
                await counted.count(guesses.of_password("ayu@kota.test", f"10.0.0.{n}", ""))
            with pytest.raises(TooFast) as refused:
                await counted.count(guesses.of_password("ayu@kota.test", "10.0.0.9", ""))
            assert 0 < refused.value.retry_after <= 15 * 60
            clock.shift(timedelta(minutes=15, seconds=1))


async def test_what_was_right_is_given_back():
    counted = Guesses(SECRET, active=True)
    for _ in range(50):
        buckets = guesses.of_password("ayu@kota.test", "10.0.0.1", "")
        await counted.count(buckets)
        await counted.forgive(buckets)


async def test_where_limits_are_off_nothing_is_counted():
    counted = Guesses(SECRET, active=False)
    for _ in range(50):
        await counted.count(guesses.of_code(7))
