"""Prose recipes rot: every file that CONTRIBUTING names has to exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`([\w./-]+/[\w./-]*)`")


def named(text: str) -> list[str]:
    """Return the paths in backticks, without the ones that stand for something (`<page>`)."""
    return [path for path in NAMED.findall(text) if "<" not in path]


def test_every_file_that_a_recipe_names_exists():
    paths = named((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert len(paths) >= 15
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_rule_finds_a_file_that_is_not_there():
    assert named("see `server/nowhere.py` and `dashboard/pages/<page>.py`") == ["server/nowhere.py"]
