"""The dictionary of slang says one thing about a word, and is read the way it is written."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from server.content import FOLDER, load_slang
from server.domain.slang import split

FILE: Path = FOLDER / "slang.yaml"
raw: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def test_yaml_has_made_no_word_a_truth_value_or_a_number() -> None:
    """`on`, `off`, `no` and `y` are booleans to YAML 1.1 unless they stand in quotes."""
    lists = [raw["drop"], raw["weak"], raw["elsewhere"], raw["home"], *raw["words"].values()]
    assert [word for words in lists for word in words if not isinstance(word, str)] == []


def test_no_spelling_means_two_things() -> None:
    spellings = [spelling for spellings in raw["words"].values() for spelling in spellings]
    assert sorted(spelling for spelling in set(spellings) if spellings.count(spelling) > 1) == []


def test_what_a_word_means_is_not_itself_slang() -> None:
    """One pass, no chaining: a meaning that is translated again would never be reached."""
    words = load_slang().words
    assert [meant for meant in set(words.values()) if any(word in words for word in meant.split())] == []


@pytest.mark.parametrize("name", ["weak", "elsewhere", "home"])
def test_words_for_judging_are_in_their_normal_spelling(name: str) -> None:
    slang = load_slang()
    words: frozenset[str] = getattr(slang, name)
    assert sorted(word for word in words if word in slang.words or word in slang.drop) == []


def test_every_spelling_is_one_word_as_text_is_cut() -> None:
    assert [spelling for spelling in load_slang().words if split(spelling) != [spelling]] == []
