"""The bench on which faults are tried: real servers on a real database, started and broken at will."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from tests.process import Process
from tests.services import MariaDB, Redis
from tests.serving import SigapServer
from tests.wire import desk

from .ledger import Count, Ledger, count

T = TypeVar("T")


@dataclass(frozen=True)
class Verdict:
    """One line: what was counted, what was measured, and whether the goal was reached."""

    name: str
    goal: str
    counted: Count | None
    measured: str
    reached: bool

    def __str__(self) -> str:
        counted = f"{self.counted} · " if self.counted else ""
        return f"{'PASS' if self.reached else 'FAIL'} {self.name}: {counted}{self.measured} [goal: {self.goal}]"


@dataclass
class Lab:
    """A folder, a database and the servers on it. `scale` shrinks the numbers for the short run in `make test`."""

    folder: Path
    database: str
    scale: float = 1.0
    mariadb: MariaDB | None = None
    redis: Redis | None = None
    servers: list[Process] = field(default_factory=list)
    _url: str = ""

    @property
    def database_url(self) -> str:
        return self._url or f"sqlite://{self.folder / 'sigap.db'}"

    def some(self, full: int, least: int = 1) -> int:
        """Return a number of the full experiment, scaled."""
        return max(least, round(full * self.scale))

    async def start_database(self) -> None:
        if self.database == "mariadb":
            self.mariadb = await asyncio.to_thread(lambda: MariaDB(self.folder / "mariadb").start())
            self._url = self.mariadb.url("sigap")

    def use(self, database_url: str) -> None:
        """Put the next servers on another database."""
        self._url = database_url

    async def start_redis(self) -> None:
        self.redis = await asyncio.to_thread(lambda: Redis(self.folder / "redis").start())

    async def start_server(
        self, port: int | None = None, kind: type[SigapServer] = SigapServer, **extra: str
    ) -> SigapServer:  # fmt: skip
        """Start one more process on this database, with limits off, and wait until it is healthy."""
        server = kind(self.folder, self._settings() | extra, port)
        self.servers.append(server)
        await asyncio.to_thread(server.start)
        return server

    def _settings(self) -> dict[str, str]:
        redis = {"SIGAP_REDIS_URL": self.redis.url} if self.redis else {}
        return {
            "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_DATABASE_URL": self.database_url,
            "SIGAP_LOG_FORMAT": "json", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
            "SIGAP_SECRET": "rahasia-uji-coba-tiga-puluh-dua-huruf", "PYTHONMALLOC": "malloc", **redis,
        }  # fmt: skip

    def count(self, ledger: Ledger) -> Count:
        return count(ledger, self.database_url)

    async def close(self) -> None:
        for process in (*self.servers, self.redis, self.mariadb):
            if process:
                await asyncio.to_thread(process.kill)


@asynccontextmanager
async def laboratory(database: str, scale: float) -> AsyncIterator[Lab]:
    """Give a lab with its database running, and clear everything away afterwards."""
    with tempfile.TemporaryDirectory(prefix="sigap-faults-") as folder:
        lab = Lab(Path(folder), database, scale)
        try:
            await lab.start_database()
            yield lab
        finally:
            await lab.close()


async def elsewhere(work: Callable[..., T], *given: object) -> T:
    """Do work in a process of its own: what attackers compute does not make the visitor beside them wait."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *given)


async def until(condition, seconds: float) -> float:  # type: ignore[no-untyped-def]
    """Wait for a condition and return the seconds it took. Raises TimeoutError."""
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)
    return time.monotonic() - began
