"""What the service clock reads and writes of a report."""

from collections.abc import Mapping
from datetime import datetime

from tortoise.expressions import F

from server.domain.due_times import Step
from server.domain.report import OPEN

from . import models


async def steps_of(report_id: int) -> tuple[Step, ...]:
    """Return the changes of a report's status, in the order of the timeline."""
    rows = models.Timeline.filter(report_id=report_id, to_status__isnull=False).order_by("ver")
    return tuple(
        Step(at, to, event == "reopened") for at, to, event in await rows.values_list("at", "to_status", "event")
    )


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


async def keep_times(report_id: int, columns: Mapping[str, object]) -> None:
    """Write due times that changed by no act of anybody: the version stays."""
    await models.Report.filter(id=report_id).update(**columns)


async def keep_alarm(report_id: int, alarm_at: datetime | None, marks: Mapping[str, datetime]) -> None:
    """Write the next alarm, and what has become late. It is no edit: the version stays."""
    await models.Report.filter(id=report_id).update(alarm_at=alarm_at, **marks)
