"""An OPD's own colour for buttons and own bubbles, made usable.

Rules of this file
Rule 1  The text on it is black or white, whichever contrasts more: one of the two always has 4.5:1 (WCAG 1.4.3).
Rule 2  A colour that a white page swallows is darkened, hue kept, until it has 3:1 against white (WCAG 1.4.11).
Rule 3  What is no colour of six hexadecimal digits is none: the widget keeps its own.
"""

import re
from dataclasses import dataclass

STEP = 0.97
MOST_LIGHT = 1.05 / 3 - 0.05
"""Relative luminance that still has 3:1 against white."""

EVEN = (1.05 * 0.05) ** 0.5 - 0.05
"""Relative luminance on which black and white contrast alike, 4.58:1."""

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Accent:
    """Two colours as `#rrggbb`."""

    ground: str
    text: str


def readable_accent(color: str) -> Accent | None:
    """Return the colour as it can be used and the colour of text on it, or None for what is no colour."""
    found = _HEX.fullmatch(color)
    if not found:
        return None
    channels = [int(found[1][at : at + 2], 16) for at in (0, 2, 4)]
    while luminance(channels) > MOST_LIGHT:
        channels = [int(channel * STEP) for channel in channels]
    ground = "#" + "".join(f"{channel:02x}" for channel in channels)
    return Accent(ground, "#ffffff" if luminance(channels) <= EVEN else "#000000")


def luminance(channels: list[int]) -> float:
    """Return the relative luminance of red, green and blue (0–255), as WCAG defines it."""
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
