"""Measure matching on lines it has not seen: `python -m tests.bench.bench_matching`, part of `make bench`.

`utterances_dev.jsonl` is a measure, never a source: no keyword, slang word or threshold is taken from it. But whoever
wrote the dictionary had read its beginning, so the figures of the lines after it are printed on their own: quote those.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from server.content import load_catalogue, load_slang
from server.domain.matching import Index, Match, build_index

LINES = Path(__file__).with_name("utterances_dev.jsonl")
OFF_TOPIC = "none"
READ_BEFORE = 71
"""Lines from the top that the author of `slang.yaml` had seen."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    kind: str
    also: tuple[str, ...]


def read_lines() -> list[Line]:
    """Return the lines with the kind that a person gave each, `none` where it is not for this desk."""
    rows = (json.loads(row) for row in LINES.read_text(encoding="utf-8").splitlines() if row.strip())
    return [Line(row["text"], row["kind"] or OFF_TOPIC, tuple(row.get("also", ()))) for row in rows]


def main() -> None:
    """Print the figures with the number of lines they stand on."""
    started = time.perf_counter()
    index = build_index(load_catalogue(), load_slang())
    built = time.perf_counter() - started
    lines = read_lines()
    on_topic = [line for line in lines if line.kind != OFF_TOPIC]
    off_topic = [line for line in lines if line.kind == OFF_TOPIC]
    started = time.perf_counter()
    found = {line.text: index.rank(line.text) for line in lines}
    each = (time.perf_counter() - started) / len(lines)

    print(f"matching: {len(on_topic)} lines on topic, {len(off_topic)} off topic")
    print(_share("top-1 by kind", [found[line.text][:1] for line in on_topic], on_topic))
    print(_share("top-3 by kind", [found[line.text] for line in on_topic], on_topic))
    unread = [line for line in lines[READ_BEFORE:] if line.kind != OFF_TOPIC]
    print(f"  of these, {len(unread)} lines that the dictionary's author had not read:")
    print(_share("  top-1 by kind", [found[line.text][:1] for line in unread], unread))
    print(_share("  top-3 by kind", [found[line.text] for line in unread], unread))
    nothing = sum(not found[line.text] for line in on_topic)
    print(f"  nothing found      {_percent(nothing, len(on_topic))} (these lines count as wrong above)")
    matched = sum(bool(found[line.text]) for line in off_topic)
    print(f"  off-topic matched  {_percent(matched, len(off_topic))}")
    _by_kind(index, on_topic)
    print(f"  index built in {built * 1000:.0f} ms, {each * 1000:.2f} ms a line")


def _share(name: str, found: list[tuple[Match, ...]], lines: list[Line]) -> str:
    """Count strictly the kind that the line is marked with; in brackets also the kinds marked as fair."""
    strict = sum(line.kind in {match.kind for match in best} for best, line in zip(found, lines, strict=True))
    fair = sum(
        bool({line.kind, *line.also} & {match.kind for match in best}) for best, line in zip(found, lines, strict=True)
    )
    return (
        f"  {name:<18} {_percent(strict, len(lines))} (with kinds marked as also right: {_percent(fair, len(lines))})"
    )


def _by_kind(index: Index, lines: list[Line]) -> None:
    for kind in dict.fromkeys(line.kind for line in lines):
        own = [line for line in lines if line.kind == kind]
        first = sum(bool(best := index.rank(line.text)) and best[0].kind == kind for line in own)
        print(f"    {kind:<22} top-1 {_percent(first, len(own))}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part}/{whole})"


if __name__ == "__main__":
    main()
