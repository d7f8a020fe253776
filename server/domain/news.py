"""News for the desk: what comes in from outside while it is open, and whom it concerns.

Rules of this file
Rule 1  A new report concerns everybody who may see it, but for who keyed it in.
Rule 2  What its reporter adds later concerns the report's owner; while it has none, everybody who works on reports.
Rule 3  Photos that come with a report are no news beside it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain.desk import SignedIn
from server.domain.roles import Act, may

FILED, PHOTO = "filed", "photo"
ADDED = ("said", PHOTO, "reopened")
"""Rows of the timeline that are news beside a new report, when they are its reporter's."""
WITH_IT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class News:
    """A report that came in, or what its reporter added."""

    ver: int
    event: str
    report_id: int
    number: str
    received_at: datetime
    """When the report came in."""
    at: datetime
    agency: str
    staff_id: int | None
    """Who keyed it in; None when it came from the reporter."""
    owner_id: int | None
    """Whose the report is now; None also when that person was disabled."""


def concerns(news: News, by: SignedIn) -> bool:
    """Say whether this person, who may see the report, is to hear of it."""
    if news.event == FILED:
        return news.staff_id != by.staff_id
    if news.event == PHOTO and news.at - news.received_at < WITH_IT:
        return False
    return may(by.role, Act.MOVE_REPORTS) and news.owner_id in {None, by.staff_id}
