"""Tell the other processes what was counted against the limits, so that N of them do not allow N times as much.

Rules of this file
Rule 1  What was counted here is told; what was heard is counted here and never told on.
Rule 2  A message names nobody: what was counted, a name under the installation's secret, and how many.
Rule 3  A message is signed with that secret and good once, for ten seconds: whoever reaches Redis can neither make
        somebody too fast nor anybody free again.
Rule 4  Nothing waits for Redis. Too much to tell, or nobody to tell it to: each process counts for itself.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from server.services.pace import Counted, Pace

from .line import Line, sign, signed

CHANNEL = "sigap:counts"
EVERY_SECONDS = 0.1
"""The first count goes out at once; what is counted meanwhile, together so much later."""
MOST_WAITING = 5_000
MOST_A_MESSAGE = 300
GOOD_FOR_MS = 10_000
NOT_TAKEN = "a count that is not taken"
Key = tuple[str, str]


class Tally(Line):
    """Between this process's paces and those of the others."""

    channel = CHANNEL

    def __init__(self, url: str, secret: bytes, paces: Iterable[Pace]) -> None:
        super().__init__(url, secret)
        self._paces = tuple(paces)
        self._me = secrets.token_hex(8)
        self._said_at = 0
        self._heard: dict[str, int] = {}
        """Who said something lately, and when that was: it is not counted twice."""
        self._waiting: dict[Key, Counted] = {}
        self._something = asyncio.Event()
        for pace in self._paces:
            pace.tell = self.note

    def note(self, counted: Counted) -> None:
        """Keep what was counted until it is told; never waits, and never keeps more than is worth it."""
        key = (counted.what, counted.name)
        if key not in self._waiting and len(self._waiting) >= MOST_WAITING:
            return
        self._waiting[key] = _added(self._waiting.get(key), counted)
        self._something.set()

    async def next_words(self) -> str:
        """Wait until there is something to tell, then tell what came together."""
        if self._said_at:
            await asyncio.sleep(EVERY_SECONDS)
        await self._something.wait()
        keys = list(islice(self._waiting, MOST_A_MESSAGE))
        counts = [self._waiting.pop(key) for key in keys]
        if not self._waiting:
            self._something.clear()
        self._said_at = max(self._said_at + 1, time.time_ns() // 1_000_000)
        return encode(counts, self._me, self._said_at, self._secret)

    async def take(self, raw: bytes) -> None:
        """Count what another process counted, if it was one of ours, just now, and not heard before."""
        try:
            sender, said_at, counts = decode(raw, self._secret)
        except (ValueError, KeyError, TypeError):
            self.wonder(NOT_TAKEN, why="not signed with our secret")
            return
        if sender == self._me:
            return
        if not self._is_news(sender, said_at):
            self.wonder(NOT_TAKEN, why="said before, or by another clock")
            return
        for counted in counts:
            for pace in self._paces:
                await pace.hear(counted)

    def forget(self) -> None:
        """Drop what waits: counted late, it would make somebody too fast who has waited long enough."""
        self._waiting.clear()
        self._something.clear()

    def _is_news(self, sender: str, said_at: int) -> bool:
        oldest = time.time_ns() // 1_000_000 - GOOD_FOR_MS
        self._heard = {other: at for other, at in self._heard.items() if at >= oldest}
        if not max(oldest, self._heard.get(sender, 0) + 1) <= said_at <= oldest + 2 * GOOD_FOR_MS:
            return False
        self._heard[sender] = said_at
        return True


def encode(counts: Iterable[Counted], sender: str, said_at: int, secret: bytes) -> str:
    """Write what was counted as JSON behind its signature."""
    rows = [[one.what, one.name, one.hits, one.anew] for one in counts]
    body = json.dumps({"sender": sender, "at": said_at, "counts": rows}, separators=(",", ":"))
    return sign(body, CHANNEL, secret)


def decode(raw: bytes, secret: bytes) -> tuple[str, int, list[Counted]]:
    """Read who counted what. Raises ValueError, KeyError or TypeError for what no process with this secret said."""
    said: Mapping[str, Any] = json.loads(signed(raw, CHANNEL, secret))
    counts = [Counted(str(what), str(name), int(hits), bool(anew)) for what, name, hits, anew in said["counts"]]
    return str(said["sender"]), int(said["at"]), counts


def _added(before: Counted | None, after: Counted) -> Counted:
    """Return both as one: what starts anew makes nothing of what came before it."""
    if before is None or after.anew:
        return after
    return Counted(before.what, before.name, before.hits + after.hits, before.anew)
