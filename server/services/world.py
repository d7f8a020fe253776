"""What every use case needs and nobody changes while the server runs."""

from dataclasses import dataclass

from server.config import Config
from server.domain.catalogue import Catalogue
from server.domain.matching import Index


@dataclass(frozen=True, slots=True)
class World:
    """`secret` keys the tracking codes and links; `index` ranks typed text over `catalogue`."""

    config: Config
    secret: bytes
    catalogue: Catalogue
    index: Index

    def search(self, typed: str) -> tuple[str, ...]:
        """Return the keys of the best questions for typed text."""
        return tuple(match.question for match in self.index.rank(typed))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who writes: known by a token of which only the hash is kept."""

    token_hash: str
    site: str
    locale: str
    page: str
    user_agent: str
