"""The catalogue in the database: seeded once from the content files, afterwards edited there."""

from server.domain.catalogue import Catalogue, Kind, Question

from . import counters, models


async def read_catalogue() -> Catalogue:
    """Return the active kinds and questions in their order."""
    kinds = await models.FaultKind.filter(active=True).order_by("position")
    questions = await models.Question.filter(active=True).order_by("position")
    return Catalogue(
        revision=await counters.read("catalogue"),
        kinds=tuple(_kind(kind, [row for row in questions if row.kind_id == kind.key]) for kind in kinds),
    )


async def is_empty() -> bool:
    return not await models.FaultKind.exists()


async def write_catalogue(catalogue: Catalogue) -> None:
    """Insert a whole catalogue into empty tables."""
    for position, kind in enumerate(catalogue.kinds):
        await models.FaultKind.create(
            key=kind.key, position=position, icon=kind.icon, priority=kind.priority, label=dict(kind.label),
            hint=dict(kind.hint), keywords=list(kind.keywords),
        )  # fmt: skip
        await models.Question.bulk_create(
            models.Question(
                key=question.key, kind_id=kind.key, position=place, priority=question.priority,
                escalate=question.escalate, label=dict(question.label),
                steps={locale: list(steps) for locale, steps in question.steps.items()},
                keywords=list(question.keywords),
            )
            for place, question in enumerate(kind.questions)
        )  # fmt: skip
    await counters.bump("catalogue")


def _kind(row: models.FaultKind, questions: list[models.Question]) -> Kind:
    return Kind(
        key=row.key, icon=row.icon, priority=row.priority, label=row.label, hint=row.hint,
        keywords=tuple(row.keywords),
        questions=tuple(
            Question(
                key=item.key, label=item.label, escalate=item.escalate, priority=item.priority,
                steps={locale: tuple(steps) for locale, steps in item.steps.items()}, keywords=tuple(item.keywords),
            )
            for item in questions
        ),
    )  # fmt: skip
