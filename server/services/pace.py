"""How often something may be done: counted in this process's memory, and what other processes say that they counted.

Whose a count is (a conversation, an address, an email) is known here by a name under the installation's secret only, so
that it can be told to others, over Redis, without telling whom it is about.
"""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from limits import parse_many
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import RateLimiter

from server.errors import TooFast

REST_SECONDS = 30
REST = "rest between sweeps"
STEP_SECONDS = 2.0
"""By how much the wall clock has to leave the steady one at once for it to have been set."""
Bucket = tuple[str, str]
"""What is counted, and whose it is."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What happened to one bucket: `hits` more, or fewer, after starting `anew` or not. `name` says nothing of whom."""

    what: str
    name: str
    hits: int
    anew: bool = False


class Pace:
    """Count by the rules of `limits`. A restart forgets, which is the right side to err on."""

    def __init__(
        self, rules: Mapping[str, str], kind: type[RateLimiter], secret: bytes, *, active: bool = True
    ) -> None:  # fmt: skip
        self._rules = {what: parse_many(text) for what, text in rules.items()}
        self._storage = MemoryStorage()
        self._limiter = kind(self._storage)
        self._secret = secret
        self._active = active
        self._lead = _lead()
        self.tell: Callable[[Counted], None] = lambda counted: None
        """Called with what was counted here; whoever passes it on to other processes sets it."""

    async def count(self, buckets: Iterable[Bucket]) -> None:
        """Count one in each bucket. Raises TooFast with the seconds to wait; what is refused is told to nobody."""
        if not self._active:
            return
        passed = []
        for what, whose in buckets:
            name = self._name(whose)
            await self._hit(what, name)
            passed.append(Counted(what, name, 1))
        for counted in passed:
            self.tell(counted)

    async def give_back(self, what: str, whose: str) -> None:
        """Take one off a bucket."""
        await self._here_and_elsewhere(Counted(what, self._name(whose), -1))

    async def start_anew(self, what: str, whose: str) -> None:
        """Empty a bucket."""
        await self._here_and_elsewhere(Counted(what, self._name(whose), 0, anew=True))

    async def hear(self, counted: Counted) -> None:
        """Add what another process counted, as far as there is room. Refuses nobody by itself, and tells nobody."""
        await self._mind_the_clock()
        self._rest()
        for limit in self._rules.get(counted.what, ()):
            key = limit.key_for(counted.what, counted.name)
            if counted.anew:
                await self._storage.clear(key)
            if counted.hits > 0:
                window = await self._limiter.get_window_stats(limit, counted.what, counted.name)
                if room := min(counted.hits, window.remaining):
                    await self._limiter.hit(limit, counted.what, counted.name, cost=room)
            elif taken := min(-counted.hits, await self._storage.get(key)):
                await self._storage.decr(key, taken)

    async def _here_and_elsewhere(self, counted: Counted) -> None:
        if self._active:
            await self.hear(counted)
            self.tell(counted)

    async def _hit(self, what: str, name: str) -> None:
        await self._mind_the_clock()
        self._rest()
        for limit in self._rules[what]:
            if not await self._limiter.hit(limit, what, name):
                window = await self._limiter.get_window_stats(limit, what, name)
                raise TooFast(retry_after=max(1, round(window.reset_time - time.time())))

    async def _mind_the_clock(self) -> None:
        """Forget everything when the clock was set: `limits` goes by it, and what is full would stay so for hours."""
        before, self._lead = self._lead, _lead()
        if abs(self._lead - before) > STEP_SECONDS:
            await self._storage.reset()

    def _rest(self) -> None:
        """Let the storage rest after a sweep of old windows.

        It begins the next one at once: with a thousand windows that took more than half of a core, at 50 hits a second.
        """
        sweep = self._storage.timer
        if sweep and sweep.done() and sweep.get_name() != REST:
            self._storage.timer = asyncio.create_task(asyncio.sleep(REST_SECONDS), name=REST)

    def _name(self, whose: str) -> str:
        digest = hmac.new(self._secret, f"pace:{whose}".encode(errors="replace"), hashlib.sha256)
        return digest.hexdigest()[:32]


def _lead() -> float:
    """Return how far the wall clock is ahead of the steady one, in seconds: the same all the time, unless it is set."""
    return time.time() - time.monotonic()
