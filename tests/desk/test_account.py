"""One's own account: password, second factor, recovery codes."""

import asyncio
from datetime import timedelta

import pyotp
import pytest

from server.domain.events import SessionsRevoked
from server.errors import InvalidInput, NotSignedIn
from server.services import account, entrance, members, passwords, second_factor, staff
from server.services.seal import Seal
from server.store import models

from .people import LATER, NOON

PASSWORD, OTHER = "kuda-laut-hijau-tua", "gajah-kecil-di-taman"
SEAL = Seal(b"s" * 32)


async def enter(password=PASSWORD, now=NOON):
    return await entrance.enter(await entrance.knock("ayu@kota.test", password, now=now), user_agent="x", now=now)


@pytest.fixture
async def ayu(database):
    """Somebody who is signed in."""
    await staff.create_staff(email="ayu@kota.test", name="Ayu", role="admin", password=PASSWORD, now=NOON)
    return (await enter())[1]


def code(secret, at=NOON):
    return pyotp.TOTP(secret).at(at)


async def switched_on(who, at=NOON):
    begun = await second_factor.begin(SEAL, by=who)
    codes = await second_factor.confirm(SEAL, code(begun.secret, at), by=who, now=at)
    return begun.secret, codes


async def second_step(given, at):
    knock = await entrance.knock("ayu@kota.test", PASSWORD, now=at)
    assert knock.wants_code
    return await entrance.check_code(SEAL, knock.staff_id, knock.proof, given, now=at)


async def test_a_new_password_ends_every_session_and_this_browser_goes_on_in_a_new_one(ayu, facts):
    others = [await enter() for _ in range(2)]
    token = await account.change_password(PASSWORD, OTHER, OTHER, by=ayu, user_agent="x", now=LATER)
    ended = {ayu.session_id, *(who.session_id for _, who in others)}
    assert {one for fact in facts if isinstance(fact, SessionsRevoked) for one in fact.session_ids} == ended
    assert (await staff.who(token, now=LATER)).staff_id == ayu.staff_id
    for old, _ in others:
        assert await staff.who(old, now=LATER) is None
    with pytest.raises(NotSignedIn):
        await enter()
    assert await enter(OTHER)


@pytest.mark.parametrize(("old", "new", "again", "fields"), [
    ("salah-salah-salah", OTHER, OTHER, {"password": "wrong"}),
    (PASSWORD, "pendek", "pendek", {"new": "too_short"}),
    (PASSWORD, OTHER, OTHER + "x", {"again": "differs"}),
    (PASSWORD, "bismillah12345", "lain", {"new": "weak", "again": "differs"}),
])  # fmt: skip
async def test_a_wrong_form_changes_nothing(ayu, old, new, again, fields):
    with pytest.raises(InvalidInput) as refused:
        await account.change_password(old, new, again, by=ayu, user_agent="x", now=LATER)
    assert refused.value.fields == fields
    assert await enter()


async def test_with_a_second_factor_the_password_alone_opens_nothing(ayu):
    secret, _ = await switched_on(ayu)
    with pytest.raises(NotSignedIn):
        await enter(now=LATER)
    passed = await second_step(code(secret, LATER), LATER)
    assert await entrance.enter(passed, user_agent="x", now=LATER)


