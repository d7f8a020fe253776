"""Compare a bag of features with many others: cosine over TF-IDF, through an inverted index. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

Bag = Mapping[str, float]
"""Features and how often each occurs; a fraction weighs less."""


class TfIdf:
    """An index over documents, each a bag."""

    def __init__(self, documents: Sequence[Bag]) -> None:
        self._size = len(documents)
        occurs = Counter(feature for document in documents for feature in document)
        self._rarity = {feature: self._idf(count) for feature, count in occurs.items()}
        self._found_in: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, document in enumerate(documents):
            for feature, weight in self._unit(document).items():
                self._found_in[feature].append((position, weight))

    def nearness(self, bag: Bag) -> list[float]:
        """Return the cosine with each document, 0 to 1. A feature nobody has counts as the rarest."""
        near = [0.0] * self._size
        for feature, weight in self._unit(bag).items():
            for position, other in self._found_in.get(feature, ()):
                near[position] += weight * other
        return near

    def _unit(self, bag: Bag) -> dict[str, float]:
        unknown = self._idf(0)
        weights = {feature: math.sqrt(count) * self._rarity.get(feature, unknown) for feature, count in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {feature: weight / length for feature, weight in weights.items()}

    def _idf(self, count: int) -> float:
        return math.log((1 + self._size) / (1 + count)) + 1
