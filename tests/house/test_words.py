"""Every sentence exists in both languages, every key that code asks for exists, and every refusal has words."""

import gzip
import json
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from server.content import FOLDER, LOCALES, load_phrases, phrase
from server.contract.shapes import ImpactName, StatusName
from server.errors import Refusal, SigapError, Temporary

ROOT = Path(__file__).parents[2]
WIDGET_BUDGET = 6 * 1024
"""Of all rooms together; what travels before the chat can be used is within the budget of widget/scripts/sizes.mjs."""
ROOTS = {"widget", "desk", "whatsapp", "page"}
ABSTRACT = (SigapError, Refusal, Temporary)
FORM_CODES = {
    "name": {"required", "too_short", "too_long"},
    "agency": {"required", "unknown"},
    "unit": {"too_long"},
    "place": {"required", "too_long"},
    "kind": {"required", "unknown"},
    "description": {"required", "too_short", "too_long", "gibberish"},
    "impact": {"required", "unknown"},
    "whatsapp": {"required", "invalid", "short", "long", "landline", "foreign", "multiple"},
    "occurred_at": {"required", "invalid", "future", "too_old"},
}

KEYS = frozenset(load_phrases()["id"])
tree: dict[str, Any] = yaml.load((FOLDER / "phrases.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


# --- the file
def nodes(branch: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    yield path, branch
    for name, below in branch.items():
        if isinstance(below, dict):
            yield from nodes(below, f"{path}.{name}".lstrip("."))


def test_a_node_is_either_a_branch_or_a_sentence_in_both_languages() -> None:
    for path, node in nodes(tree):
        assert all(isinstance(name, str) for name in node), f"{path}: quote yes, no, on and off"
        if any(isinstance(below, str) for below in node.values()):
            assert set(node) == set(LOCALES), path
            assert all(isinstance(text, str) and text.strip() for text in node.values()), path


def test_the_file_has_the_four_trees_and_no_other() -> None:
    assert set(tree) == ROOTS


@pytest.mark.parametrize("key", sorted(KEYS))
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    indonesian, english = (placeholders(load_phrases()[locale][key]) for locale in LOCALES)
    assert indonesian == english


def placeholders(text: str) -> set[str]:
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names), text
    return names


def test_a_sentence_is_filled_in_and_a_typed_brace_is_only_text() -> None:
    assert phrase("desk.report.title", "en", number="{unit}") == "Report {unit}"
    with pytest.raises(KeyError):
        phrase("desk.report.title", "en")
    with pytest.raises(KeyError):
        phrase("desk.report.no_such_sentence", "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_widget_carries_in_one_language_is_small(locale: str) -> None:
    def cut(branch: dict[str, Any]) -> Any:
        return branch[locale] if set(branch) == set(LOCALES) else {name: cut(below) for name, below in branch.items()}

    body = json.dumps(cut(tree["widget"]), ensure_ascii=False, separators=(",", ":"))
    assert len(gzip.compress(body.encode(), 9)) <= WIDGET_BUDGET


def test_words_follow_the_rules_of_plain_language() -> None:
    """Forms that EYD V calls wrong, and office English that a reporter should not have to know (law-ux §5)."""
    wrong = (
        r"\b(silahkan|resiko|ijin|praktek|analisa|kadaluarsa|dimana|terimakasih|non aktif|tiket|submit|pending|sla)\b"
    )
    assert re.search(wrong, "Silahkan kirim", re.IGNORECASE)
    found = {key: text for key, text in load_phrases()["id"].items() if re.search(wrong, text, re.IGNORECASE)}
    assert found == {}


# --- codes that arrive from the server
def concrete_errors(cls: type[SigapError]) -> Iterator[type[SigapError]]:
    for below in cls.__subclasses__():
        if below not in ABSTRACT and below.__module__ == "server.errors":
            yield below
        yield from concrete_errors(below)


@pytest.mark.parametrize("code", sorted({error.code for error in concrete_errors(SigapError)}))
def test_every_refusal_says_what_to_do_next_in_the_widget_and_on_the_desk(code: str) -> None:
    assert {f"widget.errors.codes.{code}", f"desk.errors.codes.{code}"} <= KEYS


@pytest.mark.parametrize(("field", "code"), [(field, code) for field, codes in FORM_CODES.items() for code in codes])
def test_every_wrong_field_of_the_form_has_its_own_sentence(field: str, code: str) -> None:
    assert f"widget.errors.fields.{field}.{code}" in KEYS


def test_every_status_and_impact_has_its_words() -> None:
    for status in get_args(StatusName):
        assert {f"widget.status.{part}.{status}" for part in ("labels", "reporter", "messages")} <= KEYS
    for impact in get_args(ImpactName):
        assert {f"widget.form.impact.{impact}", f"desk.impact.{impact}"} <= KEYS


# --- keys that code asks for
@dataclass(frozen=True)
class Asked:
    """A key in code; `start` when only its beginning stands there and the rest is filled in."""

    key: str
    where: str
    start: bool = False

    def exists(self) -> bool:
        if self.start:
            return any(key.startswith(self.key) for key in KEYS)
        return self.key in KEYS


CALL = re.compile(
    r"""(?P<name>lines\.phrase|(?<![\w.])(?:phrase|say|t))\(\s*f?(?P<quote>["'`])(?P<key>[a-z][\w.-]*)(?P<after>.\s*~?)"""
)


def asked_in(text: str, where: str, root: str = "") -> Iterator[Asked]:
    for found in CALL.finditer(text):
        under = "widget." if found["name"] == "lines.phrase" else root
        is_whole = found["after"].startswith(found["quote"]) and "~" not in found["after"]
        yield Asked(f"{under}{found['key']}", where, start=not is_whole)


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern) if "node_modules" not in path.parts)


def asked_by(root: str, *patterns: str) -> list[Asked]:
    return [
        asked
        for path in files(*patterns)
        for asked in asked_in(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT)), root)
    ]


def test_a_missing_key_would_be_noticed() -> None:
    code = """
    t("desk.title") t('no.such') {{ t("page." ~ page ~ ".title") }} say("no.words") x.t("no.t")
    phrase(f"desk.priority.{x}", l) lines.phrase("menu.prompt") t(`widget.status.reporter.${s}`) t("nothing." ~ y)
    """
    found = list(asked_in(code, "sample"))
    assert [asked.key for asked in found if not asked.exists()] == ["no.such", "no.words", "nothing."]
    assert len(found) == 8


@pytest.mark.parametrize(
    ("root", "patterns"),
    [
        ("", ("server/**/*.py", "dashboard/**/*.py")),
        ("", ("server/web/templates/**/*.html", "dashboard/templates/**/*.html")),
        ("widget.", ("widget/src/**/*.ts", "widget/src/**/*.tsx")),
    ],
    ids=["python", "templates", "widget"],
)
def test_every_key_that_code_asks_for_exists(root: str, patterns: tuple[str, ...]) -> None:
    asked = asked_by(root, *patterns)
    assert asked, "nothing asks for a sentence: has the way to ask changed?"
    assert [f"{one.where}: {one.key}" for one in asked if not one.exists()] == []
