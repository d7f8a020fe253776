"""Many widgets at once: each job is one report that is sent until its receipt comes, as the outbox does."""

import asyncio
import contextlib
import json
import random
import secrets
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp

from server.contract.base import PROTOCOL
from server.contract.visitor import FileReport

from .ledger import Ledger, description_of

FORM = {
    "name": "Penguji Gangguan", "agency": "disdik", "unit": "", "place": "Ruang uji", "kind": "internet-mati",
    "question": None, "impact": "none", "whatsapp": "081200001234", "tried": [], "notice_version": "1.0",
    "wa_consent": False,
}  # fmt: skip


@dataclass
class Devices:
    """`url` is read at each try, so that it may move; waits are shorter than a browser's, to fit more faults in."""

    url: Callable[[], str]
    ledger: Ledger
    try_seconds: float = 10.0
    longest_pause: float = 1.0
    in_a_row: int = 1
    """Reports that one device files one after the other, each once the one before has its receipt."""
    refusals: Counter[str] = field(default_factory=Counter)
    """How often each code was the answer."""
    on_ack: Callable[[], None] = lambda: None
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    async def file_many(self, reports: int, writers: int, pause: float = 0.0) -> None:
        """File so many reports with so many writers; return when all are acked."""
        jobs = iter(range(reports))

        async def write(session: aiohttp.ClientSession) -> None:
            token = new_token()
            for place, _ in enumerate(jobs):
                if place % self.in_a_row == 0:
                    token = new_token()
                await self.file_one(session, token)
                if pause:
                    await asyncio.sleep(self.chance.uniform(0, 2 * pause))

        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        async with aiohttp.ClientSession(connector=connector) as session:
            await asyncio.gather(*(write(session) for _ in range(writers)))

    async def file_one(self, session: aiohttp.ClientSession, token: str = "") -> None:
        """Send one report until its receipt comes, as the device of that token or as a new one."""
        client_id, device = str(uuid.uuid4()), token or new_token()
        body = new_report(client_id, device)
        self.ledger.invoke(client_id, device)
        attempt = 0
        while not await self._try(session, client_id, body):
            attempt += 1
            await asyncio.sleep(self.chance.uniform(0, min(self.longest_pause, 0.05 * 2 ** min(attempt, 10))))

    async def _try(self, session: aiohttp.ClientSession, client_id: str, body: str) -> bool:
        with contextlib.suppress(aiohttp.ClientError, TimeoutError, OSError, ValueError):
            answer = await self._post(session, body)
            if answer.get("ok") is True and answer.get("client_id") == client_id:
                self.ledger.ack(client_id, answer["reports"][0]["number"])
                self.on_ack()
                return True
            self.refusals[str(answer.get("code"))] += 1
            if answer.get("code") in {"invalid", "client_id_reused", "origin_forbidden"}:
                raise AssertionError(f"a final refusal of a good report: {answer}")
        return False

    async def _post(self, session: aiohttp.ClientSession, body: str) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=self.try_seconds)
        url = f"{self.url()}/api/visitor/{FileReport.event()}"
        async with session.post(url, data=body, headers={"Content-Type": "text/plain"}, timeout=timeout) as response:
            answer = json.loads(await response.text())
            return answer if isinstance(answer, dict) else {}


def new_token() -> str:
    return secrets.token_urlsafe(32)


def new_report(client_id: str, token: str = "") -> str:
    """Return the body of a report by the device of that token, or by a new visitor."""
    command = {
        **FORM, "client_id": client_id, "description": description_of(client_id),
        "occurred_at": datetime.now(UTC).isoformat(),
    }  # fmt: skip
    return json.dumps({"protocol": PROTOCOL, "token": token or new_token(), "site": "disdik", "command": command})


@dataclass
class Probe:
    """A fresh visitor every so often: how long until his receipt? (I8: no wedge.)"""

    devices: Devices
    waits: list[float] = field(default_factory=list)

    async def run(self, every: float = 0.25) -> None:
        """Probe until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                began = time.monotonic()
                await self.devices.file_one(session)
                self.waits.append(time.monotonic() - began)
                await asyncio.sleep(every)


    def p99_ms(self, calm: int) -> str:
        """Return the 99th percentile since the first `calm` receipts, beside theirs: a busy machine makes both long."""
        before, since = percentile(self.waits[:calm], 0.99), percentile(self.waits[calm:], 0.99)
        return f"{since * 1000:.0f} ms of {len(self.waits) - calm} (before it began {before * 1000:.0f} ms)"


def percentile(values: list[float], part: float) -> float:
    """Return the value below which `part` of them lie; 0 when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
