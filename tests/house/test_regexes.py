"""S30: no pattern of ours can be made slow: each is tried on 50 kB that are made to hurt, in under 20 ms."""

import ast
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LENGTH = 50_000
MOST_SECONDS = 0.02
PIECES = ("a", " ", "0", "-", "=", "%", "a-", "a.", "/a", "ab ", "\n", "&=", "aA0_", "é", "(", "a,", ":", "0812 ")
STARTS = ("", "/dashboard", "NET", "https://", "0812", "before_commit:")
CALLS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}


def patterns() -> Iterator[tuple[str, str, set[str]]]:
    """Yield every pattern that stands in our Python: where, what, and in which ways that file uses it."""
    for folder in ("server", "dashboard"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)):
                call = node.value if isinstance(node, ast.Assign) else node
                if not isinstance(call, ast.Call) or ast.unparse(call.func) not in {f"re.{name}" for name in CALLS}:
                    continue
                if not call.args or not isinstance(call.args[0], ast.Constant):
                    continue
                way = call.func.attr if isinstance(call.func, ast.Attribute) else ""
                if isinstance(node, ast.Assign):
                    name = ast.unparse(node.targets[0])
                    ways = set(re.findall(rf"\b{re.escape(name)}\.(\w+)\(", text)) & CALLS
                elif way != "compile":
                    ways = {way}
                else:
                    continue  # seen at its assignment
                yield f"{path.relative_to(ROOT)}:{call.lineno}", call.args[0].value, ways


FOUND = {where: (pattern, ways) for where, pattern, ways in patterns()}


def slow(pattern: str, ways: set[str]) -> str:
    """Return what makes a pattern slow, or nothing."""
    compiled = re.compile(pattern)
    for start in STARTS:
        for piece in PIECES:
            text = start + piece * (LENGTH // len(piece)) + "!\x00"
            for way in ways:
                begun = time.process_time()
                done = compiled.sub("", text) if way == "sub" else getattr(compiled, way)(text)
                if way == "finditer":
                    list(done)
                if time.process_time() - begun > MOST_SECONDS:
                    return f"{way} of {start + piece!r}…"
    return ""


@pytest.mark.parametrize("where", FOUND)
def test_a_pattern_is_quick_on_what_hurts(where):
    assert slow(*FOUND[where]) == ""


def test_the_measure_sees_a_slow_pattern():
    assert len(FOUND) >= 10
    compiled = re.compile(r"(a+)+$")
    begun = time.process_time()
    compiled.match("a" * 26 + "!")
    assert time.process_time() - begun > MOST_SECONDS
