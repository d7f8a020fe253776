"""The first catalogue is complete in both languages, readable, and small enough to travel to a phone."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from server.content import LOCALES, load_agencies, load_catalogue
from server.domain.catalogue import Kind, Question

BUDGET = 8 * 1024
PRIORITIES = {"critical", "high", "medium", "low"}
ICONS = Path(__file__).parents[2] / "node_modules" / "lucide-static" / "icons"
MOST_WORDS = 18

catalogue = load_catalogue()
each_kind = pytest.mark.parametrize("kind", catalogue.kinds, ids=lambda kind: kind.key)
each_question = pytest.mark.parametrize("question", catalogue.questions, ids=lambda question: question.key)


def test_there_are_ten_kinds_with_three_questions_or_more() -> None:
    assert len(catalogue.kinds) == 10
    assert min(len(kind.questions) for kind in catalogue.kinds) >= 3


def test_no_key_and_no_label_occurs_twice() -> None:
    questions = catalogue.questions
    for names in (
        [kind.key for kind in catalogue.kinds],
        [question.key for question in questions],
        *([question.label[locale] for question in questions] for locale in LOCALES),
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_key_fits_the_wire() -> None:
    for question in catalogue.questions:
        assert re.fullmatch(r"[a-z0-9-]{1,64}/[a-z0-9-]{1,64}", question.key)
        assert catalogue.kind(question.kind).key == question.kind
        assert catalogue.question(question.key) is question


@each_kind
def test_a_kind_has_its_words_in_both_languages_a_priority_and_keywords(kind: Kind) -> None:
    assert set(kind.label) == set(kind.hint) == set(LOCALES)
    assert all([*kind.label.values(), *kind.hint.values()])
    assert kind.priority in PRIORITIES
    assert kind.keywords


@each_question
def test_a_question_has_as_many_steps_in_english_as_in_indonesian(question: Question) -> None:
    assert set(question.label) == set(question.steps) == set(LOCALES)
    assert all(question.label.values())
    assert len(question.steps["id"]) == len(question.steps["en"])
    least = 1 if question.escalate else 3
    assert least <= len(question.steps["id"]) <= 6
    assert question.priority is None or question.priority in PRIORITIES
    assert len(question.keywords) >= 3


@each_question
def test_every_sentence_of_a_step_is_short_enough_to_follow(question: Question) -> None:
    for step in (step for steps in question.steps.values() for step in steps):
        for sentence in re.split(r"(?<=[.:]) ", step):
            assert len(sentence.split()) <= MOST_WORDS, sentence


def test_no_keyword_stands_twice_in_one_place() -> None:
    for owner in (*catalogue.kinds, *catalogue.questions):
        assert all(isinstance(keyword, str) and keyword == keyword.lower() for keyword in owner.keywords), owner.key
        assert [word for word, count in Counter(owner.keywords).items() if count > 1] == [], owner.key


def test_every_icon_exists() -> None:
    if not ICONS.is_dir():
        pytest.skip("NOT RUN: node_modules/lucide-static is not installed")
    assert [kind.icon for kind in catalogue.kinds if not (ICONS / f"{kind.icon}.svg").is_file()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_one_language_stays_under_eight_kilobytes(locale: str) -> None:
    kinds = [
        {
            "key": kind.key, "icon": kind.icon, "label": kind.label[locale], "hint": kind.hint[locale],
            "questions": [
                {
                    "key": question.key, "label": question.label[locale], "steps": list(question.steps[locale]),
                    "escalate": question.escalate,
                }
                for question in kind.questions
            ],
        }
        for kind in catalogue.kinds
    ]  # fmt: skip
    body = json.dumps({"revision": 1, "locale": locale, "kinds": kinds}, ensure_ascii=False, separators=(",", ":"))
    assert len(gzip.compress(body.encode(), 9)) <= BUDGET


def test_the_first_agencies_have_unique_codes_and_names() -> None:
    agencies = load_agencies()
    assert len(agencies) > 40
    for names in ([agency.slug for agency in agencies], [agency.name for agency in agencies]):
        assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", agency.slug) for agency in agencies)


@each_question
def test_no_step_knows_a_number_to_call(question: Question) -> None:
    called = [step for steps in question.steps.values() for step in steps if re.search(r"(hubungi|call) \d", step)]
    assert called == []


def test_a_step_that_only_names_the_number_goes_with_it() -> None:
    burnt = Question("a/b", {}, True, None, {"id": ("Hubungi {emergency}.", "Keluar. Lalu hubungi {emergency}!")}, ())
    assert burnt.steps_with("id", emergency="") == ["Keluar."]
    assert burnt.steps_with("id", emergency="112") == ["Hubungi 112.", "Keluar. Lalu hubungi 112!"]
