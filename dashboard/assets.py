"""The built files and their hashed names."""

import json
from functools import cache
from pathlib import Path

DIST = Path(__file__).parent / "static" / "dist"


@cache
def _manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return found


def url(name: str) -> str:
    """Return the address of `dashboard.js`, `dashboard.css` or `dark.css`."""
    return f"/dashboard/static/{_manifest()[name]}"
