"""Every setting of the desk, declared once: its name, its default, how a form is read into it and shown again.

Rules of this file
Rule 1  `SETTINGS` is the table of contents. A setting is saved whole, with a version of its own.
Rule 2  What is stored is the form as it was cleaned: text by field. `read` checks it again whenever it is loaded.
Rule 3  A setting that was never saved is its default; `desk` then is what the environment says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import desk, holidays, hours, targets, wording
from .desk import DeskFacts, OnCall
from .holidays import HolidayEdits
from .hours import ServiceHours
from .targets import Targets
from .wording import Drafts, Reply

Form = Mapping[str, str]

__all__ = ["SETTINGS", "DeskFacts", "Form", "HolidayEdits", "Setting", "Settings"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the table. `read` raises InvalidInput naming every wrong field with a code."""

    key: str
    default: Any
    read: Callable[[Form], Any]
    show: Callable[[Any], dict[str, str]]


SETTINGS: dict[str, Setting] = {
    one.key: one
    for one in (
        Setting("desk", DeskFacts(), desk.read_desk, desk.show_desk),
        Setting("on_call", OnCall(), desk.read_on_call, desk.show_on_call),
        Setting("hours", ServiceHours(), hours.read, hours.show),
        Setting("holidays", HolidayEdits(), holidays.read, holidays.show),
        Setting("targets", Targets(), targets.read, targets.show),
        Setting("drafts", Drafts(), wording.read_drafts, wording.show_drafts),
        Setting("replies", (), wording.read_replies, wording.show_replies),
    )
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them at one moment."""

    desk: DeskFacts
    on_call: OnCall
    hours: ServiceHours
    holidays: HolidayEdits
    targets: Targets
    drafts: Drafts
    replies: tuple[Reply, ...]
    versions: Mapping[str, int]
    """Of those that were saved; the others are at 0."""
