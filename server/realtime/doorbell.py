"""Redis as a doorbell between processes: facts go over it, never what people wrote.

Each process publishes to its own sockets, from the database. So a Redis that is dead, frozen or forged delays nothing
here and can invent nothing: `catchup.py` finds in the database what it kept silent about. Bells are signed: the ids
and vers of another installation are others here, and would put people out and pass off as told what nobody told.
"""

import asyncio
import contextlib
import json
import secrets
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from server.bus import Listener
from server.domain.events import FACTS, Fact

from .line import Line, sign, signed

CHANNEL = "sigap:facts"
QUEUE = 1_000
"""Facts that may wait for Redis. What comes after them is found in the database by the others."""
FACTS_BY_NAME = {fact.__name__: fact for fact in FACTS}


class Doorbell(Line):
    """Pass this process's facts on, and hand the others' to `hear_other`."""

    channel = CHANNEL

    def __init__(self, url: str, secret: bytes, hear_other: Listener) -> None:
        super().__init__(url, secret)
        self._hear_other = hear_other
        self._me = secrets.token_hex(8)
        self._queue: asyncio.Queue[Fact] = asyncio.Queue(QUEUE)

    async def hear(self, fact: Fact) -> None:
        """Take a fact from the bus; never waits."""
        with contextlib.suppress(asyncio.QueueFull):
            self._queue.put_nowait(fact)

    async def next_words(self) -> str:
        """Wait for a fact."""
        return encode(await self._queue.get(), self._me, self._secret)

    async def take(self, raw: bytes) -> None:
        """Hand on what another process rang for."""
        try:
            sender, fact = decode(raw, self._secret)
        except (ValueError, KeyError, TypeError):
            self.wonder("a bell that is not ours")
            return
        if sender != self._me:
            await self._hear_other(fact)

    def forget(self) -> None:
        """Drop what waits: late bells would only repeat what the others have found in the database by then."""
        while not self._queue.empty():
            self._queue.get_nowait()


def encode(fact: Fact, sender: str, secret: bytes) -> str:
    """Write a fact as JSON, names and ids only, behind its signature."""
    body = json.dumps({"sender": sender, "fact": type(fact).__name__, "fields": asdict(fact)})
    return sign(body, CHANNEL, secret)


def decode(raw: bytes, secret: bytes) -> tuple[str, Fact]:
    """Read who rang and why. Raises ValueError, KeyError or TypeError for what is not one of our facts."""
    bell: dict[str, Any] = json.loads(signed(raw, CHANNEL, secret))
    kind = FACTS_BY_NAME[bell["fact"]]
    return str(bell["sender"]), TypeAdapter(kind).validate_python(bell["fields"])
