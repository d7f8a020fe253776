"""Sign-in, sessions, the first admin."""

import asyncio
import time
from datetime import timedelta
from statistics import median

import pytest

from server.config import Config
from server.domain.events import SessionsRevoked
from server.errors import InvalidInput, NotSignedIn, TooFast
from server.services import entrance, passwords, staff
from server.store import models

from .people import NOON

PASSWORD = "kuda-laut-hijau-tua"


async def hire(email="ayu@kota.test", name="Ayu", role="admin", password=PASSWORD):
    return await staff.create_staff(email=email, name=name, role=role, password=password, now=NOON)


async def enter(email="ayu@kota.test", password=PASSWORD, now=NOON):
    return await entrance.enter(await entrance.knock(email, password, now=now), user_agent="a browser", now=now)


async def test_the_right_password_opens_a_session_whatever_the_case_of_the_address(database):
    await hire("  Ayu@Kota.TEST ")
    token, signed_in = await enter("AYU@kota.test")
    assert len(token) == 43
    assert (signed_in.name, signed_in.email, signed_in.role) == ("Ayu", "ayu@kota.test", "admin")
    assert await staff.who(token, now=NOON) == signed_in


async def test_every_sign_in_gets_a_session_of_its_own(database):
    await hire()
    one, other = await enter(), await enter()
    assert one[0] != other[0] and one[1].form_token != other[1].form_token


async def test_the_database_holds_neither_tokens_nor_passwords(database):
    await hire()
    token, _ = await enter()
    stored = repr(await models.StaffSession.all().values()) + repr(await models.Staff.all().values())
    assert token not in stored and PASSWORD not in stored
    assert "$argon2id$v=19$m=19456,t=2,p=1$" in stored


async def test_wrong_unknown_and_disabled_are_the_same_refusal_and_leave_no_session(database):
    await hire()
    await hire("gone@kota.test", "Gani")
    await models.Staff.filter(email="gone@kota.test").update(active=False)
    told = set()
    for email, password in (
        ("ayu@kota.test", "salah-salah-salah"), ("nobody@kota.test", PASSWORD), ("gone@kota.test", PASSWORD),
        ("áyu@kota.test", PASSWORD), ("", ""), ("ayu@kota.test", ""), ("ayu@kota.test", "\ud800" * 500),
        ("\ud800\x00", "x"), ("' or 1=1 --", PASSWORD), ("%", PASSWORD), ("ayu@kota.test", PASSWORD + " "),
    ):  # fmt: skip
        with pytest.raises(NotSignedIn) as refused:
            await enter(email, password)
        told.add(str(refused.value.public()))
    assert told == {"{'code': 'not_signed_in'}"}
    assert await models.StaffSession.all().count() == 0


async def test_an_unknown_address_takes_as_long_as_a_wrong_password(database):
    await hire()
    took = {"ayu@kota.test": [], "nobody@kota.test": []}
    for _ in range(12):  # taking turns, so that a busy machine slows both
        for email, times in took.items():
            begun = time.perf_counter()
            with pytest.raises(NotSignedIn):
                await enter(email, "salah-salah-salah")
            times.append(time.perf_counter() - begun)
    known, unknown = (median(times) for times in took.values())
    assert min(known, unknown) > 0.005  # a hash was made for both
    assert 0.5 < known / unknown < 2


async def test_a_session_ends_after_half_an_hour_without_use_and_lives_on_when_used(database):
    await hire()
    token, _ = await enter()
    minutes = 0
    for minutes in (29, 58, 87):
        assert await staff.who(token, now=NOON + timedelta(minutes=minutes))
    assert await staff.who(token, now=NOON + timedelta(minutes=minutes + 30)) is None


async def test_a_live_page_keeps_a_session_but_revives_no_dead_one(database):
    await hire()
    token, signed_in = await enter()
    await staff.touch(signed_in.session_id, now=NOON + timedelta(minutes=20))
    assert await staff.who(token, now=NOON + timedelta(minutes=49))
    await staff.touch(signed_in.session_id, now=NOON + timedelta(minutes=90))
    assert await staff.who(token, now=NOON + timedelta(minutes=91)) is None


async def test_an_open_line_by_itself_is_no_use(database):
    """A page that is hidden asks nothing; only its socket is looked after every 15 s."""
    await hire()
    token, _ = await enter()
    for minutes in range(5, 30, 5):
        assert await staff.is_alive(token, now=NOON + timedelta(minutes=minutes))
    assert not await staff.is_alive(token, now=NOON + timedelta(minutes=30))
    assert not await staff.is_alive("", now=NOON) and not await staff.is_alive("x" * 200, now=NOON)


async def test_use_is_written_at_most_once_a_minute(database):
    await hire()
    _, signed_in = await enter()
    await staff.touch(signed_in.session_id, now=NOON + timedelta(seconds=59))
    assert (await models.StaffSession.get()).seen_at == NOON
    await staff.touch(signed_in.session_id, now=NOON + timedelta(seconds=61))
    assert (await models.StaffSession.get()).seen_at == NOON + timedelta(seconds=61)


