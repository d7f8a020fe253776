"""An act outside of reports in words: what was done, to whom or what, and its particulars."""

from collections.abc import Mapping
from typing import Any

from server.domain.account import AuditRow

from .render import say
from .setting_words import field_label


def act(event: str) -> str:
    """Say what an act was; one that has no words yet shows its name."""
    return _said(f"desk.audit.events.{event}", event)


def subject(row: AuditRow) -> str:
    """Say to whom or what it was done."""
    kind, _, key = row.subject.partition(":")
    if kind == "staff":
        return row.about or "–"
    if kind == "setting":
        return _said(f"desk.settings.groups.{key}", key)
    if kind == "rule":
        return say("desk.audit.rule", number=key)
    return _said(f"desk.audit.subjects.{kind}", row.subject) if kind else "–"


def details(row: AuditRow, teams: Mapping[str, str]) -> str:
    """Say its particulars, those that have words; `teams` are the teams' names."""
    data: Mapping[str, Any] = row.data
    told = [
        _said(f"desk.audit.did.{data['what']}", str(data["what"])) if "what" in data else "",
        _said(f"desk.audit.purpose.{data['purpose']}", str(data["purpose"])) if "purpose" in data else "",
        f"{_role(data['from'])} → {_role(data['to'])}" if "from" in data and "to" in data else "",
        _role(data["role"]) if "role" in data else "",
        say("desk.audit.team", team=teams.get(data["team"], data["team"])) if "team" in data else "",
        say("desk.audit.sessions", count=data["count"]) if "count" in data else "",
        ", ".join(_field(name) for name in data.get("changed", ())),
    ]
    if "format" in data:
        told.append(say("desk.audit.export", format=str(data["format"]).upper(), rows=data["rows"]))
        told.append(say("desk.audit.personal" if data["personal"] else "desk.audit.not_personal"))
        told.append(say("desk.audit.filtered") if data.get("filter") else "")
    return ", ".join(words for words in told if words) or "–"


def _role(role: str) -> str:
    return _said(f"desk.role.{role}", role)


def _field(name: str) -> str:
    try:
        return field_label(name)
    except KeyError:
        return name


def _said(key: str, otherwise: str) -> str:
    try:
        return say(key)
    except KeyError:
        return otherwise
