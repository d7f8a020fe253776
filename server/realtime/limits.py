"""How often a visitor may write. Per conversation first; per address generously: an office sits behind one NAT."""

from collections.abc import Iterator

from limits.aio.strategies import MovingWindowRateLimiter

from server.contract.base import Command
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.reports import FindReport
from server.contract.visitor import FileReport, Sync, Typing
from server.services.pace import Bucket, Pace
from server.services.tracking import number_meant

PER_CONVERSATION = {
    "write": "12/10 seconds;60/minute", "report": "10/minute;60/hour", "read": "60/minute", "photo": "6/minute;60/hour",
    "find": "10/15 minutes", "sign": "10/10 seconds",
}  # fmt: skip
PER_ADDRESS = {
    "write": "1200/minute", "report": "300/5 minutes", "read": "3000/minute", "photo": "120/5 minutes",
    "find": "300/15 minutes", "sign": "3000/minute",
}  # fmt: skip
PER_NUMBER = "10/hour"
"""Tries at one report's tracking code, from wherever they come."""

COUNTED_AS: dict[type[Command], str] = {
    FileReport: "report", Sync: "read", ShowPhoto: "read", AttachPhoto: "photo", FindReport: "find",
    Typing: "sign",
}  # fmt: skip
"""Command → the row of the tables that it is counted in; `write` for the rest."""

RULES = {
    **{f"conversation:{what}": rules for what, rules in PER_CONVERSATION.items()},
    **{f"address:{what}": rules for what, rules in PER_ADDRESS.items()},
    "number": PER_NUMBER,
}


class Limits:
    """Count commands; `pace` is where, and what other processes are told of."""

    def __init__(self, secret: bytes, *, active: bool = True) -> None:
        self.pace = Pace(RULES, MovingWindowRateLimiter, secret, active=active)

    async def check(self, conversation: str, address: str, command: Command) -> None:
        """Count one command. Raises TooFast with the seconds to wait."""
        await self.pace.count(_buckets(conversation, address, command))


def _buckets(conversation: str, address: str, command: Command) -> Iterator[Bucket]:
    what = COUNTED_AS.get(type(command), "write")
    yield f"conversation:{what}", conversation
    yield f"address:{what}", address
    if isinstance(command, FindReport) and (number := number_meant(command.number)):
        yield "number", number
