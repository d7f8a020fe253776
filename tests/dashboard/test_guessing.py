"""Guessing: a thousand from one address, a thousand at one account from a hundred (S16); nor who exists (S17)."""

import asyncio
import time

import pytest

from tests.bench.watching import worked
from tests.faults.s17_enumeration import MOST_MS, furthest_apart, guess_in_turns
from tests.wire import desk
from tests.wire.desk import Staff
from tests.wire.hired import hire, id_of

from .counting import Caller, failures, looked_at, start_counting

WRONG, SLOW = "tidak cocok", "Terlalu banyak percobaan"
GUESSES, AT_ONCE = 1000, 50
MOST_LOOKED_AT = 20
MOST_MS_A_GUESS = 15
"""Of the server's processor: a password that is looked at takes more by itself."""


@pytest.fixture(scope="module")
def counting(tmp_path_factory):
    running = start_counting(tmp_path_factory.mktemp("guessing"))
    yield running
    running.stop()


@pytest.fixture
async def admin(counting):
    someone = Staff(counting.url)
    someone.http.headers["X-Forwarded-For"] = "10.0.0.1"
    yield await someone.enter()
    await someone.http.aclose()


async def fire(server, guesses, closing_line, what):
    """Guess as fast as it goes and return the answers; the server's work and its book are looked at."""
    before, written, began = worked(server), failures(server), time.monotonic()
    answers = []
    for first in range(0, len(guesses), AT_ONCE):
        some = guesses[first : first + AT_ONCE]
        answers += await asyncio.gather(*(who.sign_in(email, password) for who, email, password in some))
    ms, count = (worked(server) - before) / len(answers), failures(server) - written
    closing_line(
        f"{len(answers):,} guesses {what}: {count} passwords compared, {time.monotonic() - began:.1f} s, the server's"
        f" processor {ms:.1f} ms each"
    )
    assert len(answers) == GUESSES and {answer.status_code for answer in answers} == {401, 429}
    assert count == looked_at(answers) <= MOST_LOOKED_AT
    assert ms < MOST_MS_A_GUESS
    assert SLOW in next(answer.text for answer in answers if answer.status_code == 429)
    return answers


async def test_a_thousand_guesses_from_one_address_at_many_accounts_are_cut_to_twenty(counting, closing_line):
    thief = Caller(counting, "203.0.113.7")
    guesses = [(thief, f"orang{n}@kota.test", "tebakan-salah") for n in range(GUESSES)]
    await fire(counting, guesses, closing_line, "from one address")
    other = Caller(counting, "203.0.113.8")
    assert (await other.sign_in(desk.EMAIL)).status_code == 303


async def test_a_thousand_guesses_at_one_account_from_a_hundred_addresses_lock_out_strangers_only(
    counting, admin, closing_line
):
    await hire(admin, "Sasaran", "technician")
    own = Caller(counting, "10.0.0.2")
    assert (await own.sign_in("sasaran@kota.test")).status_code == 303
    crowd = [Caller(counting, f"198.51.100.{n}") for n in range(100)]
    guesses = [(crowd[n % 100], "sasaran@kota.test", f"tebakan-{n}") for n in range(GUESSES)]
    await fire(counting, guesses, closing_line, "at one account from 100 addresses")
    assert (await crowd[0].sign_in("sasaran@kota.test")).status_code == 429  # even the right one, from a strange device
    assert (await own.sign_in("sasaran@kota.test", "salah")).status_code == 401  # its owner's device counts by itself
    assert (await own.sign_in("sasaran@kota.test")).status_code == 303


async def test_a_known_device_may_not_guess_for_ever_either_nor_at_somebody_else(counting, admin):
    await hire(admin, "Pemilik", "technician")
    own = Caller(counting, "10.0.0.3")
    await own.sign_in("pemilik@kota.test")
    assert looked_at([await own.sign_in("pemilik@kota.test", "salah") for _ in range(8)]) == 5
    thief = Caller(counting, "203.0.113.9")
    thief.http.cookies["sigap-device"] = own.http.cookies["sigap-device"] + "x"
    assert looked_at([await thief.sign_in("orang@kota.test", "salah") for _ in range(8)]) == 5


async def test_who_signs_in_rightly_is_not_counted(counting):
    office = Caller(counting, "10.0.0.4")
    for _ in range(25):
        office.http.cookies.clear()
        assert (await office.sign_in(desk.EMAIL)).status_code == 303


async def test_unknown_wrong_and_disabled_are_answered_alike_and_take_as_long(server, staff, closing_line):
    """In turns, so that a busy machine slows all three (S17); at full size in `make faults`."""
    gone = await hire(staff, "Gugur", "viewer")
    await staff.post(f"people/{await id_of(staff, 'Gugur')}/active", active="no")
    took, answers = await guess_in_turns(server.url, [desk.EMAIL, "tidak@ada.test", "gugur@kota.test"], 60)
    closing_line(f"60 sign-ins each: {furthest_apart(took):.2f} ms apart in the same round")
    assert answers == 1 and furthest_apart(took) < MOST_MS
    await gone.http.aclose()
