"""Many reports of one outage, folded into one line of the list: nobody reads sixty times that the internet is down.

Rules of this file
Rule 1  One family of kinds, still open, within half an hour, at least five: that is a burst.
Rule 2  A burst is named after its oldest report and filled from there, so that it keeps its name while it grows.
Rule 3  It stands where its newest report would stand.
Rule 4  A page never ends within a burst: whatever lies between its reports comes along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from server.domain.report import OPEN

FAMILY = frozenset({"internet-mati", "internet-lambat", "internet-putus-putus"})
WITHIN = timedelta(minutes=30)
LEAST = 5


@dataclass(frozen=True, slots=True)
class Outline:
    """What folding looks at."""

    id: int
    version: int
    kind: str
    status: str
    agency: str
    received_at: datetime


Folded = tuple[Outline, ...]
"""One line of the list, newest report first: a single report, or a burst."""


def fold(outlines: Sequence[Outline]) -> list[Folded]:
    """Return the lines that these reports make; they come newest first, and so do the lines."""
    bursts: list[list[Outline]] = []
    for one in reversed(outlines):
        if not _folds(one):
            continue
        if bursts and abs(one.received_at - bursts[-1][0].received_at) <= WITHIN:
            bursts[-1].append(one)
        else:
            bursts.append([one])
    newest = {burst[-1].id: tuple(reversed(burst)) for burst in bursts if len(burst) >= LEAST}
    inside = {one.id for burst in newest.values() for one in burst}
    return [newest.get(one.id, (one,)) for one in outlines if one.id in newest or one.id not in inside]


def is_settled(outlines: Sequence[Outline], shown: int) -> bool:
    """Say whether no report older than all of these could change how the first `shown` fold, while times follow ids."""
    ours = [one for one in outlines if _folds(one)]
    first = sum(_folds(one) for one in outlines[:shown])
    return not first or any(
        abs(newer.received_at - older.received_at) > WITHIN
        for newer, older in pairwise([*ours[first - 1 :], outlines[-1]])
    )


def _folds(one: Outline) -> bool:
    return one.kind in FAMILY and one.status in OPEN


def first_lines(lines: Sequence[Folded], most: int) -> list[Folded]:
    """Return the first lines, and those that lie between the reports of a burst among them."""
    shown = list(lines[:most])
    last = min((one.id for line in shown for one in line), default=0)
    for line in lines[most:]:
        if line[0].id < last:
            break
        shown.append(line)
        last = min(last, line[-1].id)
    return shown
