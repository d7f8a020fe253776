"""The names of kinds and questions, for pages that show them."""

from server.store import catalogue


async def labels(locale: str) -> dict[str, str]:
    """Return the label of every kind and every question by its key."""
    known = await catalogue.read_catalogue()
    named = {kind.key: kind.label[locale] for kind in known.kinds}
    return named | {question.key: question.label[locale] for question in known.questions}