async def test_a_code_works_once_also_for_two_at_the_same_moment(ayu):
    secret, _ = await switched_on(ayu)
    given = code(secret, LATER)
    outcomes = await asyncio.gather(*(second_step(given, LATER) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["Knock", "NotSignedIn", "NotSignedIn"]
    earlier = code(secret, LATER - timedelta(seconds=30))
    with pytest.raises(NotSignedIn):  # older than the newest that was accepted
        await second_step(earlier, LATER)
    assert await second_step(code(secret, LATER + timedelta(seconds=30)), LATER)


async def test_the_code_that_switched_it_on_does_not_sign_in(ayu):
    secret, _ = await switched_on(ayu)
    with pytest.raises(NotSignedIn):
        await second_step(code(secret), NOON)


@pytest.mark.parametrize("given", ["", "000000", "12345", "1234567", "abcdef", "१२३४५६", "AAAAA-AAAAA", "\ud800" * 6])
async def test_a_wrong_code_opens_nothing(ayu, given):
    await switched_on(ayu)
    with pytest.raises(NotSignedIn):
        await second_step(given, LATER)
    assert await models.AuditEntry.filter(event="sign_in_failed").count() == 1


async def test_a_telephone_that_is_half_a_minute_wrong_still_works_and_a_minute_does_not(ayu):
    secret, _ = await switched_on(ayu)
    with pytest.raises(NotSignedIn):
        await second_step(code(secret, LATER - timedelta(seconds=61)), LATER)
    assert await second_step(code(secret, LATER - timedelta(seconds=30)), LATER)


async def test_each_of_ten_recovery_codes_works_once_however_it_is_typed(ayu):
    _, codes = await switched_on(ayu)
    assert len(set(codes)) == 10
    assert await second_step(codes[0].lower().replace("-", " "), LATER)
    with pytest.raises(NotSignedIn):
        await second_step(codes[0], LATER)
    assert await second_step(codes[1], LATER)
    assert await second_factor.codes_left(ayu) == 8


async def test_new_recovery_codes_void_the_old_ones(ayu):
    _, old = await switched_on(ayu)
    with pytest.raises(InvalidInput) as refused:
        await second_factor.new_codes(SEAL, "salah", by=ayu, now=LATER)
    assert refused.value.fields == {"password": "wrong"}
    fresh = await second_factor.new_codes(SEAL, PASSWORD, by=ayu, now=LATER)
    with pytest.raises(NotSignedIn):
        await second_step(old[0], LATER)
    assert await second_step(fresh[0], LATER)


async def test_the_database_holds_neither_the_secret_nor_the_codes(ayu):
    secret, codes = await switched_on(ayu)
    stored = repr(await models.Staff.all().values()) + repr(await models.RecoveryCode.all().values())
    assert secret not in stored and not any(one.replace("-", "") in stored for one in codes)
    sealed = (await models.Staff.get()).totp_secret
    assert Seal(b"t" * 32).open(sealed) is None and SEAL.open(sealed) == secret


async def test_until_the_first_right_code_it_is_off(ayu):
    begun = await second_factor.begin(SEAL, by=ayu)
    assert begun == await second_factor.begin(SEAL, by=ayu)  # a reload shows the same QR code
    assert begun.address.startswith("otpauth://totp/Sigap:ayu%40kota.test?secret=")
    with pytest.raises(InvalidInput) as refused:
        await second_factor.confirm(SEAL, "000000", by=ayu, now=NOON)
    assert refused.value.fields == {"code": "wrong"}
    assert await enter()


async def test_switching_it_off_needs_the_password(ayu):
    await switched_on(ayu)
    with pytest.raises(InvalidInput):
        await second_factor.switch_off("salah", by=ayu, now=LATER)
    await second_factor.switch_off(PASSWORD, by=ayu, now=LATER)
    assert await enter() and await models.RecoveryCode.all().count() == 0


async def test_an_admin_takes_it_from_who_lost_telephone_and_codes(ayu):
    await switched_on(ayu)
    token, _ = await entrance.enter(entrance.Knock(ayu.staff_id, "", wants_code=False), user_agent="x", now=NOON)
    await members.drop_second_factor(ayu.staff_id, by=ayu, now=LATER)
    assert await staff.who(token, now=LATER) is None
    assert await enter()


async def test_a_knock_is_worth_nothing_after_another_password(ayu):
    secret, _ = await switched_on(ayu)
    knock = await entrance.knock("ayu@kota.test", PASSWORD, now=LATER)
    await account.change_password(PASSWORD, OTHER, OTHER, by=ayu, user_agent="x", now=LATER)
    with pytest.raises(NotSignedIn):
        await entrance.check_code(SEAL, knock.staff_id, knock.proof, code(secret, LATER), now=LATER)


async def test_the_language_is_ones_own(ayu):
    await account.speak("en", by=ayu)
    assert (await enter())[1].locale == "en"
    with pytest.raises(InvalidInput):
        await account.speak("de", by=ayu)


def test_none_of_the_3000_most_common_passwords_is_taken():
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    common = FREQUENCY_LISTS["passwords"]
    assert len(common) >= 3000
    checked = [*common[:3000], *(word for word in common if len(word) >= passwords.LEAST_LENGTH)]
    checked += [word.ljust(passwords.LEAST_LENGTH, "1") for word in common[:40]]
    assert [word for word in checked if passwords.weakness(word, email="ayu@kota.test", name="Ayu") is None] == []


@pytest.mark.parametrize("password", [
    "bismillah12345", "indonesia12345", "pekanbaru2026!", "Diskominfotik1", "sayangsayang1", "qwertyuiop12",
    "Rahasia123456", "katasandi1234", "123456789012", "aaaaaaaaaaaa1", "ayunita-ayunita", "merdeka170845",
])  # fmt: skip
def test_what_people_here_would_try_first_is_not_taken(password):
    assert passwords.weakness(password, email="ayunita@kota.test", name="Ayunita") == "weak"


@pytest.mark.parametrize("password", [PASSWORD, OTHER, "kata-sandi-panjang", "Bukit7Rambutan-Hujan"])
def test_a_few_unrelated_words_are_taken(password):
    assert passwords.weakness(password, email="ayu@kota.test", name="Ayu") is None
