"""Who the desk is and how it is reached."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from server.domain import typed, whatsapp
from server.errors import InvalidInput

MOST_UNIT, MOST_DIRECTIONS, MOST_NAME = 150, 300, 100
PHONE = re.compile(r"\+?\d{3,15}")


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What is empty hides its phrase."""

    unit: str = ""
    whatsapp: str = ""
    """E.164 digits without plus, as all WhatsApp numbers here."""
    phone: str = ""
    emergency: str = ""
    directions: str = ""
    """Where citizens are sent."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who is there outside service hours; somebody makes critical reports count around the clock."""

    name: str = ""
    whatsapp: str = ""

    def __bool__(self) -> bool:
        return bool(self.whatsapp)


def read_desk(form: Mapping[str, str]) -> DeskFacts:
    """Return what was typed, cleaned. Raises InvalidInput."""
    unit, directions = typed.one_line(form.get("unit", "")), typed.one_line(form.get("directions", ""))
    wrong: dict[str, str] = {}
    if not unit:
        wrong["unit"] = "required"
    elif len(unit) > MOST_UNIT:
        wrong["unit"] = "too_long"
    if len(directions) > MOST_DIRECTIONS:
        wrong["directions"] = "too_long"
    number = _whatsapp(form.get("whatsapp", ""), "whatsapp", wrong)
    phone, emergency = _phone(form, "phone", wrong), _phone(form, "emergency", wrong)
    if wrong:
        raise InvalidInput(wrong)
    return DeskFacts(unit, number, phone, emergency, directions)


def show_desk(facts: DeskFacts) -> dict[str, str]:
    return asdict(facts)


def read_on_call(form: Mapping[str, str]) -> OnCall:
    """Return what was typed, cleaned: a name and a number, or nobody. Raises InvalidInput."""
    name, wrong = typed.one_line(form.get("name", "")), dict[str, str]()
    number = _whatsapp(form.get("whatsapp", ""), "whatsapp", wrong)
    if name and not number:
        wrong.setdefault("whatsapp", "required")
    if number and not name:
        wrong["name"] = "required"
    if len(name) > MOST_NAME:
        wrong["name"] = "too_long"
    if wrong:
        raise InvalidInput(wrong)
    return OnCall(name, number)


def show_on_call(on_call: OnCall) -> dict[str, str]:
    return asdict(on_call)


def _whatsapp(words: str, field: str, wrong: dict[str, str]) -> str:
    if not typed.one_line(words):
        return ""
    try:
        return whatsapp.normalise(words)
    except whatsapp.BadNumber:
        wrong[field] = "invalid"
        return ""


def _phone(form: Mapping[str, str], field: str, wrong: dict[str, str]) -> str:
    digits = re.sub(r"[ ().-]", "", typed.one_line(form.get(field, "")))
    if digits and not PHONE.fullmatch(digits):
        wrong[field] = "invalid"
    return digits
