"""The widget answers buttons from its cached catalogue before the server does: both must say the same."""

import json
import subprocess
from typing import Any

import pytest

from server.content import load_catalogue
from server.domain.conversation import Chose, Conversation, step
from server.domain.script import BUTTONS, Target, Verb
from tests.programs import ROOT, node

CATALOGUE = load_catalogue()
QUESTIONS = [question for kind in CATALOGUE.kinds for question in kind.questions]
ONLY_THE_SERVER_KNOWS = {Verb.NONE}
"""*Tidak ada yang cocok* counts misses, which the widget does not."""


def test_the_guide_says_what_the_bot_says(answers: dict[str, list[dict[str, Any]]]) -> None:
    for choice, said in answers.items():
        turn = step(Conversation(), Chose(choice), CATALOGUE, lambda _: ())
        assert said == list(turn.said), choice


def test_every_button_of_the_bot_is_in_the_guide(answers: dict[str, list[dict[str, Any]]]) -> None:
    answered = {choice.partition(":")[0] for choice, said in answers.items() if said}
    assert answered == set(BUTTONS) - ONLY_THE_SERVER_KNOWS


@pytest.fixture(scope="module")
def answers() -> dict[str, list[dict[str, Any]]]:
    """Ask the widget's own code for its answer to every button that it can answer."""
    asked = json.dumps({"choices": choices(), "catalogue": as_sent()})
    done = subprocess.run(
        [str(node()), "widget/scripts/guide.mjs"], input=asked, capture_output=True, text=True, check=True, cwd=ROOT
    )
    answered: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return answered


def choices() -> list[str]:
    """List every button: each verb with each thing that may stand behind its colon."""
    behind = {
        Target.NOTHING: [""],
        Target.KIND: [f":{kind.key}" for kind in CATALOGUE.kinds],
        Target.QUESTION: [f":{question.key}" for question in QUESTIONS],
    }
    verbs = [verb for verb in BUTTONS if verb not in ONLY_THE_SERVER_KNOWS]
    return [f"{verb}{target}" for verb in verbs for target in behind[BUTTONS[verb].target]]


def as_sent() -> dict[str, Any]:
    """Return as much of the catalogue as the guide looks at."""
    kinds = [
        {"key": kind.key, "questions": [{"key": one.key, "escalate": one.escalate} for one in kind.questions]}
        for kind in CATALOGUE.kinds
    ]
    return {"kinds": kinds}
