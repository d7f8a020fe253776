"""What admins do with the desk's people. Whatever takes something away ends the person's sessions at once.

Changes are made one after the other, under one lock: two admins cannot disable each other in the same moment.
"""

from datetime import datetime

from server.domain import typed
from server.domain.account import Account, AccountDraft, address, wrong_fields
from server.domain.desk import SignedIn
from server.domain.events import Fact, SessionsRevoked
from server.domain.roles import Act, Role, require
from server.errors import InvalidInput, NotFound, StaleEdit
from server.store import counters, second_factor, session, staff, staff_link, team

from . import audit, links, passwords
from .commit import check_id, commit

MOST_IDS = 2**31 - 1


async def list_people(*, by: SignedIn) -> tuple[Account, ...]:
    """Return everybody, the active first."""
    require(by.role, Act.MANAGE_STAFF)
    return await staff.read_accounts()


async def find_person(staff_id: int, *, by: SignedIn) -> Account:
    """Return one person. Raises NotFound."""
    require(by.role, Act.MANAGE_STAFF)
    return await _find(staff_id)


async def team_labels(locale: str) -> dict[str, str]:
    """Return the teams' names in their order, by key."""
    return {one.key: one.label[locale] for one in await team.read_teams()}


async def invite(draft: AccountDraft, *, by: SignedIn, now: datetime) -> tuple[Account, str]:
    """Add a person without a password and return them with the token of their link.

    Raises InvalidInput for `email` (`invalid taken`), `name`, `role` or `team`.
    """
    require(by.role, Act.MANAGE_STAFF)
    await _check(draft)
    nobodys = await passwords.hash_password(links.new_token())  # so that a guess takes as long as any other
    new = staff.NewStaff(address(draft.email), typed.one_line(draft.name), draft.role, nobodys, draft.team)

    async def unit() -> tuple[tuple[int, str], tuple[Fact, ...]]:
        member = await staff.add_staff(new, at=now)
        token = await links.give(member.id, "invite", by=by, now=now)
        await audit.record("invited", by, f"staff:{member.id}", {"role": draft.role, "team": draft.team}, now=now)
        return (member.id, token), ()

    try:
        staff_id, token = await commit(unit)
    except staff.EmailTaken:
        raise InvalidInput({"email": "taken"}) from None
    return await _find(staff_id), token


async def new_link(staff_id: int, *, by: SignedIn, now: datetime) -> tuple[Account, str, str]:
    """Return a person, the purpose and the token of a new link; earlier links are void. Raises NotFound."""
    require(by.role, Act.MANAGE_STAFF)
    person = await _find(staff_id)
    if not person.active:
        raise NotFound
    purpose = "reset" if person.joined else "invite"

    async def unit() -> tuple[str, tuple[Fact, ...]]:
        token = await links.give(staff_id, purpose, by=by, now=now)
        await audit.record("link_given", by, f"staff:{staff_id}", {"purpose": purpose}, now=now)
        return token, ()

    return person, purpose, await commit(unit)


async def edit_person(staff_id: int, draft: AccountDraft, *, stamp: str, by: SignedIn, now: datetime) -> None:
    """Change name, role and team. Another role or team ends the person's sessions.

    Raises StaleEdit when somebody was faster, InvalidInput for `name`, `team` or `role` (`unknown last_admin`).
    """
    require(by.role, Act.MANAGE_STAFF)
    known = await _find(staff_id)
    await _check(AccountDraft(known.email, draft.name, draft.role, draft.team))

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        person = await _locked(staff_id)
        if person.stamp != stamp:
            raise StaleEdit({"name": person.name, "role": person.role, "team": person.team})
        if person.role == Role.ADMIN and draft.role != Role.ADMIN:
            await _check_another_admin(staff_id)
        await staff.change(staff_id, name=typed.one_line(draft.name), role=draft.role, team=draft.team)
        if (draft.role, draft.team) == (person.role, person.team):
            return None, ()
        data = {"from": person.role, "to": draft.role, "team": draft.team}
        await audit.record("role_changed", by, f"staff:{staff_id}", data, now=now)
        return None, await _out(staff_id, now)

    await commit(unit)


async def switch(staff_id: int, *, active: bool, by: SignedIn, now: datetime) -> None:
    """Disable somebody, who is out at once, or let them in again. Raises InvalidInput for `role` (`last_admin`)."""
    require(by.role, Act.MANAGE_STAFF)
    await _find(staff_id)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        person = await _locked(staff_id)
        if person.active is active:
            return None, ()
        if not active and person.role == Role.ADMIN:
            await _check_another_admin(staff_id)
        await staff.change(staff_id, active=active)
        await staff_link.void(staff_id, at=now)
        await audit.record("enabled" if active else "disabled", by, f"staff:{staff_id}", now=now)
        return None, () if active else await _out(staff_id, now)

    await commit(unit)


async def drop_second_factor(staff_id: int, *, by: SignedIn, now: datetime) -> None:
    """Take away a second factor whose owner lost telephone and codes. Their sessions end."""
    require(by.role, Act.MANAGE_STAFF)
    await _find(staff_id)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        await second_factor.drop(staff_id)
        await audit.record("second_factor_dropped", by, f"staff:{staff_id}", now=now)
        return None, await _out(staff_id, now)

    await commit(unit)


async def reset_by_command(email: str, *, now: datetime) -> str:
    """Return the token of a link for somebody who has the server's command line, and no way in.

    The person is active again and has no second factor. Raises NotFound.
    """
    known = await staff.find_login(address(email))
    if known is None:
        raise NotFound

    async def unit() -> tuple[str, tuple[Fact, ...]]:
        await staff.change(known.staff_id, active=True)
        await second_factor.drop(known.staff_id)
        token = await links.give(known.staff_id, "reset", by=None, now=now)
        await audit.record("link_given", None, f"staff:{known.staff_id}", {"purpose": "reset"}, now=now)
        return token, await _out(known.staff_id, now)

    return await commit(unit)


async def _find(staff_id: int) -> Account:
    check_id(staff_id)
    person = await staff.find_account(staff_id) if staff_id <= MOST_IDS else None
    if person is None:
        raise NotFound
    return person


async def _locked(staff_id: int) -> Account:
    """Return a person once every earlier change of any person is committed."""
    await counters.bump("staff")
    return await _find(staff_id)


async def _check(draft: AccountDraft) -> None:
    wrong = wrong_fields(draft, frozenset(one.key for one in await team.read_teams()))
    if wrong:
        raise InvalidInput(wrong)


async def _check_another_admin(staff_id: int) -> None:
    if await staff.count_other_admins(staff_id) == 0:
        raise InvalidInput({"role": "last_admin"})


async def _out(staff_id: int, now: datetime) -> tuple[Fact, ...]:
    ended = await session.revoke(staff_id, at=now)
    return (SessionsRevoked(ended),) if ended else ()
