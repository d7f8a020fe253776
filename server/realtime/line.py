"""A line between processes: one Redis channel, said into and listened to for ever, connected anew after every failure.

Whoever shares the Redis is on the same channel, under another database number too; so everything is signed with the
installation's secret.

It fails open. Nobody who serves a request waits for it; with Redis dead, frozen or behind a black hole each process
goes on by itself, and what waited to be said meanwhile is forgotten.
"""

import asyncio
import hashlib
import hmac
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger("sigap.line")
TIMEOUT_SECONDS = 1.0
SILENCE_SECONDS = 5.0
AGAIN_SECONDS = 1.0
LASTING_SECONDS = 30.0
"""A connection that held this long was whole: its end is an outage of its own, and the log hears of it."""

QUIET_SECONDS = 60
LONGEST = 65_536
"""Bytes: more than anything of ours has."""
SIGNATURE = hashlib.sha256().digest_size * 2

FAILURES = (RedisError, OSError, TimeoutError)


class Line(ABC):
    """What is said and heard on `channel` is up to each kind."""

    channel: str

    def __init__(self, url: str, secret: bytes) -> None:
        self._url = url
        self._secret = secret
        self._quiet_until = 0.0

    async def run(self) -> None:
        """Say and listen until cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._again(self._say))
            both.create_task(self._again(self._listen))

    @abstractmethod
    async def next_words(self) -> str:
        """Wait for what is to be said next."""

    @abstractmethod
    async def take(self, raw: bytes) -> None:
        """Take what anybody said, ourselves included. It may be forged, and must not raise."""

    @abstractmethod
    def forget(self) -> None:
        """Drop what waits to be said: the connection is lost, and it would come too late."""

    def wonder(self, what: str, **details: str) -> None:
        """Log what is not taken, once a minute: another installation may say ten things a second."""
        if time.monotonic() >= self._quiet_until:
            log.warning(what, channel=self.channel, **details)
            self._quiet_until = time.monotonic() + QUIET_SECONDS

    async def _say(self) -> None:
        try:
            async with self._client() as redis:
                while True:
                    await redis.publish(self.channel, await self.next_words())
        finally:
            self.forget()

    async def _listen(self) -> None:
        async with self._client() as redis, redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(self.channel)
            while True:
                message = await subscription.get_message(timeout=SILENCE_SECONDS)
                if message is None:
                    await subscription.ping()  # a dead line fails here, not never
                elif message["type"] == "message":
                    await self.take(message["data"])

    def _client(self) -> Redis:
        return Redis.from_url(self._url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS)

    async def _again(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do work that runs for ever, again after each failure; the log hears of an outage once."""
        quiet = False
        while True:
            began = time.monotonic()
            try:
                await work()
            except FAILURES as error:
                quiet = quiet and time.monotonic() - began < LASTING_SECONDS
                if not quiet:
                    log.warning(
                        "redis is away, each process goes on by itself",
                        channel=self.channel, cause=type(error).__name__,
                    )  # fmt: skip
                quiet = True
            except Exception as error:
                # Ended here, this process would be deaf until its next start, and nobody would know why.
                log.exception("unforeseen failure of a line between processes", channel=self.channel, cause=repr(error))
            await asyncio.sleep(AGAIN_SECONDS)


def sign(body: str, channel: str, secret: bytes) -> str:
    """Put the installation's signature for this channel before what is said."""
    return _signature(body.encode(), channel, secret) + body


def signed(raw: bytes, channel: str, secret: bytes) -> bytes:
    """Return what was said behind its signature. Raises ValueError for what nobody with this secret said here."""
    signature, body = raw[:SIGNATURE], raw[SIGNATURE:]
    if len(raw) > LONGEST or not hmac.compare_digest(signature, _signature(body, channel, secret).encode()):
        raise ValueError("not signed")
    return body


def _signature(body: bytes, channel: str, secret: bytes) -> str:
    return hmac.new(secret, f"{channel}:".encode() + body, hashlib.sha256).hexdigest()
