"""Redis as a doorbell between processes: facts go over it, never what people wrote.

Each process publishes to its own sockets, from the database. So a Redis that is dead, frozen or forged delays nothing
here and can invent nothing: `catchup.py` finds in the database what it kept silent about.
"""

import asyncio
import contextlib
import json
import secrets
from dataclasses import asdict
from typing import Any

import structlog
from pydantic import TypeAdapter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from server.bus import Listener
from server.domain.events import FACTS, Fact

log = structlog.get_logger("sigap.doorbell")
CHANNEL = "sigap:facts"
QUEUE = 1_000
"""Facts that may wait for Redis. What comes after them is found in the database by the others."""
TIMEOUT_SECONDS = 1.0
SILENCE_SECONDS = 5.0
FACTS_BY_NAME = {fact.__name__: fact for fact in FACTS}
FAILURES = (RedisError, OSError, TimeoutError)


class Doorbell:
    """Pass this process's facts on, and hand the others' to `hear_other`."""

    def __init__(self, url: str, hear_other: Listener) -> None:
        self._url = url
        self._hear_other = hear_other
        self._me = secrets.token_hex(8)
        self._queue: asyncio.Queue[Fact] = asyncio.Queue(QUEUE)

    async def hear(self, fact: Fact) -> None:
        """Take a fact from the bus; never waits."""
        with contextlib.suppress(asyncio.QueueFull):
            self._queue.put_nowait(fact)

    async def run(self) -> None:
        """Ring and listen until cancelled, connecting anew after every failure."""
        async with asyncio.TaskGroup() as both:
            both.create_task(_again(self._ring))
            both.create_task(_again(self._listen))

    async def _ring(self) -> None:
        try:
            async with self._client() as redis:
                while True:
                    fact = await self._queue.get()
                    await redis.publish(CHANNEL, encode(fact, self._me))
        finally:
            self._forget()

    def _forget(self) -> None:
        """Drop what waits: late bells would only repeat what the others have found in the database by then."""
        while not self._queue.empty():
            self._queue.get_nowait()

    async def _listen(self) -> None:
        async with self._client() as redis, redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(CHANNEL)
            while True:
                message = await subscription.get_message(timeout=SILENCE_SECONDS)
                if message is None:
                    await subscription.ping()  # a dead line fails here, not never
                elif message["type"] == "message":
                    await self._take(message["data"])

    async def _take(self, raw: bytes) -> None:
        try:
            sender, fact = decode(raw)
        except (ValueError, KeyError, TypeError):
            log.warning("a bell that is not ours")
            return
        if sender != self._me:
            await self._hear_other(fact)

    def _client(self) -> Redis:
        return Redis.from_url(self._url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS)


def encode(fact: Fact, sender: str) -> str:
    """Write a fact as JSON: names and ids only."""
    return json.dumps({"sender": sender, "fact": type(fact).__name__, "fields": asdict(fact)})


def decode(raw: bytes) -> tuple[str, Fact]:
    """Read who rang and why. Raises ValueError, KeyError or TypeError for what is not one of our facts."""
    bell: dict[str, Any] = json.loads(raw)
    kind = FACTS_BY_NAME[bell["fact"]]
    return str(bell["sender"]), TypeAdapter(kind).validate_python(bell["fields"])


async def _again(work: Any) -> None:
    """Do work that runs for ever, again after each failure; the log hears of an outage once."""
    quiet = False
    while True:
        try:
            await work()
        except FAILURES as error:
            if not quiet:
                log.warning("redis is away, other processes follow by the database", cause=type(error).__name__)
            quiet = True
        await asyncio.sleep(1)
