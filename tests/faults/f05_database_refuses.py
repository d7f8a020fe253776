"""F5: MariaDB is there and says no: read-only, no connection free, a row that somebody else keeps locked."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pymysql

from tests.services import PASSWORD, USER, MariaDB

from .devices import Devices
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "no false receipt, lost 0, doubled 0, first ack ≤ 10 s after it says yes again"
FAULT_SECONDS = 8.0

Connection = pymysql.Connection
Fault = Callable[[MariaDB], AbstractAsyncContextManager[None]]


async def run(lab: Lab) -> Verdict:
    """Each fault for 8 s under load, 5 times."""
    assert lab.mariadb, "F5 is about MariaDB"
    rounds = lab.some(5)
    server = await lab.start_server()
    ledger, acked = Ledger(), asyncio.Event()
    devices = Devices(lambda: server.url, ledger, on_ack=acked.set, try_seconds=20)
    load = asyncio.create_task(devices.file_many(1_000_000, 8, pause=0.1))
    recoveries: dict[str, float] = {}
    during: dict[str, int] = {}
    for fault in (_read_only, _no_connection_free, _row_locked):
        name = fault.__name__.strip("_").replace("_", " ")
        for _ in range(rounds):
            await asyncio.sleep(1)
            async with fault(lab.mariadb):
                await asyncio.sleep(1)  # what was under way when the fault began may still be acknowledged
                acks = len(ledger.acked)
                await asyncio.sleep(FAULT_SECONDS - 1)
                during[name] = during.get(name, 0) + len(ledger.acked) - acks
            acked.clear()
            began = time.monotonic()
            async with asyncio.timeout(60):
                await acked.wait()
            recoveries[name] = max(recoveries.get(name, 0.0), time.monotonic() - began)
    load.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await load
    counted = lab.count(ledger)
    each = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in recoveries.items())
    measured = f"{rounds} × each for {FAULT_SECONDS:.0f} s, receipts meanwhile {list(during.values())}, recovery {each}"
    reached = counted.clean and max(recoveries.values()) <= 10 and not sum(during.values())
    return Verdict("F5 database refuses", GOAL, counted, measured, reached)


@asynccontextmanager
async def _read_only(database: MariaDB) -> AsyncIterator[None]:
    """New sessions are read-only, and the old ones are cut."""
    with _connect(database) as admin:
        _say(admin, "SET GLOBAL tx_read_only = 1")
        _cut_others(admin)
        yield
        _say(admin, "SET GLOBAL tx_read_only = 0")
        _cut_others(admin)


@asynccontextmanager
async def _no_connection_free(database: MariaDB) -> AsyncIterator[None]:
    """Others hold every connection, and the server's own are cut."""
    with _connect(database) as admin, contextlib.ExitStack() as stack:
        _say(admin, "SET GLOBAL max_connections = 12")
        hogs: list[Connection] = []
        for _ in range(20):  # a connection that was cut leaves a place that the server may take first
            _cut_others(admin, but=hogs)
            with contextlib.suppress(pymysql.MySQLError):
                while True:
                    hogs.append(stack.enter_context(_connect(database)))
        yield
        _say(admin, "SET GLOBAL max_connections = 300")


@asynccontextmanager
async def _row_locked(database: MariaDB) -> AsyncIterator[None]:
    """Somebody keeps the counter that every write needs."""
    with _connect(database) as other:
        _say(other, "BEGIN", "SELECT * FROM sigap.counter WHERE name = 'ver' FOR UPDATE")
        yield
        _say(other, "ROLLBACK")


def _connect(database: MariaDB) -> Connection:
    return pymysql.connect(host="127.0.0.1", port=database.port, user=USER, password=PASSWORD, autocommit=True)


def _say(connection: Connection, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _cut_others(admin: Connection, but: Sequence[Connection] = ()) -> None:
    spared = {admin.thread_id(), *(one.thread_id() for one in but)}
    with admin.cursor() as cursor:
        cursor.execute("SELECT id FROM information_schema.processlist WHERE user = %s", (USER,))
        others = [row[0] for row in cursor.fetchall() if row[0] not in spared]
    for other in others:
        with contextlib.suppress(pymysql.MySQLError):
            _say(admin, f"KILL {other}")
