"""Bring typed words and keywords into one spelling before they are compared. Pure; the words are in `slang.yaml`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_READ = 400
"""Characters of a text that are looked at: a problem is named early, and matching costs grow with the length."""


@dataclass(frozen=True, slots=True)
class Slang:
    """`words` and `phrases` from what is written to what is meant; the others are for judging a match."""

    words: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()

    def tokens(self, text: str) -> tuple[str, ...]:
        """Return the words that carry meaning, normalised: one pass, no chaining."""
        meant: list[str] = []
        for word in split(text):
            meant.extend(self.words.get(word, word).split())
        return tuple(word for word in self._joined(meant) if word not in self.drop)

    def _joined(self, words: list[str]) -> list[str]:
        """Replace the phrases of two words."""
        found: list[str] = []
        position = 0
        while position < len(words):
            meant = self.phrases.get(" ".join(words[position : position + 2]))
            found.extend(meant.split() if meant else words[position : position + 1])
            position += 2 if meant else 1
        return found


def split(text: str) -> list[str]:
    """Cut into words: small letters, elongated letters shortened, `putus2` said twice, hyphens as spaces."""
    folded = unicodedata.normalize("NFKC", text[:MOST_READ]).casefold()
    folded = re.sub(r"([^\W\d_])\1{2,}", r"\1", folded)
    folded = re.sub(r"\b([^\W\d_]{3,})2\b", r"\1 \1", folded)
    return re.findall(r"\d+(?:\.\d+)*|[^\W\d_]+", folded)
