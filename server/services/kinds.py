"""The names of kinds and questions, for pages that show them."""

from server.store import catalogue, counters

_labels: dict[str, tuple[int, dict[str, str]]] = {}
"""By language, with the revision that they were read at: reading sixty questions takes longer than a page may."""


async def labels(locale: str) -> dict[str, str]:
    """Return the label of every kind and every question by its key."""
    revision = await counters.read("catalogue")
    kept = _labels.get(locale)
    if kept is None or kept[0] != revision:
        known = await catalogue.read_catalogue()
        named = {kind.key: kind.label[locale] for kind in known.kinds}
        named |= {question.key: question.label[locale] for question in known.questions}
        kept = _labels[locale] = (revision, named)
    return dict(kept[1])
