"""Numbers people read aloud, codes and links that open a report, and the day in Pekanbaru."""

import time
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.shapes import ReportView
from server.domain.identity import (
    CODE_SYMBOLS,
    format_number,
    hash_code,
    hash_token,
    link_token,
    parse_code,
    parse_number,
    same,
    tracking_code,
    wib_day,
)

SECRET = b"a secret of at least thirty-two bytes"
DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("n", "number"),
    [(1, "NET-20261125-0001"), (9999, "NET-20261125-9999"), (10000, "NET-20261125-10000")],
)
def test_a_number_has_four_digits_or_more(n: int, number: str) -> None:
    assert format_number("NET", DAY, n) == number
    assert parse_number(number) == number


def test_counting_starts_at_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        format_number("NET", DAY, 0)


@pytest.mark.parametrize(
    "typed",
    [
        "net 20261125 7", "NET-20261125-0007", "net202611250007", " Net - 20261125 - 07 ", "net.20261125.7",
        "NET–20261125–0007", "ＮＥＴ２０２６１１２５０００７", "NET/20261125/0007",
    ],
)  # fmt: skip
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse_number(typed) == "NET-20261125-0007"


@pytest.mark.parametrize(
    "typed",
    [
        "", "net", "20261125 7", "net 20261125", "net 20261125 0", "net 20261340 1", "net 2026-11-25",
        "netnet 20261125 7", "net 20261125 7 x", "net " + "9" * 5000, "k7qf-2m9d",
    ],
)  # fmt: skip
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert parse_number(typed) is None


@given(st.integers(1, 99_999_999), st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_every_number_is_read_back(n: int, day: date) -> None:
    number = format_number("NET", day, n)
    assert parse_number(number) == parse_number(number.lower().replace("-", " ")) == number


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T16:59:59+00:00", "2026-12-31"),
        ("2026-12-31T17:00:00+00:00", "2027-01-01"),
        ("2026-12-31T23:30:00+07:00", "2026-12-31"),  # still December's report
        ("2026-11-25T00:00:00+00:00", "2026-11-25"),
    ],
)
def test_the_day_is_pekanbarus(moment: str, day: str) -> None:
    assert wib_day(datetime.fromisoformat(moment)) == date.fromisoformat(day)


def test_a_time_without_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        wib_day(datetime(2026, 11, 25))


def test_code_and_link_are_the_same_at_every_retry() -> None:
    assert tracking_code(SECRET, 17) == tracking_code(SECRET, 17)
    assert link_token(SECRET, 17) == link_token(SECRET, 17)


def test_code_and_link_never_change_between_releases() -> None:
    """Links are printed and sent: a change of the derivation would break every one of them."""
    assert tracking_code(SECRET, 17) == "H7G7-7854"
    assert link_token(SECRET, 17) == "vibto81DCbdzBs6u3qNhKA"


@pytest.mark.parametrize("derive", [tracking_code, link_token])
def test_another_report_secret_or_key_version_gives_another(derive: object) -> None:
    assert callable(derive)
    drawn = {
        derive(SECRET, 17),
        derive(SECRET, 18),
        derive(b"another", 17),
        derive(SECRET, 17, key_version=2),
    }
    assert len(drawn) == 4


def test_a_link_has_128_bits_and_no_character_that_an_address_would_encode() -> None:
    for reporter in range(200):
        token = link_token(SECRET, reporter)
        assert len(token) == 22
        assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_code_has_the_shape_that_the_wire_promises() -> None:
    assert len(set(CODE_SYMBOLS)) == 30
    assert not set(CODE_SYMBOLS) & set("01ILOU")
    field = ReportView.model_fields["code"]
    assert "[2-9A-Z]{4}-[2-9A-Z]{4}" in str(field.metadata)
    for reporter in range(200):
        first, hyphen, last = tracking_code(SECRET, reporter).partition("-")
        assert hyphen and len(first) == len(last) == 4
        assert set(first + last) <= set(CODE_SYMBOLS)


def test_no_symbol_is_likelier_than_another() -> None:
    drawn = Counter("".join(tracking_code(SECRET, reporter).replace("-", "") for reporter in range(6000)))
    expected = 6000 * 8 / 30
    chi_squared = sum((drawn[symbol] - expected) ** 2 / expected for symbol in CODE_SYMBOLS)
    assert chi_squared < 58.3  # 29 degrees of freedom, one in a thousand; a plain `byte % 30` gives about 200


@pytest.mark.parametrize("typed", ["K7QF-2M9D", "k7qf2m9d", " k7qf 2m9d ", "K7QF–2M9D", "k-7-q-f-2-m-9-d"])
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse_code(typed) == "K7QF-2M9D"
    assert hash_code(SECRET, typed) == hash_code(SECRET, "K7QF-2M9D")


@pytest.mark.parametrize(
    "typed", ["", "K7QF", "K7QF-2M9", "K7QF-2M9DD", "K7QF-2M90", "K7QF-2M9O", "K" * 5000]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert parse_code(typed) is None


@given(st.text(max_size=100))
def test_any_text_is_parsed_hashed_and_compared_without_a_crash(typed: str) -> None:
    assert parse_number(typed) is None or parse_number(typed) == parse_number(parse_number(typed) or "")
    assert parse_code(typed) is None or hash_code(SECRET, typed) == hash_code(SECRET, parse_code(typed) or "")
    assert same(typed, typed)
    assert len(hash_token(typed)) == 64


def test_hashes_of_different_purposes_never_meet() -> None:
    assert hash_code(SECRET, "K7QF2M9D") != hash_token("K7QF2M9D")


def test_a_stored_code_cannot_be_tried_out_without_the_secret() -> None:
    assert hash_code(SECRET, "K7QF2M9D") != hash_code(b"another secret of the same use", "K7QF2M9D")


def test_half_an_emoji_in_a_link_is_a_wrong_link_and_no_crash() -> None:
    assert hash_token("\ud83d") != hash_token(link_token(SECRET, 1))
    assert not same("\ud83d", "x")


def test_secrets_are_compared_whole() -> None:
    assert same("abc", "abc")
    assert not same("abc", "abd")
    assert not same("abc", "ab")


def test_the_clock_moves_the_day_at_five_in_the_afternoon_utc_exactly() -> None:
    assert wib_day(datetime(2026, 11, 25, 16, 59, tzinfo=UTC)) == DAY
    assert wib_day(datetime(2026, 11, 25, 17, 0, tzinfo=UTC)) == date(2026, 11, 26)


def test_a_very_long_number_costs_nothing() -> None:
    typed = "net " + "1 " * 1_000_000
    started = time.thread_time()  # processor time: a busy machine is no fault of the parser
    assert parse_number(typed) is None
    assert time.thread_time() - started < 0.02
