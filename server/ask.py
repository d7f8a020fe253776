"""Rank the catalogue's questions for one text, from the content files, without a server or a database."""

from server.content import load_catalogue, load_slang
from server.domain.matching import build_index


def ask(text: str) -> list[dict[str, str | float]]:
    """Return `[{"question", "kind", "score"}, …]`, best first; empty when nothing fits."""
    found = build_index(load_catalogue(), load_slang()).rank(text)
    return [{"question": match.question, "kind": match.kind, "score": match.score} for match in found]
