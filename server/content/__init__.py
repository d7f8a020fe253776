"""Read the content files: the first catalogue, OPD and teams, every sentence, and the dictionary of slang.

The only door to these files; nobody else opens them. Each file is read once.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from server.domain.catalogue import Catalogue, Kind, Question
from server.domain.desk import AgencyDraft
from server.domain.slang import Slang
from server.domain.team import Team

FOLDER = Path(__file__).parent
LOCALES = ("id", "en")


@cache
def load_catalogue() -> Catalogue:
    """Return the catalogue that an empty database starts with, as revision 0."""
    return Catalogue(revision=0, kinds=tuple(_kind(entry) for entry in _read("catalog.yaml")["kinds"]))


@cache
def load_agencies() -> tuple[AgencyDraft, ...]:
    """Return the OPD that an empty database starts with; none has an origin yet."""
    return tuple(
        AgencyDraft(
            name=entry["name"],
            short=entry["short"],
            slug=entry["slug"],
            kind=entry["kind"],
            aliases=tuple(entry["aliases"]),
        )
        for entry in _read("opd.yaml")["opd"]
    )


@cache
def load_teams() -> tuple[Team, ...]:
    """Return the teams that an empty database starts with; the first takes what no team names."""
    return tuple(
        Team(entry["key"], entry["label"], frozenset(entry["kinds"]), entry["restricted"])
        for entry in _read("teams.yaml")["teams"]
    )


@cache
def load_slang() -> Slang:
    """Return the dictionary that typed text and keywords are normalised with."""
    found = _read("slang.yaml")
    return Slang(
        words={typed: meant for meant, variants in found["words"].items() for typed in variants},
        phrases=found["phrases"],
        drop=frozenset(found["drop"]),
        weak=frozenset(found["weak"]),
        elsewhere=frozenset(found["elsewhere"]),
        home=frozenset(found["home"]),
    )


@cache
def load_demo() -> Mapping[str, Any]:
    """Return what an invented year of reports is made of."""
    found: Mapping[str, Any] = _read("demo.yaml")
    return found


@cache
def load_holidays() -> Mapping[date, str]:
    """Return the national holidays and collective leave that this release knows, by day."""
    found = json.loads((FOLDER / "holidays.json").read_text(encoding="utf-8"))
    return {date.fromisoformat(one["date"]): one["name"] for one in found["holidays"]}


@dataclass(frozen=True, slots=True)
class Calculated:
    """A year's holidays as the library `holidays` calculates them, and whether it knows of collective leave."""

    days: Mapping[date, str]
    has_leave: bool


@cache
def load_calculated_holidays() -> Mapping[int, Calculated]:
    """Return what the library calculated for the years that a desk meets."""
    found = json.loads((FOLDER / "calculated_holidays.json").read_text(encoding="utf-8"))
    return {
        int(year): Calculated(
            {date.fromisoformat(day): name for day, name in one["days"].items()}, one["has_leave"]
        )
        for year, one in found.items()
    }  # fmt: skip


@cache
def load_phrases() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence by locale and dotted key, with its `{placeholders}`."""
    leaves = dict(_leaves(_read("phrases.yaml")))
    return {locale: {key: leaf[locale] for key, leaf in leaves.items()} for locale in LOCALES}


def phrase(key: str, locale: str, **params: object) -> str:
    """Say one sentence. Raises KeyError for an unknown key or a placeholder without a value."""
    return load_phrases()[locale][key].format_map(params)


def _kind(entry: Mapping[str, Any]) -> Kind:
    return Kind(
        key=entry["key"],
        icon=entry["icon"],
        priority=entry["priority"],
        label=entry["label"],
        hint=entry["hint"],
        keywords=tuple(entry["keywords"]),
        questions=tuple(_question(entry["key"], question) for question in entry["questions"]),
    )


def _question(kind: str, entry: Mapping[str, Any]) -> Question:
    return Question(
        key=f"{kind}/{entry['key']}",
        label=entry["label"],
        escalate=entry["escalate"],
        priority=entry.get("priority"),
        steps={locale: tuple(steps) for locale, steps in entry["steps"].items()},
        keywords=tuple(entry["keywords"]),
    )


def _leaves(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, branch in tree.items():
        if set(branch) == set(LOCALES):
            yield f"{path}{name}", branch
        else:
            yield from _leaves(branch, f"{path}{name}.")


def _read(name: str) -> Any:
    """Parse with the C loader: the pure Python one takes ten times as long, and `ask` has a second."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
