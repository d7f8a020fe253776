"""F15: the disk below SQLite is full, and then it is not."""

import asyncio
import contextlib
import sqlite3
import subprocess
import time
from pathlib import Path

from .devices import Devices
from .lab import Lab, Verdict
from .ledger import Ledger

GOAL = "no false receipt, file whole, first ack ≤ 10 s after there is room"
DISK_MB = 16


async def run(lab: Lab) -> Verdict:
    """A disk of 16 MB is filled to the last byte under load, 5 times."""
    rounds = lab.some(5)
    disk = lab.folder / "disk"
    disk.mkdir()
    mount = subprocess.run(  # noqa: ASYNC221 - it takes a millisecond
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mount.returncode:
        return Verdict("F15 disk full", GOAL, None, f"NOT RUN: {mount.stderr.strip()}", reached=False)
    try:
        return await _on(disk, lab, rounds)
    finally:
        await lab.close()
        subprocess.run(["umount", "-l", disk], check=False)  # noqa: ASYNC221


async def _on(disk: Path, lab: Lab, rounds: int) -> Verdict:
    lab.use(f"sqlite://{disk / 'sigap.db'}")
    server = await lab.start_server(SIGAP_VAR=str(disk))
    ledger, acked = Ledger(), asyncio.Event()
    load = asyncio.create_task(Devices(lambda: server.url, ledger, on_ack=acked.set).file_many(1_000_000, 4, pause=0.1))
    recoveries: list[float] = []
    refused = 0
    for _ in range(rounds):
        await asyncio.sleep(1)
        _fill(disk / "ballast")
        acks = len(ledger.acked)
        await asyncio.sleep(4)
        refused += len(ledger.sent) > len(ledger.acked) and len(ledger.acked) - acks < 100
        (disk / "ballast").unlink()
        acked.clear()
        began = time.monotonic()
        async with asyncio.timeout(60):
            await acked.wait()
        recoveries.append(time.monotonic() - began)
    load.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await load
    counted = lab.count(ledger)
    whole = sqlite3.connect(disk / "sigap.db").execute("PRAGMA integrity_check").fetchone()[0]
    measured = (
        f"{rounds} times full, reports refused in {refused} of them, integrity {whole}, "
        f"worst recovery {max(recoveries):.2f} s"
    )
    reached = counted.clean and whole == "ok" and refused == rounds and max(recoveries) <= 10
    return Verdict("F15 disk full", GOAL, counted, measured, reached)


def _fill(ballast: Path) -> None:
    """Write until there is no byte left, then a little more than SQLite's log has allocated is needed to go on."""
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        for size in (65_536, 512):
            with contextlib.suppress(OSError):
                while file.write(b"\0" * size):
                    pass
