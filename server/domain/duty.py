"""Who gets a new report.

Rules of this file
Rule 1  The first rule that fits the report decides, also when it gives it to nobody.
Rule 2  A rule fits when it names the report's kind and its OPD; one that names none of them fits every.
Rule 3  In turn means: whoever comes after the one who got the last report, in the order of the rule's list, and can
        be given this one. Who is not there is passed over, and is not made up to later.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    ROUND_ROBIN = "round_robin"
    NONE = "none"
    """Stay with the desk: somebody takes it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`kinds` holds keys of kinds, `agencies` slugs; both empty mean all. `staff` is in the order of turns."""

    id: int
    kinds: tuple[str, ...]
    agencies: tuple[str, ...]
    staff: tuple[int, ...]
    mode: str
    last_staff_id: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What somebody typed for a rule."""

    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    staff: tuple[int, ...] = ()
    mode: str = Mode.ROUND_ROBIN


def fitting(rules: tuple[Rule, ...], *, kind: str, agency: str | None) -> Rule | None:
    """Return the rule that decides about a report."""
    return next((rule for rule in rules if _fits(rule, kind, agency)), None)


def next_in_turn(rule: Rule, available: Set[int]) -> int | None:
    """Return whose turn it is among those who can be given the report; None when nobody can."""
    if rule.mode != Mode.ROUND_ROBIN or not rule.staff:
        return None
    start = rule.staff.index(rule.last_staff_id) + 1 if rule.last_staff_id in rule.staff else 0
    turns = rule.staff[start:] + rule.staff[:start]
    return next((staff_id for staff_id in turns if staff_id in available), None)


def wrong_fields(draft: RuleDraft, *, kinds: Set[str], agencies: Set[str], staff: Set[int]) -> dict[str, str]:
    """Return what is wrong with a draft by field: `kinds agencies staff mode` (`unknown`), `staff` (`required`)."""
    checks = {
        "kinds": None if set(draft.kinds) <= kinds else "unknown",
        "agencies": None if set(draft.agencies) <= agencies else "unknown",
        "staff": None if set(draft.staff) <= staff else "unknown",
        "mode": None if draft.mode in frozenset(Mode) else "unknown",
    }
    if draft.mode == Mode.ROUND_ROBIN and not draft.staff:
        checks["staff"] = "required"
    return {field: code for field, code in checks.items() if code}


def _fits(rule: Rule, kind: str, agency: str | None) -> bool:
    return (not rule.kinds or kind in rule.kinds) and (not rule.agencies or agency in rule.agencies)
