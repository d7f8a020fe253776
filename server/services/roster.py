"""The duty roster: who is there, and who gets a new report."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from server.domain import duty
from server.domain.desk import SignedIn, StaffMember
from server.domain.duty import Rule, RuleDraft
from server.domain.events import Fact, RosterChanged
from server.domain.roles import Act, hidden_teams, may, require
from server.errors import InvalidInput, NotFound, StaleEdit
from server.store import agency, catalogue, staff, team, timeline
from server.store import duty as store

from .audit import record
from .commit import check_id, commit

MOST_IDS = 2**31 - 1


async def pick(*, kind: str, slug: str | None, team_key: str) -> StaffMember | None:
    """Return who gets a new report, in the transaction that files it, and note whose turn it was.

    The rule's row is locked before the day's counter and `ver`.
    """
    rule = duty.fitting(await store.read_rules(), kind=kind, agency=slug)
    if rule is None or rule.mode == duty.Mode.NONE:
        return None
    locked = await store.lock(rule.id)
    there = {member.id: member for member in await staff.on_duty()}
    hiding = await team.restricted()
    able = {
        member.id
        for member in there.values()
        if may(member.role, Act.MOVE_REPORTS) and team_key not in hidden_teams(member.role, member.team, hiding)
    }
    chosen = duty.next_in_turn(locked, able) if locked else None
    if chosen is None:
        return None
    await store.gave(rule.id, chosen)
    return there[chosen]


async def list_rules(*, by: SignedIn) -> tuple[Rule, ...]:
    """Return the rules in their order."""
    require(by.role, Act.MANAGE_DUTY)
    return await store.read_rules()


async def find_rule(rule_id: int, *, by: SignedIn) -> Rule:
    """Return one rule. Raises NotFound."""
    require(by.role, Act.MANAGE_DUTY)
    return await _find(rule_id)


async def workers() -> tuple[StaffMember, ...]:
    """Return the active people who work on reports, by name."""
    return tuple(member for member in await staff.active_ones() if may(member.role, Act.MOVE_REPORTS))


async def there(*, by: SignedIn) -> tuple[StaffMember, ...]:
    """Return who is on duty now: for whoever may see reports."""
    require(by.role, Act.SEE_REPORTS)
    return tuple(member for member in await staff.on_duty() if may(member.role, Act.MOVE_REPORTS))


async def add_rule(draft: RuleDraft, *, by: SignedIn, now: datetime) -> int:
    """Add a rule behind the others. Raises InvalidInput for `kinds`, `agencies`, `staff` or `mode`."""
    require(by.role, Act.MANAGE_DUTY)
    await _check(draft)

    async def unit() -> tuple[int, tuple[Fact, ...]]:
        rule_id = await store.add(draft)
        await _note(rule_id, "added", by, now)
        return rule_id, ()

    return await commit(unit)


async def edit_rule(rule_id: int, draft: RuleDraft, *, version: int, by: SignedIn, now: datetime) -> None:
    """Change a rule. Raises StaleEdit when somebody was faster, NotFound, InvalidInput as `add_rule` does."""
    require(by.role, Act.MANAGE_DUTY)
    await _check(draft)

    async def work(rule: Rule) -> None:
        if rule.version != version:
            raise StaleEdit({"version": rule.version})
        await store.change(rule, draft)

    await _with_rule(rule_id, "changed", work, by, now)


async def remove_rule(rule_id: int, *, by: SignedIn, now: datetime) -> None:
    """Remove a rule. Raises NotFound."""
    require(by.role, Act.MANAGE_DUTY)
    await _with_rule(rule_id, "removed", lambda rule: store.remove(rule.id), by, now)


async def raise_rule(rule_id: int, *, by: SignedIn, now: datetime) -> None:
    """Let a rule be asked one place earlier. Raises NotFound."""
    require(by.role, Act.MANAGE_DUTY)
    await _with_rule(rule_id, "raised", lambda rule: store.move_up(rule.id), by, now)


async def switch(staff_id: int, *, on_duty: bool, by: SignedIn, now: datetime) -> None:
    """Say who is there. Everybody who works on reports says so of themselves; others need the act.

    Raises Forbidden, NotFound.
    """
    require(by.role, Act.MANAGE_DUTY if staff_id != by.staff_id else Act.MOVE_REPORTS)
    if not 0 < staff_id <= MOST_IDS or await staff.find_active(staff_id) is None:
        raise NotFound

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        if await staff.is_on_duty(staff_id) is on_duty:
            return None, ()
        await staff.change(staff_id, on_duty=on_duty)
        ver = await timeline.append(
            report_id=None, event="roster_changed", actor="staff", staff_id=by.staff_id, at=now,
            data={"staff": staff_id, "on_duty": on_duty},
        )  # fmt: skip
        return None, (RosterChanged(ver),)

    await commit(unit)


async def _find(rule_id: int) -> Rule:
    check_id(rule_id)
    rule = await store.find(rule_id) if rule_id <= MOST_IDS else None
    if rule is None:
        raise NotFound
    return rule


async def _with_rule(
    rule_id: int, what: str, work: Callable[[Rule], Awaitable[None]], by: SignedIn, now: datetime
) -> None:
    await _find(rule_id)

    async def unit() -> tuple[None, tuple[Fact, ...]]:
        rule = await store.lock(rule_id)
        if rule is None:
            raise NotFound
        await work(rule)
        await _note(rule_id, what, by, now)
        return None, ()

    await commit(unit)


async def _check(draft: RuleDraft) -> None:
    known = await catalogue.read_catalogue()
    wrong = duty.wrong_fields(
        draft,
        kinds=frozenset(kind.key for kind in known.kinds),
        agencies=frozenset(one.slug for one in await agency.names()),
        staff=frozenset(member.id for member in await workers()),
    )
    if wrong:
        raise InvalidInput(wrong)


async def _note(rule_id: int, what: str, by: SignedIn, now: datetime) -> None:
    await record("duty_rule", by, f"rule:{rule_id}", {"what": what}, now=now)
