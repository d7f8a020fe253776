"""What admins do with the desk's people: invite, change, disable, reset; and what it ends."""

import asyncio
from datetime import timedelta

import pytest

from server.domain.account import AccountDraft
from server.domain.events import SessionsRevoked
from server.errors import Forbidden, InvalidInput, NotFound, NotSignedIn, StaleEdit
from server.services import entrance, links, members, sessions, staff
from server.store import models

from .people import LATER, NOON

PASSWORD = "kuda-laut-hijau-tua"
RANI = AccountDraft(" Rani@Kota.test ", "Rani Marlina", "technician", "network")


async def invited(team, draft=RANI):
    return await members.invite(draft, by=team.admin, now=NOON)


async def joined(team, draft=RANI):
    person, token = await invited(team, draft)
    await links.use_link(token, name=person.name, password=PASSWORD, again=PASSWORD, now=NOON)
    return await members.find_person(person.id, by=team.admin)


async def enter(email="rani@kota.test", password=PASSWORD, now=NOON):
    return await entrance.enter(await entrance.knock(email, password, now=now), user_agent="a browser", now=now)


async def edit(crew, person, **changes):
    draft = AccountDraft(person.email, changes.get("name", person.name), changes.get("role", person.role),
                         changes.get("team", person.team))  # fmt: skip
    await members.edit_person(person.id, draft, stamp=changes.get("stamp", person.stamp), by=crew.admin, now=LATER)


async def events():
    return [(row.event, row.subject) for row in await models.AuditEntry.all().order_by("id")]


async def test_who_is_invited_sets_a_password_by_the_link_and_signs_in(team):
    person, token = await invited(team)
    assert (person.email, person.joined) == ("rani@kota.test", None)
    with pytest.raises(NotSignedIn):
        await enter()
    opened = await links.open_link(token, now=NOON)
    assert (opened.purpose, opened.person.name) == ("invite", "Rani Marlina")
    await links.use_link(token, name="Rani M.", password=PASSWORD, again=PASSWORD, now=NOON)
    assert (await enter())[1].name == "Rani M."


async def test_a_link_works_once_for_72_hours_and_only_the_newest(team):
    person, first = await invited(team)
    _, _, second = await members.new_link(person.id, by=team.admin, now=NOON)
    with pytest.raises(NotFound):
        await links.open_link(first, now=NOON)
    almost = NOON + timedelta(hours=72) - timedelta(seconds=1)
    assert (await links.open_link(second, now=almost)).purpose == "invite"
    with pytest.raises(NotFound):
        await links.open_link(second, now=NOON + timedelta(hours=72))
    await links.use_link(second, name="Rani", password=PASSWORD, again=PASSWORD, now=NOON)
    for token in (second, "", "x", "a" * 10_000, "\ud800"):
        with pytest.raises(NotFound):
            await links.use_link(token, name="Rani", password=PASSWORD, again=PASSWORD, now=NOON)


