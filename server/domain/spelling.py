"""Find the known word that a typo meant: one letter missing, too many, another, or two swapped. Pure."""

from collections.abc import Iterable, Iterator

LEAST_LENGTH = 6
"""Shorter words have too many neighbours: `parah` is not a typo of `patah`."""


class Spelling:
    """Known words, and each of them with one letter left out: a typo and its word meet in one of those."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._near: dict[str, str] = {}
        for word in sorted(self._known):
            if len(word) >= LEAST_LENGTH:
                for shorter in _shortened(word):
                    self._near.setdefault(shorter, word)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def correct(self, word: str) -> str:
        """Return the known word that is meant, or the word itself."""
        if word in self._known or len(word) < LEAST_LENGTH or word.isdigit():
            return word
        return next((self._near[near] for near in _shortened(word) if near in self._near), word)


def _shortened(word: str) -> Iterator[str]:
    """Yield the word itself, then without each of its letters but the first, which people rarely mistype."""
    yield word
    for position in range(1, len(word)):
        yield word[:position] + word[position + 1 :]
