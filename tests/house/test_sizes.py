"""A file is a room: none over 300 lines, most far below."""

import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 300
SOURCES = {".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".sh"}
EXEMPT = ("server/store/migrations/", ".gen.")


def sizes(paths: list[str]) -> dict[str, int]:
    """Count the lines of each source file."""
    written = [path for path in paths if Path(path).suffix in SOURCES or Path(path).name == "Makefile"]
    kept = [path for path in written if not any(part in path for part in EXEMPT)]
    there = [path for path in kept if (ROOT / path).exists()]
    return {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in there}


def tracked() -> list[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_no_file_is_over_300_lines(closing_line):
    counted = sizes(tracked())
    assert len(counted) > 100
    longest = max(counted, key=counted.__getitem__)
    middle = statistics.median(counted.values())
    closing_line(f"house: {len(counted)} source files, median {middle:g} lines, longest {longest} ({counted[longest]})")
    assert {path: lines for path, lines in counted.items() if lines > MOST} == {}


def test_most_files_are_small():
    assert statistics.median(sizes(tracked()).values()) <= 110


def test_the_rule_sees_a_long_file(tmp_path):
    long = tmp_path / "long.py"
    long.write_text("x = 1\n" * (MOST + 1))
    assert sizes([str(long)])[str(long)] > MOST
