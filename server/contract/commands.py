"""All that a widget may ask by both doors: the table of contents. Photos, by POST only, are `photos.POSTED`."""

from .base import Command
from .reports import CancelReport, ConfirmSolved, FindReport, RateReport, ReopenReport
from .visitor import Choose, FileReport, SendMessage, Sync, Typing

COMMANDS: tuple[type[Command], ...] = (
    Choose, SendMessage, FileReport, ConfirmSolved, ReopenReport, CancelReport, RateReport, FindReport, Sync,
    Typing,
)  # fmt: skip
