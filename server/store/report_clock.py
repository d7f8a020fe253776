"""What the service clock reads and writes of a report."""

from collections.abc import Mapping
from datetime import datetime

from tortoise.expressions import F

from server.domain.due_times import Step
from server.domain.report import OPEN, REPORTER_REOPENS_WITHIN, Status
from server.domain.silence import Silence

from . import models

SPOKEN = frozenset({"said", "photo", "joined"})
AWAKENED = 500
"""Rows of one statement."""


async def steps_of(report_id: int) -> tuple[Step, ...]:
    """Return the changes of a report's status, in the order of the timeline."""
    rows = models.Timeline.filter(report_id=report_id, to_status__isnull=False).order_by("ver")
    return tuple(
        Step(at, to, event == "reopened") for at, to, event in await rows.values_list("at", "to_status", "event")
    )


async def silence_of(report_id: int, status: str) -> Silence | None:
    """Return the silence of a report in its status; None when the timeline has no beginning of it."""
    rows = models.Timeline.filter(report_id=report_id).order_by("-ver")
    spoken: datetime | None = None
    reminded: datetime | None = None
    for event, to, at in await rows.values_list("event", "to_status", "at"):
        if to is not None:
            return Silence(status, spoken or at, reminded)
        if event in SPOKEN:
            spoken = spoken or at
        elif event == "reminded":
            reminded = reminded or at
    return None


async def alarmed(now: datetime, *, limit: int) -> tuple[int, ...]:
    """Return the reports whose clock has something to say, the longest waiting first."""
    rows = models.Report.filter(alarm_at__lte=now).order_by("alarm_at").limit(limit)
    return tuple(int(row["id"]) for row in await rows.values("id"))


async def open_ones(after: int, *, limit: int) -> tuple[int, ...]:
    """Return the next reports with a running or paused clock, by id."""
    rows = models.Report.filter(status__in=[status.value for status in OPEN], id__gt=after)
    return tuple(int(row["id"]) for row in await rows.order_by("id").limit(limit).values("id"))


async def wake() -> int:
    """Let the late reports that nothing would ring for be looked at again. Return how many."""
    resting = models.Report.filter(
        status__in=[status.value for status in OPEN], alarm_at__isnull=True, resolution_left__isnull=True,
        resolution_late_at__isnull=False, resolution_escalated_at__isnull=True,
    )  # fmt: skip
    return await resting.update(alarm_at=F("resolution_due_at"))


async def wake_silent(now: datetime) -> int:
    """Let reports be looked at whose silence nobody has counted yet, after what rings already. Return how many.

    What can be reopened no more stays resolved: nobody is told years later that it is closed.
    """
    newest = {"resolved_at__gte": now - REPORTER_REOPENS_WITHIN}
    return await _wake(Status.WAITING_REPORTER, {}, now) + await _wake(Status.RESOLVED, newest, now)


async def _wake(status: Status, bounds: Mapping[str, datetime], now: datetime) -> int:
    woken, last = 0, 0
    resting = models.Report.filter(status=status.value, alarm_at__isnull=True, **bounds)
    resting = resting.force_index("idx_report_status").order_by("id")
    while ids := [int(row["id"]) for row in await resting.filter(id__gt=last).limit(AWAKENED).values("id")]:
        woken += await models.Report.filter(id__in=ids, alarm_at__isnull=True).update(alarm_at=now)
        last = ids[-1]
    return woken


async def keep_times(report_id: int, columns: Mapping[str, object]) -> None:
    """Write due times that changed by no act of anybody: the version stays."""
    await models.Report.filter(id=report_id).update(**columns)


async def keep_alarm(report_id: int, alarm_at: datetime | None, marks: Mapping[str, datetime]) -> None:
    """Write the next alarm, and what has become late. It is no edit: the version stays."""
    await models.Report.filter(id=report_id).update(alarm_at=alarm_at, **marks)
