"""What an admin has not set yet: its phrase stays hidden, or the clock counts wrong. Shown until it is there."""

from dataclasses import dataclass
from datetime import datetime

from server.clock import WIB
from server.config import Config

from . import holidays, settings


@dataclass(frozen=True, slots=True)
class Gap:
    """`code` names the sentence that says what is missing, `setting` the form where it is filled in."""

    code: str
    setting: str
    year: int = 0


async def gaps(config: Config, *, now: datetime) -> tuple[Gap, ...]:
    """Return what is missing, the gravest first."""
    found, desk = await settings.current(), await settings.desk(config)
    today = now.astimezone(WIB).date()
    missing = [Gap("holidays", "holidays", year) for year in holidays.missing_years(today, found.holidays)]
    if not found.on_call:
        missing.append(Gap("on_call", "on_call"))
    empty = [name for name in ("whatsapp", "phone", "emergency", "directions") if not getattr(desk, name)]
    return (*missing, *(Gap(name, "desk") for name in empty))
