"""How often a visitor may write. Per conversation first; per address generously: an office sits behind one NAT."""

import time
from collections.abc import Iterator

from limits import parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from server.contract.base import Command
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.reports import FindReport
from server.contract.visitor import FileReport, Sync, Typing
from server.errors import TooFast
from server.services.tracking import number_meant

PER_CONVERSATION = {
    "write": "12/10 seconds;60/minute", "report": "10/minute;60/hour", "read": "60/minute", "photo": "6/minute;60/hour",
    "find": "10/15 minutes", "sign": "10/10 seconds",
}  # fmt: skip
PER_ADDRESS = {
    "write": "1200/minute", "report": "300/5 minutes", "read": "3000/minute", "photo": "120/5 minutes",
    "find": "10/15 minutes", "sign": "3000/minute",
}  # fmt: skip
PER_NUMBER = "10/hour"
"""Tries at one report's tracking code, from wherever they come."""

COUNTED_AS: dict[type[Command], str] = {
    FileReport: "report", Sync: "read", ShowPhoto: "read", AttachPhoto: "photo", FindReport: "find",
    Typing: "sign",
}  # fmt: skip
"""Command → the row of the tables that it is counted in; `write` for the rest."""


class Limits:
    """Count in this process's memory. A restart forgets, which is the right side to err on."""

    def __init__(self, *, active: bool = True) -> None:
        self._active = active
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def check(self, conversation: str, address: str, command: Command) -> None:
        """Count one command. Raises TooFast with the seconds to wait."""
        if not self._active:
            return
        what = COUNTED_AS.get(type(command), "write")
        for rules, whose in _rules(what, conversation, address, command):
            for limit in parse_many(rules):
                if not await self._limiter.hit(limit, what, whose):
                    window = await self._limiter.get_window_stats(limit, what, whose)
                    raise TooFast(retry_after=max(1, round(window.reset_time - time.time())))


def _rules(what: str, conversation: str, address: str, command: Command) -> Iterator[tuple[str, str]]:
    yield PER_CONVERSATION[what], conversation
    yield PER_ADDRESS[what], address
    if isinstance(command, FindReport) and (number := number_meant(command.number)):
        yield PER_NUMBER, number
