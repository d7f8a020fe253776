"""One sample a message, read here by pydantic and in `widget/test` by the widget: they agree, or one is red."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from server.contract.base import Refused, Write
from server.contract.commands import COMMANDS
from server.contract.emit import STAFF_NOTICES, VISITOR_NOTICES
from server.contract.photos import POSTED
from server.contract.visitor import Receipt, Synced

SAMPLES = Path(__file__).parent / "samples"
MESSAGES: dict[str, type[BaseModel]] = {
    **{message.event(): message for message in (*COMMANDS, *POSTED, *VISITOR_NOTICES, *STAFF_NOTICES)},
    "receipt": Receipt,
    "synced": Synced,
    "refused": Refused,
}


def test_every_message_has_a_sample_and_every_sample_a_message() -> None:
    assert {path.stem for path in SAMPLES.glob("*.json")} == set(MESSAGES)


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_sample_says_what_its_class_says(name: str) -> None:
    sample = read(name)
    message = MESSAGES[name].model_validate(sample)
    written = message.model_dump(mode="json", exclude_none=name == "refused")
    assert {**written, "occurred_at": None} == {**sample, "occurred_at": None}


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_field_that_nobody_declared_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        MESSAGES[name].model_validate(read(name) | {"surprise": 1})


def test_every_write_carries_the_id_that_the_client_minted() -> None:
    for command in (*COMMANDS, *POSTED):
        assert ("client_id" in read(command.event())) == issubclass(command, Write)


def test_every_kind_of_line_is_in_a_sample() -> None:
    """The widget's tests draw each line of the samples, so a new kind of line cannot be forgotten there."""
    schema = Synced.model_json_schema()["$defs"]
    declared = {shape["properties"]["type"]["const"] for name, shape in schema.items() if name.endswith("Line")}
    shown = {
        message["line"]["type"] for name in ("synced", "receipt", "said") for message in read(name)["messages"]
    }
    assert shown == declared


def test_the_typescript_is_what_the_contract_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "server.contract.generate", "--check"],
        capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def read(name: str) -> dict[str, Any]:
    """Read one sample."""
    sample: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return sample
