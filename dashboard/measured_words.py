"""What a reporter's device measured, in words; names and values that no page knows any more are left out."""

from collections.abc import Mapping

from server.content import load_phrases

from .figures import figure
from .render import locale, say

NAMED = ("line", "online", "network", "speed_class")


def measured_on(found: Mapping[str, object] | None) -> str:
    """Return the measurements in one line, empty when there are none."""
    told = dict(found or {})
    if "online" in told:
        told["online"] = "present" if told["online"] else "absent"
    keys = [f"desk.measured.{name}.{told[name]}" for name in NAMED if name in told]
    words = [say(key) for key in keys if key in load_phrases()[locale()]]
    if isinstance(mbit := told.get("downlink_mbit"), int | float):
        words.append(say("desk.measured.downlink_mbit", mbit=figure(mbit, 2, locale())))
    if isinstance(ms := told.get("rtt_ms"), int | float):
        words.append(say("desk.measured.rtt_ms", ms=figure(ms, 0, locale())))
    return " · ".join(words)
