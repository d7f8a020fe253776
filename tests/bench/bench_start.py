"""Measure what a start costs: `python -m tests.bench.bench_start`, part of `make bench`.

Processor time (user and system, read when `/healthz` answers 200) is what counts: other programs on the machine do not
lengthen it. `STARTS=20` starts more often.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.programs import ROOT
from tests.serving import start_server

STARTS = int(os.environ.get("STARTS", "10"))
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print medians: the first start, on an empty folder, and the later ones, as after a kill; then two commands."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(_line("start, later", [_start(folder) for _ in range(STARTS + 1)][1:]))
    print(_line("start, first", [_start_anew() for _ in range(STARTS)]))
    print(_line("run.py --help", [_command("--help") for _ in range(STARTS)]))
    print(_line("run.py ask", [_command("ask", "wifi lemot") for _ in range(STARTS)]))


def _start_anew() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as name:
        return _start(Path(name))


def _start(folder: Path) -> tuple[float, float]:
    """Return the seconds of processor time, and on the wall, until a server answers."""
    began = time.monotonic()
    server = start_server({}, folder)
    wall = time.monotonic() - began
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    server.kill()
    return (int(fields[11]) + int(fields[12])) / TICKS, wall


def _command(*words: str) -> tuple[float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, ROOT / "run.py", *words], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - began


def _line(what: str, measured: list[tuple[float, float]]) -> str:
    processor, wall = zip(*measured, strict=True)
    return (
        f"{what:<14} processor {statistics.median(processor):.2f} s (best {min(processor):.2f}), "
        f"on the wall {statistics.median(wall):.2f} s, of {len(measured)}"
    )


if __name__ == "__main__":
    main()
