"""The dialogue as a table: where a conversation can be, and what each button says and leads to.

Rules of this file
Rule 1  Every button works from everywhere: people scroll up and press an older one. So the table is keyed by the
        button's verb alone, and its row says where the conversation is afterwards.
Rule 2  What is typed depends on where the conversation is: `TYPED`.
Rule 3  A row only names lines; what a line says is in the phrase file and the catalogue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from . import lines
from .catalogue import Catalogue
from .lines import Line


class Place(StrEnum):
    """Where a conversation is."""

    MENU = "menu"
    KIND = "kind"
    ANSWER = "answer"
    FORM = "form"
    FILED = "filed"


class Verb(StrEnum):
    """What a button asks for: the part of a choice before the colon."""

    MENU = "menu"
    KIND = "kind"
    QUESTION = "question"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    NONE = "none"
    FORM = "form"
    CITIZEN = "citizen"


class Target(StrEnum):
    """What must stand behind the colon, if anything."""

    NOTHING = "nothing"
    KIND = "kind"
    QUESTION = "question"


Say = Callable[[str, Catalogue], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    target: Target
    leads_to: Place
    says: Say


def _answer(question: str, catalogue: Catalogue) -> tuple[Line, ...]:
    if not catalogue.question(question).escalate:
        return (lines.phrase("answer.intro"), lines.steps(question), lines.ask_solved(question))
    kind = question.partition("/")[0]
    return (lines.phrase("answer.escalate_to_form"), lines.steps(question), lines.form(kind, question))


def _unsolved(question: str, catalogue: Catalogue) -> tuple[Line, ...]:
    return (lines.phrase("answer.unsolved_to_form"), lines.form(question.partition("/")[0], question))


BUTTONS: dict[Verb, Row] = {
    Verb.MENU: Row(Target.NOTHING, Place.MENU, lambda _, __: (lines.phrase("menu.prompt"), lines.kinds())),
    Verb.KIND: Row(
        Target.KIND, Place.KIND, lambda kind, _: (lines.phrase("menu.pick_question"), lines.questions(kind))
    ),
    Verb.QUESTION: Row(Target.QUESTION, Place.ANSWER, _answer),
    Verb.SOLVED: Row(Target.QUESTION, Place.MENU, lambda _, __: (lines.phrase("answer.solved_thanks"),)),
    Verb.UNSOLVED: Row(Target.QUESTION, Place.FORM, _unsolved),
    Verb.NONE: Row(Target.NOTHING, Place.MENU, lambda _, __: ()),  # counts as a miss: `conversation._missed` speaks
    Verb.FORM: Row(Target.NOTHING, Place.FORM, lambda _, __: (lines.form(),)),
    Verb.CITIZEN: Row(Target.NOTHING, Place.MENU, lambda _, __: (lines.citizen(),)),
}


class Typed(StrEnum):
    """What happens to typed text."""

    SEARCH = "search"
    """Look for the best questions."""
    TO_DESK = "to_desk"
    """A report is filed: people read it."""


TYPED: dict[Place, Typed] = {
    Place.MENU: Typed.SEARCH,
    Place.KIND: Typed.SEARCH,
    Place.ANSWER: Typed.SEARCH,
    Place.FORM: Typed.SEARCH,
    Place.FILED: Typed.TO_DESK,
}

MISSES_UNTIL_FORM = 2
"""Typed text never dead-ends: the second time nothing fits, the form opens with the text already in it."""
