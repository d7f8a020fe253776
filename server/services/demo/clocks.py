"""The service clock of invented reports: what was late is marked, what is open goes on counting."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from server.domain.due_times import MARKS, RESOLUTION, RESPONSE, Due, Said, Step, Terms, due_times, to_come

from .steps import Happening

NOTICED = timedelta(seconds=3)
TARGETS = (RESPONSE, RESOLUTION)


def overdue(terms: Terms, priority: str, happened: Sequence[Happening], until: datetime) -> tuple[Happening, ...]:
    """Return what happened, and in between when a target passed, once and twice: as the watch would have written it."""
    rows = list(happened)
    for moment in _due(terms, priority, happened, whole=False).moments:
        ends = _answered(happened) if moment.what == RESPONSE else _solved(happened)
        noticed = moment.at + NOTICED
        if moment.event in MARKS and noticed < min(ends or until, until):
            data: dict[str, object] = {"what": moment.what, "at": moment.at.isoformat()}
            rows.append(Happening(noticed, moment.event, "system", data=data))
    return tuple(sorted(rows, key=lambda one: one.at))


def with_clock(
    terms: Terms, priority: str, happened: Sequence[Happening], until: datetime
) -> dict[str, datetime | int | None]:
    """Return the clock's columns as they are at the end."""
    due = _due(terms, priority, happened)
    rung = [one for one in happened if one.event in MARKS and due.response]
    marks = {f"{one.data['what']}_{MARKS[one.event]}": one.at for one in rung}
    said = Said(_answered(happened) is not None, frozenset(marks))
    coming = to_come(due, said, until)
    return {
        "response_due_at": due.response, "resolution_due_at": due.resolution,
        "resolution_left": int(due.left.total_seconds()) if due.left is not None else None,
        "alarm_at": coming[0].at if coming else None,
        **{f"{mark}_at": marks.get(mark) for mark in (f"{what}_{one}" for what in TARGETS for one in MARKS.values())},
    }  # fmt: skip


def _due(terms: Terms, priority: str, happened: Sequence[Happening], *, whole: bool = True) -> Due:
    """Return the due times; without `whole`, those from before it was solved or taken out."""
    steps = [Step(one.at, one.to, one.event == "reopened") for one in happened[1:] if one.to]
    if not whole:
        ends = next((place for place, step in enumerate(steps) if step.to in ENDS), len(steps))
        steps = steps[:ends]
    return due_times(terms, priority, happened[0].at, steps)


ENDS = frozenset({"resolved", "closed", "rejected", "duplicate", "cancelled"})


def _answered(happened: Sequence[Happening]) -> datetime | None:
    return next((one.at for one in happened[1:] if one.to and one.to != "cancelled"), None)


def _solved(happened: Sequence[Happening]) -> datetime | None:
    return next((one.at for one in happened if one.to in ENDS), None)
