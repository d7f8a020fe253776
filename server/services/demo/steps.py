"""What happens to an invented report, one step after the other, as a desk of seven would do it.

Minutes are working minutes, drawn from a log-normal: most are quick, a few take far too long.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from server.domain.desk import StaffMember

from .office import later

FIRST_LOOK = {"critical": 6, "high": 14, "medium": 50, "low": 150}
REPAIR = {"critical": 90, "high": 190, "medium": 420, "low": 900}
SPREAD = 0.9
OBJECTION_MINUTES = 2 * 8 * 60
FATES = {"worked": 94, "rejected": 3, "cancelled": 2, "solved_alone": 1}
ASKS, WAITS, COMES_BACK, NOTES, MERGES = 0.12, 0.07, 0.04, 0.1, 0.7
RATES, COMMENTS = 0.35, 0.3
STARS = {5: 47, 4: 34, 3: 10, 2: 5, 1: 4}


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the timeline to be."""

    at: datetime
    event: str
    actor: str
    staff_id: int | None = None
    to: str | None = None
    note: str = ""
    internal: str = ""
    data: dict[str, object] = field(default_factory=dict)
    columns: dict[str, object] = field(default_factory=dict)
    """What it writes into the report's own row."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What was found and done, in codes and in words."""

    cause: str
    action: str
    note: str


@dataclass(frozen=True, slots=True)
class Born:
    """What the steps depend on; `parent` is the report of the same cut fibre that came first."""

    at: datetime
    kind: str
    priority: str
    fixed: Fix
    parent: int | None = None
    repaired_at: datetime | None = None
    """Of a cut fibre: the same moment for everybody."""


def steps(rng: random.Random, born: Born, crew: Sequence[StaffMember], texts: Mapping[str, Any]) -> Iterator[Happening]:
    """Yield the whole life of a report, however long it takes; the reader stops at the present."""
    yield Happening(born.at, "filed", "reporter", to="new")
    fate = rng.choices(list(FATES), list(FATES.values()))[0]
    if fate == "cancelled":
        yield Happening(born.at + timedelta(minutes=rng.randint(3, 90)), "moved", "reporter", to="cancelled")
        return
    looks, works = rng.choice(crew), rng.choice(crew)
    at = later(born.at, _minutes(rng, FIRST_LOOK[born.priority]))
    yield Happening(at, "seen", "staff", looks.id)
    if fate == "rejected":
        reason, note = rng.choice(texts["rejected"])
        yield _moved(at + _moment(rng), looks, "rejected", note, {"reject_reason": reason})
        return
    if born.parent is not None and rng.random() < MERGES:
        merged: dict[str, object] = {"parent_id": born.parent}
        at = later(at, _minutes(rng, 70))
        yield Happening(at, "merged", "staff", looks.id, "duplicate", data=merged)
        return
    yield from _worked_on(rng, born, at + _moment(rng), (looks, works), texts)


def _worked_on(
    rng: random.Random, born: Born, at: datetime, pair: tuple[StaffMember, StaffMember], texts: Mapping[str, Any]
) -> Iterator[Happening]:
    looks, works = pair
    if rng.random() < 0.5:
        yield _moved(at, looks, "verified", rng.choice(texts["checked"]))
        at += _moment(rng)
        given: dict[str, object] = {"assignee": works.name, "assignee_id": works.id}
        yield Happening(at, "assigned", "staff", looks.id, data=given)
        at = later(at, _minutes(rng, 15))
    yield _moved(at, works, "in_progress", rng.choice(texts["started"]))
    if rng.random() < NOTES:
        at += _moment(rng)
        yield Happening(at, "noted", "staff", works.id, internal=rng.choice(texts["noted"]))
    if rng.random() < ASKS:
        at = later(at, _minutes(rng, 20))
        yield _moved(at, works, "waiting_reporter", rng.choice(texts["asked"]))
        at += timedelta(minutes=_minutes(rng, 40))
        yield Happening(at, "said", "reporter", note="")
        yield Happening(at, "moved", "system", to="in_progress")
    elif rng.random() < WAITS:
        at = later(at, _minutes(rng, 30))
        yield _moved(at, works, "waiting_vendor", rng.choice(texts["waited"]), {"vendor": rng.choice(texts["vendors"])})
        at = later(at, _minutes(rng, 600))
        yield _moved(at, works, "in_progress", "")
    repaired = max(later(at, _minutes(rng, REPAIR[born.priority])), born.repaired_at or at)
    yield _resolved(repaired, works, born.fixed)
    yield from _afterwards(rng, born, repaired, works, texts)


def _afterwards(
    rng: random.Random, born: Born, at: datetime, works: StaffMember, texts: Mapping[str, Any]
) -> Iterator[Happening]:
    if rng.random() < COMES_BACK:
        at += timedelta(minutes=_minutes(rng, 300))
        yield Happening(at, "reopened", "reporter", to="in_progress", note=rng.choice(texts["reopened"]))
        at = later(at, _minutes(rng, REPAIR[born.priority] / 2))
        yield _resolved(at, works, born.fixed)
    confirms = rng.random() < 0.4
    closed = at + timedelta(minutes=_minutes(rng, 90)) if confirms else later(at, OBJECTION_MINUTES)
    yield Happening(closed, "moved", "reporter" if confirms else "system", to="closed")
    if rng.random() < RATES:
        yield _rated(rng, closed + timedelta(minutes=_minutes(rng, 2 if confirms else 300)), texts["rated"])


def _resolved(at: datetime, by: StaffMember, fixed: Fix) -> Happening:
    return _moved(at, by, "resolved", fixed.note, {"cause": fixed.cause, "action": fixed.action})


def _rated(rng: random.Random, at: datetime, comments: Mapping[int, Sequence[str]]) -> Happening:
    stars = rng.choices(list(STARS), list(STARS.values()))[0]
    words = rng.choice(comments[stars]) if rng.random() < COMMENTS else ""
    columns: dict[str, object] = {"rating": stars, "rating_note": words, "rated_at": at}
    return Happening(at, "rated", "reporter", data={"stars": stars}, columns=columns)


def _moved(at: datetime, by: StaffMember, to: str, note: str, columns: dict[str, object] | None = None) -> Happening:
    return Happening(at, "moved", "staff", by.id, to, note, columns=columns or {})


def _minutes(rng: random.Random, median: float) -> float:
    return median * rng.lognormvariate(0, SPREAD)


def _moment(rng: random.Random) -> timedelta:
    return timedelta(seconds=rng.randint(20, 240))
