"""Write the wire's TypeScript and its AsyncAPI document: `python -m server.contract.generate [--check]`.

Pydantic → JSON Schema (every `title` stripped) → json-schema-to-typescript → `widget/src/contract.gen.ts`.
What the server sends is described as it is serialized, so no field of it is optional; commands as validated.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from . import asyncapi, commands, emit, photos, shapes
from .base import PROTOCOL, Message, Refused

ROOT = Path(__file__).parents[2]
TYPESCRIPT = ROOT / "widget" / "src" / "contract.gen.ts"
ASYNCAPI = ROOT / "docs" / "asyncapi.json"
COMPILER = ROOT / "widget" / "scripts" / "contract.mjs"

Described = tuple[type[BaseModel], Literal["validation", "serialization"]]

NOTICES = (*emit.VISITOR_NOTICES, *emit.STAFF_NOTICES)
COMMANDS = (*commands.COMMANDS, *photos.POSTED)
REPLIES = tuple(dict.fromkeys(command.reply for command in COMMANDS))
SENT: tuple[type[BaseModel], ...] = (
    *REPLIES, Refused, *NOTICES, shapes.SiteInfo, shapes.Catalogue, shapes.AgencyList,
)  # fmt: skip
TAKEN: tuple[type[BaseModel], ...] = (*COMMANDS, shapes.Passport)


def main(arguments: list[str]) -> int:
    """Write both files, or with `--check` only compare. Return 1 when one was stale and only compared."""
    only_check = "--check" in arguments
    written = {TYPESCRIPT: typescript(), ASYNCAPI: asyncapi.document(schema()["$defs"])}
    stale = [file for file, fresh in written.items() if not file.exists() or file.read_text(encoding="utf-8") != fresh]
    for file, fresh in written.items():
        name = file.relative_to(ROOT)
        if not only_check:
            file.write_text(fresh, encoding="utf-8")
            print(f"{name}: {'written' if file in stale else 'unchanged'}")
        elif file in stale:
            print(f"{name} is stale: run `make contract`", file=sys.stderr)
    return int(only_check and bool(stale))


def typescript() -> str:
    """Return the whole file. Raises CalledProcessError when the compiler of node_modules fails."""
    compiled = subprocess.run(  # noqa: S603 - our own script and schema
        ["node", str(COMPILER)],  # noqa: S607 - node is found on PATH as everywhere else
        input=json.dumps(schema()), capture_output=True, text=True, check=True, cwd=ROOT,
    ).stdout  # fmt: skip
    return f"// Written by `make contract` from server/contract. Do not edit.\n\n{compiled}\n{_maps()}"


def schema() -> dict[str, Any]:
    """Describe everything that crosses the wire as one JSON Schema with `$defs` and no `title`."""
    taken: list[Described] = [(model, "validation") for model in TAKEN]
    sent: list[Described] = [(model, "serialization") for model in SENT]
    _, described = models_json_schema([*taken, *sent], schema_generator=AsSent)
    shapes_by_name = _without_titles(described["$defs"])
    shapes_by_name["Refused"]["required"] = ["ok", "code"]  # the gateway leaves out what is null
    return {"type": "object", "additionalProperties": False, "$defs": shapes_by_name}


class AsSent(GenerateJsonSchema):
    """Call every serialized field required: the server always writes its defaults."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def _without_titles(node: Any) -> Any:
    """Drop every schema's `title` (a string beside other keywords), never a property that is called title."""
    if isinstance(node, list):
        return [_without_titles(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key != "title" or isinstance(value, dict)}
    return {key: _without_titles(value) for key, value in kept.items()}


def _maps() -> str:
    commands = [(command.event(), command.__name__) for command in COMMANDS]
    replies = [(command.event(), command.reply.__name__) for command in COMMANDS]
    notices = [(notice.event(), notice.__name__) for notice in NOTICES]
    return "\n".join(
        [
            f"export const PROTOCOL = {PROTOCOL};\n",
            _interface("Commands", "What a visitor's widget may ask.", commands),
            _interface("Replies", "What each command is answered with.", replies),
            _interface("Notices", "What the server tells without being asked.", notices),
            "// The class name is the event: nobody types an event as a string.",
            *_names([*COMMANDS, *NOTICES]),
            "",
        ]
    )


def _interface(name: str, what: str, rows: Iterable[tuple[str, str]]) -> str:
    fields = (f"  {event}: {shape};" for event, shape in rows)
    return "\n".join([f"/** {what} */", f"export interface {name} {{", *fields, "}\n"])


def _names(messages: Iterable[type[Message]]) -> list[str]:
    return [f'export const {message.__name__} = "{message.event()}";' for message in messages]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
