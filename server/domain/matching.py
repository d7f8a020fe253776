"""Rank the catalogue's questions for typed text. Pure; learns from the catalogue and the slang dictionary alone.

Rules of this file
Rule 1  A question is what its labels and keywords say, and, at a lower weight, what its kind's say.
Rule 2  Nearness is the cosine over TF-IDF of stemmed words (meaning) and of pieces of words (typos), mixed. Words that
        nobody here knows count against every question.
Rule 3  Words that never decide alone (`weak`: mati, hilang …) make no match beside unknown ones. Words of other
        counters (`elsewhere`: ijazah, sampah …) make none unless a word of this desk stands beside them. A line at
        home (`home`) is never this desk's.
Rule 4  At most two of the three are of one kind: what the second kind offers is worth more than a third of the first.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

from .catalogue import Catalogue
from .slang import Slang
from .spelling import Spelling
from .tfidf import Bag, TfIdf

PIECES_SHARE = 0.5
PIECE_SIZES = (3, 4)
KIND_WEIGHT = 0.5
LEAST_SCORE = 0.08
LEAST_WEAK_SCORE = 0.2
"""What words that never decide alone have to reach together (`gak bisa idup`)."""
MOST_OF_A_KIND = 2

Tokens = tuple[str, ...]
Features = Callable[[Tokens], list[str]]

_stemmer = snowballstemmer.stemmer("indonesian")


@dataclass(frozen=True, slots=True)
class Match:
    """A question that may be meant; `score` is 0 to 1."""

    question: str
    kind: str
    score: float


def build_index(catalogue: Catalogue, slang: Slang) -> "Index":
    """Prepare a catalogue for ranking: some 0.1 s for fifty questions."""
    return Index(catalogue, slang)


class Index:
    """What a catalogue's questions are about, ready to be compared with typed text."""

    def __init__(self, catalogue: Catalogue, slang: Slang) -> None:
        self._slang = slang
        self._questions = catalogue.questions
        own = [_tokens(slang, question.label, question.keywords) for question in self._questions]
        shared = {kind.key: _tokens(slang, kind.label, kind.keywords) for kind in catalogue.kinds}
        words = {word for texts in (*own, *shared.values()) for tokens in texts for word in tokens}
        self._spelling = Spelling(words)
        undecided = slang.weak | slang.elsewhere | slang.home
        self._strong = {stem(word) for word in words} - {stem(word) for word in undecided}
        self._words = TfIdf(list(self._bags(own, shared, _words)))
        self._pieces = TfIdf(list(self._bags(own, shared, _pieces)))

    def rank(self, text: str, top: int = 3) -> tuple[Match, ...]:
        """Return the best questions, best first; empty when nothing fits."""
        tokens = tuple(self._spelling.correct(word) for word in self._slang.tokens(text))
        least = self._least_score(tokens)
        by_words = self._words.nearness(Counter(_words(tokens)))
        by_pieces = self._pieces.nearness(Counter(_pieces(tokens)))
        scores = [
            (1 - PIECES_SHARE) * word + PIECES_SHARE * piece for word, piece in zip(by_words, by_pieces, strict=True)
        ]
        order = sorted(range(len(scores)), key=lambda position: -scores[position])
        return self._best(order, scores, least, top)

    def _bags(self, own: list[list[Tokens]], shared: dict[str, list[Tokens]], features: Features) -> Iterator[Bag]:
        """Apply rule 1."""
        of_kinds = {kind: _count(texts, features) for kind, texts in shared.items()}
        for question, texts in zip(self._questions, own, strict=True):
            bag: dict[str, float] = _count(texts, features)
            for feature, count in of_kinds[question.kind].items():
                bag[feature] = bag.get(feature, 0.0) + KIND_WEIGHT * count
            yield bag

    def _least_score(self, tokens: Tokens) -> float:
        """Apply rule 3: say what score is enough to be worth offering."""
        if not tokens or self._slang.home.intersection(tokens):
            return math.inf
        if any(stem(word) in self._strong for word in tokens):
            return LEAST_SCORE
        return math.inf if self._slang.elsewhere.intersection(tokens) else LEAST_WEAK_SCORE

    def _best(self, order: Iterable[int], scores: list[float], least: float, top: int) -> tuple[Match, ...]:
        found: list[Match] = []
        of_kind: Counter[str] = Counter()
        for position in order:
            question, score = self._questions[position], scores[position]
            if len(found) == top or score < least:
                break
            if of_kind[question.kind] < MOST_OF_A_KIND:
                of_kind[question.kind] += 1
                found.append(Match(question.key, question.kind, round(score, 3)))
        return tuple(found)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Cut an Indonesian word down to its stem: `dibukakan` is `buka`."""
    return str(_stemmer.stemWord(word))


def _tokens(slang: Slang, label: Mapping[str, str], keywords: Iterable[str]) -> list[Tokens]:
    return [slang.tokens(text) for text in (*label.values(), *keywords)]


def _count(texts: Iterable[Tokens], features: Features) -> dict[str, float]:
    return dict(Counter(feature for tokens in texts for feature in features(tokens)))


def _words(tokens: Tokens) -> list[str]:
    """Return stems, and pairs of them that stand side by side."""
    stems = [stem(word) for word in tokens]
    return [*stems, *(f"{first} {second}" for first, second in pairwise(stems))]


def _pieces(tokens: Tokens) -> list[str]:
    """Return the runs of three and four letters, with the words' edges."""
    return [piece for word in tokens for piece in _pieces_of(word)]


@lru_cache(maxsize=8192)
def _pieces_of(word: str) -> tuple[str, ...]:
    edged = f" {word} "
    return tuple(edged[start : start + size] for size in PIECE_SIZES for start in range(len(edged) - size + 1))
