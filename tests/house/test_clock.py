"""Whoever changes a report's status or priority lets the service clock know."""

import re
from pathlib import Path

import pytest

SERVICES = Path(__file__).parents[2] / "server" / "services"
ACTS = {
    "clock.after_move": r"what_a_move_sets\(|change\([^)]*\bstatus=",
    "clock.after_priority": r"change\([^)]*\bpriority=",
}


def forgetful(name: str, text: str) -> list[str]:
    """Name what a module writes without asking the clock."""
    return [f"{name} without {asked}" for asked, sign in ACTS.items() if re.search(sign, text) and asked not in text]


def test_no_use_case_changes_a_status_or_priority_behind_the_clocks_back():
    found = []
    for path in SERVICES.glob("*.py"):
        if path.name != "clock.py":
            found += forgetful(path.name, path.read_text(encoding="utf-8"))
    assert found == []


@pytest.mark.parametrize("line", ['await report_file.change(locked, status="new")', "stamps = what_a_move_sets(a, b)"])
def test_the_rule_sees_a_change_behind_its_back(line):
    assert forgetful("bad.py", line)
    assert not forgetful("good.py", f"{line}\nawait clock.after_move(locked)")
