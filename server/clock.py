"""The one place that reads the clock, so that tests can move it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)
