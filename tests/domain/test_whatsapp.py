"""What people type as their number, by the table of the brief, and against libphonenumber."""

import time
from urllib.parse import unquote

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.whatsapp import BadNumber, chat_link, mask, normalise, shown

GOOD = {
    "081200001234": "6281200001234",
    "0812-0000-1234": "6281200001234",
    "0812.0000.1234": "6281200001234",
    "(0812) 0000-1234": "6281200001234",
    "+62 812-0000-1234": "6281200001234",
    "6281200001234": "6281200001234",
    "81200001234": "6281200001234",
    "006281200001234": "6281200001234",
    "+62 0812 0000 1234": "6281200001234",
    "62081200001234": "6281200001234",
    "\u202a+62 812\u20110000\u20111234\u202c": "6281200001234",
    "０８１２００００１２３４": "6281200001234",
    "WA: 081200001234": "6281200001234",
    "https://wa.me/6281200001234": "6281200001234",
    "0811000123": "62811000123",
    "0895300001234": "62895300001234",
    # not in the table of the brief, but typed all the same
    " 0812\u00a00000\u00a01234 ": "6281200001234",
    "٠٨١٢٠٠٠٠١٢٣٤": "6281200001234",
    "(+62) 812 0000 1234": "6281200001234",
    "+081200001234": "6281200001234",
    "No. HP/WA : 0812 0000 1234": "6281200001234",
    "wa081200001234": "6281200001234",
    "081200001234/": "6281200001234",
    "wa.me/+6281200001234?text=halo%20pak%201": "6281200001234",
    "https://api.whatsapp.com/send/?text=1&phone=%2B6281200001234&type=x": "6281200001234",
    "whatsapp://send?phone=6281200001234": "6281200001234",
    "https://wa.me/081200001234": "6281200001234",
    "085212345678": "6285212345678",
    "85512345678": "6285512345678",
}

BAD = {
    "": "required",
    "  \u200b ": "required",
    "08123": "short",
    "08120000123456": "long",
    "08400001234": "invalid",
    "08000001234": "invalid",
    "0812-0000-12O4": "invalid",
    "62 62 812 0000 1234": "invalid",
    "1500123": "invalid",
    "+": "invalid",
    "tidak ada": "invalid",
    "https://wa.me/message/ABC123": "invalid",
    "0761 000123": "landline",
    "+62 761 000123": "landline",
    "021-5550123": "landline",
    "+60123456789": "foreign",
    "0060123456789": "foreign",
    "https://wa.me/85212345678": "foreign",
    "081200001234 / 081300001234": "multiple",
    "081200001234 dan 081300001234": "multiple",
    "081200001234, 081300001234": "multiple",
    "wa.me/6281200001234 wa.me/6281300001234": "multiple",
    "0" * 500: "long",
}


@pytest.mark.parametrize(("typed", "digits"), GOOD.items())
def test_every_usual_spelling_becomes_the_same_digits(typed: str, digits: str) -> None:
    assert normalise(typed) == digits


@pytest.mark.parametrize(("typed", "code"), BAD.items())
def test_a_number_that_cannot_be_used_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(BadNumber) as refused:
        normalise(typed)
    assert refused.value.code == code


def test_a_refusal_does_not_carry_the_number_into_a_log() -> None:
    with pytest.raises(BadNumber) as refused:
        normalise("0761 000123")
    assert "000123" not in f"{refused.value!r} {refused.value}"


NATIONAL = st.from_regex(r"8[1-35-9][0-9]{7,10}", fullmatch=True)
PREFIX = st.sampled_from(["0", "+62", "62", "", "0062", "+62 (0)"])


@given(
    prefix=PREFIX, national=NATIONAL, gaps=st.lists(st.integers(2, 8), max_size=2), gap=st.sampled_from(" -.")
)
def test_indonesian_mobiles_come_out_as_libphonenumber_writes_them(
    prefix: str, national: str, gaps: list[int], gap: str
) -> None:
    parsed = phonenumbers.parse(f"0{national}", "ID")
    assert phonenumbers.is_valid_number(parsed)
    for place in gaps:
        national = national[:place] + gap + national[place:]
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert normalise(prefix + national) == e164.removeprefix("+")


@given(st.from_regex(r"0[1-9][0-9]{5,14}", fullmatch=True))
def test_exactly_the_numbers_that_libphonenumber_calls_mobile_are_taken(typed: str) -> None:
    parsed = phonenumbers.parse(typed, "ID")
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    try:
        taken = normalise(typed) == f"62{parsed.national_number}"
    except BadNumber:
        taken = False
    assert taken == is_mobile


@given(st.text(max_size=80))
def test_any_text_gives_digits_or_a_refusal(typed: str) -> None:
    try:
        digits = normalise(typed)
    except BadNumber:
        return
    assert digits.isascii() and digits.isdigit() and digits.startswith("628") and 11 <= len(digits) <= 14


@pytest.mark.parametrize(
    "typed", ["wa " * 20_000, "whatsapp.com/send?" * 3_000, "0/" * 25_000, ". :/" * 12_000]
)
def test_fifty_thousand_characters_of_trouble_cost_nothing(typed: str) -> None:
    started = time.thread_time()  # processor time: a busy machine is no fault of the parser
    with pytest.raises(BadNumber):
        normalise(typed)
    assert time.thread_time() - started < 0.02


@pytest.mark.parametrize(
    ("digits", "masked"),
    [("6281200001234", "6281****1234"), ("62811000123", "6281****0123"), ("62812", "****"), ("", "****")],
)
def test_a_masked_number_keeps_four_digits_at_either_end(digits: str, masked: str) -> None:
    assert mask(digits) == masked


@pytest.mark.parametrize(
    ("digits", "read_aloud"),
    [
        ("62811000123", "0811-000-123"),
        ("628120001234", "0812-000-1234"),
        ("6281200001234", "0812-0000-1234"),
        ("62895300001234", "0895-3000-01234"),
    ],
)
def test_a_number_is_shown_as_it_is_read_aloud(digits: str, read_aloud: str) -> None:
    assert shown(digits) == read_aloud
    assert normalise(shown(digits)) == digits


def test_a_chat_link_without_a_text_is_only_the_number() -> None:
    assert chat_link("6281200001234") == "https://wa.me/6281200001234"


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("Halo Pak", "Halo%20Pak"),
        ("Budi & Ani", "Budi%20%26%20Ani"),
        ("\"dua\" 'satu'", "%22dua%22%20'satu'"),
        ("siap 👍", "siap%20%F0%9F%91%8D"),
        ("baris 1\nbaris 2", "baris%201%0Abaris%202"),
        ("a+b=c#d?e/f%g", "a%2Bb%3Dc%23d%3Fe%2Ff%25g"),
        ("-_.!~*'()", "-_.!~*'()"),  # what encodeURIComponent leaves alone
        ("\ud83d", "%3F"),  # half an emoji must not break the page
    ],
)
def test_a_chat_link_encodes_its_text_as_a_browser_would(text: str, encoded: str) -> None:
    assert chat_link("6281200001234", text) == f"https://wa.me/6281200001234?text={encoded}"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_the_draft_that_whatsapp_opens_is_the_text_that_was_meant(text: str) -> None:
    assert unquote(chat_link("6281200001234", text).partition("?text=")[2]) == text