async def test_a_session_ends_after_twelve_hours_however_much_it_is_used(database):
    await hire()
    token, _ = await enter()
    for minutes in range(20, 12 * 60, 20):
        assert await staff.who(token, now=NOON + timedelta(minutes=minutes))
    assert await staff.who(token, now=NOON + timedelta(hours=12)) is None


async def test_signing_out_ends_this_session_and_no_other_and_tells_which(database, facts):
    await hire()
    token, signed_in = await enter()
    other, _ = await enter()
    told = await staff.sign_out(token, now=NOON)
    assert told == (SessionsRevoked((signed_in.session_id,)),) and tuple(facts) == told
    assert await staff.who(token, now=NOON) is None
    assert await staff.who(other, now=NOON)
    assert await staff.sign_out(token, now=NOON) == ()
    assert await staff.sign_out("", now=NOON) == ()


async def test_who_is_disabled_is_out_at_the_next_request(database):
    await hire()
    token, _ = await enter()
    await models.Staff.all().update(active=False)
    assert await staff.who(token, now=NOON) is None


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 43, "a" * 10_000])
async def test_a_token_that_was_never_given_opens_nothing(database, token):
    await hire()
    await enter()
    assert await staff.who(token, now=NOON) is None


async def test_a_new_colleague_with_wrong_fields_is_refused_with_all_of_them(database):
    await hire()
    for given, fields in (
        ({"email": "nobody", "name": " ", "role": "boss", "password": "pendek"},
         {"email": "invalid", "name": "required", "role": "unknown", "password": "too_short"}),
        ({"email": "AYU@kota.test"}, {"email": "taken"}),
        ({"email": "b@kota.test", "name": "a" * 101}, {"name": "too_long"}),
        ({"email": "b@kota.test", "password": "a" * 201}, {"password": "too_long"}),
        ({"email": "b@kota.test", "password": "aaaaaaaaaaaa1"}, {"password": "weak"}),
        ({"email": "budi.hartono@kota.test", "password": "Budi.Hartono1"}, {"password": "weak"}),
        ({"email": "b@kota.test", "password": "Password1234"}, {"password": "weak"}),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            await hire(**given)
        assert refused.value.fields == fields


async def test_only_those_who_can_work_on_a_report_are_offered_for_it(team):
    offered = await staff.list_staff()
    assert [member.name for member in offered] == ["Ayu", "Budi", "Oki", "Rina"]


async def test_the_first_admins_password_is_made_up_and_said_once(database):
    password = await staff.ensure_first_admin(Config(), now=NOON)
    assert password is not None and len(password) >= 16
    assert (await enter("admin@sigap.local", password))[1].role == "admin"
    assert await staff.ensure_first_admin(Config(), now=NOON) is None


async def test_a_first_admin_from_the_configuration_is_said_never(database):
    config = Config(admin_email="Kepala@Kota.test", admin_password=PASSWORD)
    assert await staff.ensure_first_admin(config, now=NOON) is None
    assert (await enter("kepala@kota.test"))[1].role == "admin"


async def test_a_desk_of_technicians_only_gets_its_admin_too(database):
    """As after `demo-data`: nobody of them could ever let anybody in."""
    await staff.create_staff(email="teknisi@kota.test", name="Teknisi", role="technician", password=PASSWORD, now=NOON)
    assert await staff.ensure_first_admin(Config(admin_email="a@kota.test"), now=NOON) is not None
    assert await staff.ensure_first_admin(Config(admin_email="b@kota.test"), now=NOON) is None


async def test_a_first_admin_with_a_weak_password_stops_the_start_without_printing_it(database):
    with pytest.raises(ValueError, match="SIGAP_ADMIN_PASSWORD") as refused:
        await staff.ensure_first_admin(Config(admin_password="pendek"), now=NOON)
    assert "pendek" not in str(refused.value)


async def test_two_processes_that_start_together_make_one_first_admin(database):
    said = await asyncio.gather(*(staff.ensure_first_admin(Config(), now=NOON) for _ in range(2)))
    assert await models.Staff.all().count() == 1
    assert len([password for password in said if password]) == 1


async def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(database):
    await hire()
    from argon2 import PasswordHasher

    old = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD)
    await models.Staff.all().update(password_hash=old)
    await enter()
    assert "m=19456,t=2,p=1" in (await models.Staff.get()).password_hash
    await enter()


async def test_a_flood_of_sign_ins_is_turned_away_and_the_next_one_gets_in(database):
    await hire()
    flood = await asyncio.gather(
        *(enter("ayu@kota.test", "salah-salah-salah") for _ in range(passwords.MOST_WAITING + 20)),
        return_exceptions=True,
    )
    assert {type(outcome) for outcome in flood} == {NotSignedIn, TooFast}
    await enter()
