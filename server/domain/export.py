"""What an export has in it, and how a cell is kept from being a formula."""

import re
from datetime import datetime

COLUMNS = (
    "number", "status", "priority", "agency", "place", "kind", "question", "description", "impact", "channel", "team",
    "occurred_at", "received_at", "first_response_at", "response_due_at", "resolution_due_at", "resolved_at",
    "closed_at", "assignee", "reopen_count", "vendor", "vendor_ticket", "duplicate_of", "rating",
)  # fmt: skip
PERSONAL = ("reporter", "whatsapp")
"""Only for who may see numbers, and only when asked for."""

Cell = str | int | datetime | None

SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet read a cell as a formula or break out of it; the wide ones are read as the narrow."""
BEFORE = " \u00a0;,|\"'`"
"""What may stand before such a sign and be taken for the end of the cell before."""
INSIDE = re.compile("([,\r\n][ \u00a0\"'`]*)(?=[=+\\-@＝＋－＠])")
"""Where a reader that ends cells at commas, as Excel with English settings does, would begin one with a sign."""


def neutral(text: str) -> str:
    """Return the text as a spreadsheet shows it: a formula becomes the words it is made of."""
    bare = text.lstrip(BEFORE)
    dangerous = text[:1] in SIGNS or bare[:1] in SIGNS
    inside = INSIDE.sub(r"\1'", text)
    return f"'{inside}" if text and dangerous else inside
