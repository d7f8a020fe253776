"""What the timeline has of news for the desk."""

from tortoise.expressions import Q

from server.domain.news import ADDED, FILED, News

from . import models


async def read(*, after: int, upto: int, hidden: frozenset[str]) -> tuple[News, ...]:
    """Return the news after one `ver` and up to another, oldest first, but for the `hidden` teams'."""
    is_news = Q(event=FILED) | Q(event__in=ADDED, actor="reporter")
    rows = models.Timeline.filter(is_news, ver__gt=after, ver__lte=upto)
    if hidden:
        rows = rows.filter(report__team__not_in=sorted(hidden))
    found = await rows.order_by("ver").values(
        "ver", "event", "at", "staff_id", "report_id", "report__number", "report__received_at", "report__agency_name",
        "report__agency__name", "report__assignee_id", "report__assignee__active",
    )  # fmt: skip
    return tuple(
        News(
            ver=row["ver"], event=row["event"], report_id=row["report_id"], number=row["report__number"],
            at=row["at"], received_at=row["report__received_at"],
            agency=str(row["report__agency__name"] or row["report__agency_name"]), staff_id=row["staff_id"],
            owner_id=row["report__assignee_id"] if row["report__assignee__active"] else None,
        )
        for row in found
    )  # fmt: skip
