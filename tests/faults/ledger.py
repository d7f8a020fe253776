"""What the clients sent and were told, and what the database holds: compared after the faults are over.

The database is read with its plain driver, never through the code under test.
"""

import hashlib
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

import pymysql


@dataclass
class Ledger:
    """Client ids with the moment they were first sent and the number they were acknowledged with."""

    sent: dict[str, float] = field(default_factory=dict)
    acked: dict[str, str] = field(default_factory=dict)
    acked_at: dict[str, float] = field(default_factory=dict)
    false_acks: int = 0
    by_device: dict[str, list[str]] = field(default_factory=dict)
    """What each device sent, in its order."""

    def invoke(self, client_id: str, device: str = "") -> None:
        self.sent.setdefault(client_id, time.monotonic())
        if device:
            self.by_device.setdefault(device, []).append(client_id)

    def ack(self, client_id: str, number: str) -> None:
        """Note a receipt; another number for the same id is a lie that was told."""
        if self.acked.setdefault(client_id, number) != number:
            self.false_acks += 1
        self.acked_at.setdefault(client_id, time.monotonic())

    def waits(self) -> list[float]:
        """Return the seconds from the first try to the receipt, sorted."""
        return sorted(at - self.sent[client_id] for client_id, at in self.acked_at.items())


@dataclass(frozen=True)
class Count:
    """The invariants in figures: I1 `lost`, I2 `doubled`, I4 `out_of_order`, I7 `false_acks`."""

    sent: int
    acked: int
    stored: int
    lost: int
    doubled: int
    out_of_order: int
    false_acks: int

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order or self.false_acks)

    def __str__(self) -> str:
        return (
            f"sent {self.sent:,} acked {self.acked:,} stored {self.stored:,} lost {self.lost} doubled {self.doubled} "
            f"out of order {self.out_of_order} false receipts {self.false_acks}"
        )


def description_of(client_id: str) -> str:
    """Return what a device writes, so that its report can be found again word for word."""
    return f"Gangguan uji coba nomor {client_id}"


def count(ledger: Ledger, database_url: str) -> Count:
    """Compare the ledger with the database."""
    every = _query(database_url, "SELECT number, description, id FROM report")
    rows = [row for row in every if row[1].startswith(description_of(""))]  # others were there before
    receipts = {row[0] for row in _query(database_url, "SELECT client_hash FROM receipt")}
    stored = Counter(row[1] for row in rows)
    numbers = {(row[0], row[1]) for row in rows}
    lost = sum(
        (number, description_of(client_id)) not in numbers or _client_hash(client_id) not in receipts
        for client_id, number in ledger.acked.items()
    )
    return Count(
        sent=len(ledger.sent),
        acked=len(ledger.acked),
        stored=sum(stored[description_of(client_id)] for client_id in ledger.sent),
        lost=lost,
        doubled=sum(seen - 1 for seen in stored.values() if seen > 1) + len(rows) - len({row[0] for row in rows}),
        out_of_order=_gaps(database_url) + _overtaken(ledger, {row[1]: row[2] for row in rows}),
        false_acks=ledger.false_acks,
    )


def newest_ver(database_url: str) -> int:
    """Return the newest place in the timeline."""
    return int(_query(database_url, "SELECT COALESCE(MAX(ver), 0) FROM timeline")[0][0])


def report_ids(database_url: str) -> set[int]:
    """Return the ids of all reports."""
    return {int(row[0]) for row in _query(database_url, "SELECT id FROM report")}


def _overtaken(ledger: Ledger, places: dict[str, int]) -> int:
    """Count the reports that were stored before one that their device had sent earlier."""
    wrong = 0
    for sent in ledger.by_device.values():
        stored = [places[words] for words in map(description_of, sent) if words in places]
        wrong += sum(later < earlier for earlier, later in pairwise(stored))
    return wrong


def _gaps(database_url: str) -> int:
    """Count conversations whose `seq` is not 1..last without a gap, and timeline rows out of the counter's range."""
    wrong = _query(
        database_url,
        "SELECT COUNT(*) FROM (SELECT c.id, c.last_seq, COUNT(m.id) AS n, COALESCE(MAX(m.seq), 0) AS top "
        "FROM conversation c LEFT JOIN message m ON m.conversation_id = c.id GROUP BY c.id, c.last_seq) x "
        "WHERE n <> last_seq OR top <> last_seq",
    )
    vers = _query(database_url, "SELECT COUNT(*), COALESCE(MAX(ver), 0) FROM timeline")
    counter = _query(database_url, "SELECT value FROM counter WHERE name = 'ver'")
    behind = int(bool(counter) and vers[0][1] > counter[0][0])
    return int(wrong[0][0]) + behind


def _client_hash(client_id: str) -> str:
    return hashlib.sha256(f"client:{client_id}".encode()).hexdigest()


def _query(database_url: str, sql: str) -> list[Any]:
    url = urlsplit(database_url)
    if url.scheme == "sqlite":
        lite = sqlite3.connect(f"file:{url.path or url.netloc}?mode=ro", uri=True, timeout=30)
        try:
            return lite.execute(sql).fetchall()
        finally:
            lite.close()
    maria = pymysql.connect(
        host=url.hostname, port=url.port or 3306, user=unquote(url.username or ""),
        password=unquote(url.password or ""), database=url.path.strip("/"), charset="utf8mb4",
    )  # fmt: skip
    try:
        with maria.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())
    finally:
        maria.close()
