"""What the settings pages call things: a field by its name in the form, a setting in one line."""

import re

from server.domain.service_clock import Hours
from server.domain.settings import Settings
from server.domain.settings.desk import DeskFacts
from server.domain.settings.hours import WEEKDAYS, clock
from server.domain.whatsapp import shown

from .render import say

DAY = re.compile(rf"({'|'.join(WEEKDAYS)})_(opens|closes)")
TARGET = re.compile(r"(critical|high|medium|low)_(response|resolution)")
DRAFT = re.compile(r"([a-z_]+)_(id|en)")
ROW = re.compile(r"([a-z_]+)_(\d+)")


def field_label(name: str) -> str:
    """Return the label of a form's field."""
    if found := DAY.fullmatch(name):
        return f"{say(f'desk.settings.days.{found[1]}')}: {say(f'desk.settings.fields.{found[2]}').lower()}"
    if found := TARGET.fullmatch(name):
        return f"{say(f'desk.priority.{found[1]}')}: {say(f'desk.clock.what.{found[2]}').lower()}"
    if found := DRAFT.fullmatch(name):
        return f"{say(f'widget.status.labels.{found[1]}')} ({say(f'desk.settings.languages.in_{found[2]}')})"
    if found := ROW.fullmatch(name):
        return f"{say(f'desk.settings.fields.{found[1]}')} {int(found[2]) + 1}"
    return say(f"desk.settings.fields.{name}")


def summaries(found: Settings, desk: DeskFacts, holidays: int) -> dict[str, str]:
    """Return each setting in one line, for the page that lists them; `holidays` is how many this year has."""
    minutes = found.targets.by_priority["critical"].response.total_seconds() / 60
    return {
        "desk": desk.unit,
        "on_call": f"{found.on_call.name} · {shown(found.on_call.whatsapp)}" if found.on_call else _unset(),
        "hours": _week(found.hours.week),
        "holidays": say("desk.settings.holidays.count", count=holidays),
        "targets": say("desk.settings.targets.short", minutes=f"{minutes:g}"),
        "drafts": _own(len(found.drafts.texts)),
        "replies": _own(len(found.replies)),
    }


def _week(week: tuple[Hours | None, ...]) -> str:
    """Return `Senin–Kamis 07.30–16.00, Jumat 07.30–16.30`: neighbouring days with the same hours are one."""
    parts: list[str] = []
    first = 0
    for place in range(1, 8):
        if place < 7 and week[place] == week[first]:
            continue
        hours = week[first]
        if hours is not None:
            ends = dict.fromkeys((WEEKDAYS[first], WEEKDAYS[place - 1]))
            days = "–".join(say(f"desk.settings.days.{day}") for day in ends)
            parts.append(f"{days} {clock(hours.opens)}–{clock(hours.closes)}")
        first = place
    return ", ".join(parts)


def _own(texts: int) -> str:
    return say("desk.settings.own_texts", count=texts) if texts else say("desk.settings.built_in")


def _unset() -> str:
    return say("desk.settings.unset")
