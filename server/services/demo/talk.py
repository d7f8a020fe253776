"""The conversation that led to an invented report: the assistant's own dialogue, pressed through."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from server.domain import lines
from server.domain.catalogue import Catalogue
from server.domain.conversation import Chose, Conversation, Filed, step
from server.domain.lines import Line

from .lives import City, Life

BEFORE = timedelta(minutes=4)
Talk = tuple[dict[str, Any], list[dict[str, Any]]]
"""The row of a conversation, and those of its lines."""


def conversation_of(life: Life, conversation_id: int, city: City) -> Talk:
    """Return the rows of a conversation and of its lines."""
    report, number, catalogue = life.report, str(life.report["number"]), city.catalogue
    answers = city.texts["answered"]
    said: list[tuple[str, Line, Any, int | None, int | None]] = []
    at, dialogue = life.happened[0].at - BEFORE, Conversation()
    for choice, label in _pressed(report, catalogue):
        turn = step(dialogue, Chose(choice, label), catalogue, lambda _: ())
        dialogue = turn.conversation
        said += [("visitor", turn.heard, at, None, None)] if turn.heard else []
        said += [("bot", line, at, None, None) for line in turn.said]
        at += BEFORE / 4
    filed = step(dialogue, Filed(number), catalogue, lambda _: ())
    own = int(str(report["id"]))
    said += [("bot", line, life.happened[0].at, None, own) for line in filed.said]
    for one in life.happened[1:]:
        if one.to and one.event != "merged":
            said.append(("staff", lines.status(number, one.to, one.note), one.at, one.staff_id, own))
        elif one.event == "said":
            said.append(("visitor", lines.text(answers[own % len(answers)]), one.at, None, own))
    rows = [
        {
            "conversation_id": conversation_id, "seq": seq, "author": author, "line": line, "at": moment,
            "staff_id": staff_id, "report_id": report_id,
        }
        for seq, (author, line, moment, staff_id, report_id) in enumerate(said, 1)
    ]  # fmt: skip
    state: Mapping[str, object] = {"place": filed.conversation.place.value, "misses": 0, "desk_told": False}
    talk = {
        "id": conversation_id, "token_hash": f"demo-{conversation_id}", "locale": "id", "last_seq": len(rows),
        "state": dict(state), "page": "", "created_at": life.happened[0].at - BEFORE,
        "updated_at": life.happened[-1].at,
    }  # fmt: skip
    return talk, rows


def _pressed(report: Mapping[str, object], catalogue: Catalogue) -> list[tuple[str, str]]:
    kind, question = str(report["kind"]), report["question"]
    if not question:
        return [("form", "Langsung isi laporan")]
    asked = catalogue.question(str(question))
    pressed = [(f"kind:{kind}", catalogue.kind(kind).label["id"]), (f"question:{question}", asked.label["id"])]
    return pressed if asked.escalate else [*pressed, (f"unsolved:{question}", "Belum")]
