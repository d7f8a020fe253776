"""Widgets of an older release meet this one, and in a rolling restart those of this one meet an older process.

Rules of this file
Rule 1  A changed digest is a new PROTOCOL. By it an older process knows that it cannot judge what a newer page says,
        and asks it to come again instead of refusing for good a field that it does not know. Write the new digest
        beside the new number; the lines of releases stay.
Rule 2  `queued/` holds what the first release sends and keeps on devices, for ever as it is. While all of it validates,
        OLDEST_PROTOCOL stays. A new command brings a file of its own.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from server.contract.base import OLDEST_PROTOCOL, PROTOCOL
from server.contract.commands import COMMANDS
from server.contract.photos import POSTED
from server.contract.shapes import Passport

QUEUED = Path(__file__).parent / "queued"
TAKEN: dict[str, type[BaseModel]] = {
    "passport": Passport,
    **{command.event(): command for command in (*COMMANDS, *POSTED)},
}
DIGESTS = {1: "aa41c45461f0045f"}


def test_whoever_changes_what_the_server_takes_raises_the_protocol() -> None:
    assert DIGESTS.get(PROTOCOL) == digest(TAKEN), (
        "What a widget may send has changed. A release with the old PROTOCOL refuses it for good: raise PROTOCOL in "
        f'server/contract/base.py and add {{{PROTOCOL + 1}: "{digest(TAKEN)}"}} to DIGESTS. OLDEST_PROTOCOL stays.'
    )


def test_a_new_field_is_a_new_digest_and_another_comment_is_none() -> None:
    class Said(BaseModel):
        """Say it."""

        text: str

    reworded = type("Said", (Said,), {"__doc__": "Say it well.", "__module__": Said.__module__})

    class More(Said):
        mood: str = ""

    assert digest({"said": Said}) == digest({"said": reworded})
    assert digest({"said": Said}) != digest({"said": type("Said", (More,), {"__doc__": Said.__doc__})})
    assert digest({"said": Said}) != digest({"told": Said})


def test_every_command_has_one_that_was_queued() -> None:
    assert {path.stem for path in QUEUED.glob("*.json")} == set(TAKEN)


@pytest.mark.parametrize("path", sorted(QUEUED.glob("*.json")), ids=lambda path: path.stem)
def test_what_the_first_release_queued_is_taken_for_ever(path: Path) -> None:
    queued = path.read_text(encoding="utf-8")
    said = json.loads(TAKEN[path.stem].model_validate_json(queued).model_dump_json(exclude_unset=True))
    assert said.keys() == json.loads(queued).keys()


def test_the_first_release_is_not_outdated_while_that_holds() -> None:
    first = json.loads((QUEUED / "passport.json").read_text(encoding="utf-8"))
    assert OLDEST_PROTOCOL <= first["protocol"] <= PROTOCOL


def digest(taken: dict[str, type[BaseModel]]) -> str:
    """Return one word for all that these models take; what only explains a field is no part of it."""
    shapes = {name: _bare(model.model_json_schema()) for name, model in taken.items()}
    return hashlib.sha256(json.dumps(shapes, sort_keys=True).encode()).hexdigest()[:16]


def _bare(node: Any) -> Any:
    """Drop titles and descriptions (strings beside other keywords), never a field of that name."""
    if isinstance(node, list):
        return [_bare(item) for item in node]
    if not isinstance(node, dict):
        return node
    told = {"title", "description"}
    return {key: _bare(value) for key, value in node.items() if key not in told or isinstance(value, dict)}