async def test_two_who_press_the_same_link_at_once_set_one_password(team):
    _, token = await invited(team)
    both = ("kuda-laut-hijau-tua", "gajah-kecil-di-taman")
    outcomes = await asyncio.gather(
        *(links.use_link(token, name="Rani", password=one, again=one, now=NOON) for one in both),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["Account", "NotFound"]
    chosen = both[[type(one).__name__ for one in outcomes].index("Account")]
    assert await enter(password=chosen)


async def test_a_wrong_form_behind_a_link_uses_nothing_up(team):
    _, token = await invited(team)
    for given, fields in (
        ({"name": " ", "password": "pendek", "again": "lain"},
         {"name": "required", "password": "too_short", "again": "differs"}),
        ({"name": "Rani Marlina", "password": "Rani.Marlina12", "again": "Rani.Marlina12"}, {"password": "weak"}),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            await links.use_link(token, **given, now=NOON)
        assert refused.value.fields == fields
    await links.use_link(token, name="Rani", password=PASSWORD, again=PASSWORD, now=NOON)


async def test_a_reset_ends_every_session_when_it_is_used_and_not_before(team, facts):
    person = await joined(team)
    token, who = await enter()
    _, purpose, link = await members.new_link(person.id, by=team.admin, now=LATER)
    assert purpose == "reset" and await staff.who(token, now=LATER)
    facts.clear()
    await links.use_link(link, name="ignored", password="gajah-kecil-di-taman", again="gajah-kecil-di-taman", now=LATER)
    assert facts == [SessionsRevoked((who.session_id,))] and await staff.who(token, now=LATER) is None
    assert (await enter(password="gajah-kecil-di-taman"))[1].name == "Rani Marlina"


@pytest.mark.parametrize("change", [{"role": "operator"}, {"team": "security"}])
async def test_another_role_or_team_holds_at_once_and_ends_the_sessions(team, facts, change):
    person = await joined(team)
    token, who = await enter()
    facts.clear()
    await edit(team, person, **change)
    assert facts == [SessionsRevoked((who.session_id,))] and await staff.who(token, now=LATER) is None
    _, again = await enter()
    assert (again.role, again.team) == (change.get("role", "technician"), change.get("team", "network"))


async def test_another_name_ends_nothing(team, facts):
    person = await joined(team)
    token, _ = await enter()
    facts.clear()
    await edit(team, person, name="Rani M.")
    assert facts == [] and (await staff.who(token, now=LATER)).name == "Rani M."


async def test_who_is_disabled_is_out_at_once_and_cannot_come_back_by_an_old_link(team, facts):
    person = await joined(team)
    token, who = await enter()
    _, _, link = await members.new_link(person.id, by=team.admin, now=NOON)
    facts.clear()
    await members.switch(person.id, active=False, by=team.admin, now=LATER)
    assert facts == [SessionsRevoked((who.session_id,))] and await staff.who(token, now=LATER) is None
    for refused in (enter(), links.open_link(link, now=LATER)):
        with pytest.raises((NotSignedIn, NotFound)):
            await refused
    await members.switch(person.id, active=True, by=team.admin, now=LATER)
    assert await enter()
    with pytest.raises(NotFound):
        await links.open_link(link, now=LATER)


async def test_the_last_admin_cannot_be_locked_out(team):
    await models.Staff.filter(id=team.admin.staff_id).update(password_set_at=NOON)
    await invited(team, AccountDraft("baru@kota.test", "Baru", "admin", "network"))  # has no password yet
    ayu = await members.find_person(team.admin.staff_id, by=team.admin)
    for tried in (members.switch(ayu.id, active=False, by=team.admin, now=LATER), edit(team, ayu, role="viewer")):
        with pytest.raises(InvalidInput) as refused:
            await tried
        assert refused.value.fields == {"role": "last_admin"}


async def test_of_two_admins_who_disable_each_other_at_once_one_stays(team):
    other = await joined(team, AccountDraft("ida@kota.test", "Ida", "admin", "network"))
    _, ida = await enter("ida@kota.test")
    outcomes = await asyncio.gather(
        members.switch(other.id, active=False, by=team.admin, now=LATER),
        members.switch(team.admin.staff_id, active=False, by=ida, now=LATER),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["InvalidInput", "NoneType"]
    assert await models.Staff.filter(role="admin", active=True).count() == 1


async def test_who_was_slower_gets_both_versions_and_changes_nothing(team):
    person = await joined(team)
    await edit(team, person, role="operator")
    with pytest.raises(StaleEdit) as refused:
        await edit(team, person, role="viewer")
    assert refused.value.current["role"] == "operator"


async def test_wrong_fields_are_all_named_and_nobody_is_added(team):
    before = await models.Staff.all().count()
    for draft, fields in (
        (AccountDraft("rani", " ", "boss", "none"),
         {"email": "invalid", "name": "required", "role": "unknown", "team": "unknown"}),
        (AccountDraft("AYU@kota.test", "Ayu", "viewer", "network"), {"email": "taken"}),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as refused:
            await invited(team, draft)
        assert refused.value.fields == fields
    assert await models.Staff.all().count() == before


async def test_nobody_but_an_admin_manages_people(team):
    for by in (team.operator, team.budi, team.viewer):
        for use in (
            members.list_people(by=by), members.find_person(1, by=by), members.invite(RANI, by=by, now=NOON),
            members.new_link(1, by=by, now=NOON), members.switch(1, active=False, by=by, now=NOON),
            members.edit_person(1, RANI, stamp="", by=by, now=NOON),
            members.drop_second_factor(1, by=by, now=NOON),
            sessions.end_all(of=team.admin.staff_id, by=by, now=NOON),
            sessions.of_person(team.admin.staff_id, by=by, now=NOON),
        ):  # fmt: skip
            with pytest.raises(Forbidden):
                await use


@pytest.mark.parametrize("staff_id", [0, -1, 999, 2**31, 2**63, 2**70])
async def test_somebody_who_is_not_there_is_not_found(team, staff_id):
    with pytest.raises(NotFound):
        await members.find_person(staff_id, by=team.admin)


async def test_a_person_sees_and_ends_own_sessions_and_an_admin_anybodys(team, facts):
    await joined(team)
    (first, one), (second, two), (third, three) = [await enter() for _ in range(3)]
    shown = await sessions.of_person(one.staff_id, by=one, now=NOON)
    assert {visit.id for visit in shown} == {one.session_id, two.session_id, three.session_id}
    assert [visit.id for visit in shown if visit.here] == [one.session_id]
    await sessions.end_one(two.session_id, of=one.staff_id, by=one, now=NOON)
    assert await staff.who(second, now=NOON) is None and await staff.who(third, now=NOON)
    assert await sessions.end_others(by=one, now=NOON) == 1
    assert await staff.who(third, now=NOON) is None and await staff.who(first, now=NOON)
    with pytest.raises(NotFound):  # over already, and somebody else's
        await sessions.end_one(two.session_id, of=one.staff_id, by=one, now=NOON)
    assert await sessions.end_all(of=one.staff_id, by=team.admin, now=NOON) == 1
    assert await staff.who(first, now=NOON) is None
    revoked = [fact.session_ids for fact in facts if isinstance(fact, SessionsRevoked)]
    assert revoked == [(two.session_id,), (three.session_id,), (one.session_id,)]


async def test_idle_and_old_sessions_are_not_shown(team):
    await joined(team)
    await enter()
    _, who = await enter(now=NOON + timedelta(minutes=40))
    shown = await sessions.of_person(who.staff_id, by=who, now=NOON + timedelta(minutes=40))
    assert [visit.id for visit in shown] == [who.session_id]


async def test_the_command_line_lets_a_lost_admin_in_again(team):
    person = await joined(team)
    await members.switch(person.id, active=False, by=team.admin, now=NOON)
    link = await members.reset_by_command("RANI@kota.test", now=LATER)
    await links.use_link(link, name="", password="gajah-kecil-di-taman", again="gajah-kecil-di-taman", now=LATER)
    assert await enter(password="gajah-kecil-di-taman")
    with pytest.raises(NotFound):
        await members.reset_by_command("nobody@kota.test", now=LATER)


async def test_what_was_done_is_written_down_without_names_or_tokens(team):
    person = await joined(team)
    await enter()
    with pytest.raises(NotSignedIn):
        await entrance.knock("rani@kota.test", "salah-salah-salah", origin="0f3a", now=NOON)
    await edit(team, person, role="operator")
    await members.switch(person.id, active=False, by=team.admin, now=LATER)
    me = f"staff:{person.id}"
    told = ["invited", "link_used", "signed_in", "sign_in_failed", "role_changed", "disabled"]
    assert await events() == [(event, me) for event in told]
    stored = repr(await models.AuditEntry.all().values())
    for secret in ("rani", "Rani", PASSWORD, "salah"):
        assert secret not in stored
    failed = await models.AuditEntry.get(event="sign_in_failed")
    assert (failed.staff_id, failed.data) == (None, {"what": "password", "origin": "0f3a"})


async def test_a_strangers_failure_is_written_down_too(database):
    with pytest.raises(NotSignedIn):
        await entrance.knock("siapa@evil.test", "x", origin="0f3a", now=NOON)
    assert await events() == [("sign_in_failed", "")]
    assert "evil" not in repr(await models.AuditEntry.all().values())
