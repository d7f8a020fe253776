"""Clean what people type. What is kept is kept verbatim: nothing is normalised or escaped here."""

import unicodedata

INVISIBLE = {
    *"\u061c\u200b\u200e\u200f\ufeff",
    *(chr(point) for point in range(0x202A, 0x202F)),
    *(chr(point) for point in range(0x2066, 0x206A)),
}
"""Marks and overrides of direction, and spaces without width: they make a line read as something it is not.

The joiners U+200C and U+200D stay: emoji and several scripts are spelt with them.
"""

BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}


def one_line(typed: str) -> str:
    """Return the text on one line: as `lines`, with every run of white space made one space."""
    return " ".join(lines(typed).split())


def lines(typed: str) -> str:
    """Return the text with breaks as `\\n`, control characters and bidi overrides gone, edges trimmed."""
    for found, meant in BREAKS.items():
        typed = typed.replace(found, meant)
    return "".join(char for char in typed if char == "\n" or _is_seen(char)).strip()


def _is_seen(char: str) -> bool:
    """Lone surrogates (Cs) go with the controls (Cc): no database and no JSON can hold them."""
    return char not in INVISIBLE and unicodedata.category(char) not in {"Cc", "Cs"}
