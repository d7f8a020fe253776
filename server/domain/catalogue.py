"""The catalogue as plain values: kinds of fault, their questions, and the steps that answer them.

Texts are by locale (`{"id": …, "en": …}`). A question's key is `kind/question`, for example `wifi/sinyal-lemah`.
A step says `{emergency}` where the desk's emergency number stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

EMERGENCY = "{emergency}"
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) ")


@dataclass(frozen=True, slots=True)
class Question:
    """A symptom and what to try. `priority` None means its kind's; `escalate` opens the form before the steps."""

    key: str
    label: Mapping[str, str]
    escalate: bool
    priority: str | None
    steps: Mapping[str, tuple[str, ...]]
    keywords: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.key.partition("/")[0]

    def steps_with(self, locale: str, *, emergency: str) -> list[str]:
        """Return the steps in one language; without a number the sentences that name it are left out."""
        told = [step if emergency else _without_number(step) for step in self.steps[locale]]
        return [step.replace(EMERGENCY, emergency) for step in told if step]


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    icon: str
    priority: str
    label: Mapping[str, str]
    hint: Mapping[str, str]
    keywords: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All active kinds in their order; `revision` grows with every edit."""

    revision: int
    kinds: tuple[Kind, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for kind in self.kinds for question in kind.questions)

    def has_kind(self, key: str) -> bool:
        return any(kind.key == key for kind in self.kinds)

    def has_question(self, key: str) -> bool:
        return any(question.key == key for question in self.questions)

    def kind(self, key: str) -> Kind:
        """Return a kind. Raises KeyError."""
        for kind in self.kinds:
            if kind.key == key:
                return kind
        raise KeyError(key)

    def question(self, key: str) -> Question:
        """Return a question by its full key, `kind/question`. Raises KeyError."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


def _without_number(step: str) -> str:
    return " ".join(sentence for sentence in BETWEEN_SENTENCES.split(step) if EMERGENCY not in sentence)
