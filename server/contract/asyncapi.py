"""The wire as an AsyncAPI 3.0 document, from the same classes: written to `docs/asyncapi.json` by `make contract`."""

import json
from typing import Any

from . import commands, emit, photos
from .base import PROTOCOL, Message, Refused

DEFS = "#/$defs/"
SCHEMAS = "#/components/schemas/"


def document(definitions: dict[str, Any]) -> str:
    """Return the document; `definitions` are the wire's JSON Schemas by class name."""
    channels = {
        "visitor": _channel("Socket.IO namespace /visitor; the same commands by POST /api/visitor/<command>",
                            "/visitor", (*commands.COMMANDS, *emit.VISITOR_NOTICES)),
        "photos": _channel("By POST /api/visitor/<command> only", "/api/visitor", photos.POSTED),
        "dashboard": _channel("Socket.IO namespace /dashboard: own origin, cookie and form token",
                              "/dashboard", emit.STAFF_NOTICES),
    }  # fmt: skip
    operations: dict[str, Any] = {}
    for command in commands.COMMANDS:
        operations[command.event()] = {
            **_operation("receive", "visitor", command),
            "reply": {"description": f"acknowledged with {command.reply.__name__} or {Refused.__name__}"},
        }
    operations |= {command.event(): _operation("receive", "photos", command) for command in photos.POSTED}
    for channel, notices in (("visitor", emit.VISITOR_NOTICES), ("dashboard", emit.STAFF_NOTICES)):
        operations |= {notice.event(): _operation("send", channel, notice) for notice in notices}
    whole = {
        "asyncapi": "3.0.0",
        "info": {"title": "Sigap", "version": str(PROTOCOL), "description": "See docs/protocol.md."},
        "channels": channels,
        "operations": operations,
        "components": {"schemas": definitions},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False).replace(DEFS, SCHEMAS) + "\n"


def _channel(description: str, address: str, messages: tuple[type[Message], ...]) -> dict[str, Any]:
    named = {one.event(): _message(one) for one in messages}
    return {"address": address, "description": description, "messages": named}


def _message(one: type[Message]) -> dict[str, Any]:
    summary = (one.__doc__ or "").strip().splitlines()[0]
    return {"name": one.event(), "summary": summary, "payload": {"$ref": f"{SCHEMAS}{one.__name__}"}}


def _operation(action: str, channel: str, one: type[Message]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{one.event()}"}],
    }
