"""A server from outside: its memory, its work, and an export as it comes."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.process import Process
from tests.wire.desk import Staff


@dataclass
class Watched:
    """What came of an export; memory in MB."""

    before: float
    rows: int = 0
    size: int = 0
    seconds: float = 0.0
    peaks: dict[int, float] = field(default_factory=dict)
    """The most that was seen up to so many rows."""

    @property
    def most(self) -> float:
        return max(self.peaks.values(), default=self.before)

    def most_until(self, rows: int) -> float:
        return max((peak for at, peak in self.peaks.items() if at <= rows), default=self.before)


async def watch(server: Process, staff: Staff, form: str, most_rows: int = 0) -> Watched:
    """Read an export frame by frame; a CSV may be left after `most_rows`, as somebody leaves a page."""
    begun, seen = time.perf_counter(), Watched(memory(server))
    _forget_peak(server)
    body = {"form_token": staff.form_token, "format": form, "query": ""}
    held, left = b"", 0
    async with staff.http.stream("POST", "/dashboard/reports/export", data=body, timeout=600,
                                 headers={"X-Progress": "1"}) as answer:  # fmt: skip
        assert answer.status_code == 200
        async for piece in answer.aiter_bytes():
            held += piece
            while held and (left or b"\n" in held) and held != b"END\n":
                if left:
                    taken = min(left, len(held))
                    held, left, seen.size = held[taken:], left - taken, seen.size + taken
                else:
                    line, _, held = held.partition(b"\n")
                    seen.rows, _, left = map(int, line.split())
            seen.peaks[seen.rows] = memory(server, "VmHWM")
            if form == "csv" and 0 < most_rows <= seen.rows:
                break
        else:
            assert held == b"END\n", "the export was cut off"
    seen.seconds = time.perf_counter() - begun
    return seen


def memory(server: Process, what: str = "VmRSS") -> float:
    """Return the server's resident memory in MB: now, or (`VmHWM`) the most since it was last forgotten."""
    text = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(text.split(f"{what}:")[1].split()[0]) / 1e3


def worked(server: Process) -> float:
    """Return the processor time that the server has used, in ms."""
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _forget_peak(server: Process) -> None:
    Path(f"/proc/{server.pid}/clear_refs").write_text("5", encoding="ascii")
