"""Small pieces that several pages answer with."""

from quart import Response, redirect


def go(target: str) -> Response:
    """Send the browser to a page with GET, whatever it came with."""
    moved = redirect(target, 303)
    assert isinstance(moved, Response)  # noqa: S101 - narrowed for the type checker
    return moved


def number(typed: str) -> int:
    """Read a small number from a form; 0 for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
