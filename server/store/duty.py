"""The duty rules, in the order in which they are asked."""

from typing import Any

from tortoise.expressions import F

from server.domain.duty import Rule, RuleDraft

from . import models


async def read_rules() -> tuple[Rule, ...]:
    return tuple(_rule(row) for row in await models.DutyRule.all().order_by("position", "id"))


async def find(rule_id: int) -> Rule | None:
    row = await models.DutyRule.get_or_none(id=rule_id)
    return _rule(row) if row else None


async def lock(rule_id: int) -> Rule | None:
    """Lock a rule's row until the transaction ends and return it: turns are given one after the other."""
    await models.DutyRule.filter(id=rule_id).update(version=F("version"))
    return await find(rule_id)


async def gave(rule_id: int, staff_id: int) -> None:
    """Note whose turn it was. It is no edit: the version stays."""
    await models.DutyRule.filter(id=rule_id).update(last_staff_id=staff_id)


async def add(draft: RuleDraft) -> int:
    """Insert a rule behind all others and return its id."""
    last = await models.DutyRule.all().order_by("-position").first()
    row = await models.DutyRule.create(position=last.position + 1 if last else 0, **_columns(draft))
    return row.id


async def change(rule: Rule, draft: RuleDraft) -> None:
    """Write a locked rule and count its version up."""
    await models.DutyRule.filter(id=rule.id).update(**_columns(draft), version=rule.version + 1)


async def remove(rule_id: int) -> None:
    await models.DutyRule.filter(id=rule_id).delete()


async def move_up(rule_id: int) -> None:
    """Let a rule be asked one place earlier."""
    order = [row.id for row in await models.DutyRule.all().order_by("position", "id").only("id")]
    place = order.index(rule_id) if rule_id in order else 0
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order):
        await models.DutyRule.filter(id=one).update(position=position)


def _columns(draft: RuleDraft) -> dict[str, Any]:
    return {
        "kinds": list(draft.kinds), "agencies": list(draft.agencies), "staff": list(draft.staff),
        "mode": str(draft.mode),
    }  # fmt: skip


def _rule(row: models.DutyRule) -> Rule:
    return Rule(
        row.id, tuple(row.kinds), tuple(row.agencies), tuple(row.staff), row.mode, row.last_staff_id, row.version
    )
