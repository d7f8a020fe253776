"""Which files are taken as a report's photos. Pure: bytes are looked at here and decoded in `services/encoding.py`."""

from dataclasses import dataclass
from datetime import datetime

from server.errors import InvalidInput

MOST_PHOTOS = 3
"""Of one reporter to one report."""

MOST_BYTES = 4 * 2**20
MOST_PIXELS = 12_000_000
"""A phone's whole sensor; the widget sends far less. More would take more memory to decode than it is worth."""

LONGEST_SIDE = 1600

TAKEN = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"})


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo without its bytes; `size` in bytes, `author` is `reporter` or `staff`."""

    id: int
    width: int
    height: int
    size: int
    author: str
    at: datetime


def format_of(data: bytes) -> str:
    """Return the name of the picture's format, by its first bytes: names and types are what a sender claims.

    Raises InvalidInput for `photo`: `empty`, `too_big`, `heic`, `vector` or `not_image`.
    """
    if not data:
        raise InvalidInput({"photo": "empty"})
    if len(data) > MOST_BYTES:
        raise InvalidInput({"photo": "too_big"})
    for beginning, name in TAKEN.items():
        if data.startswith(beginning):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise InvalidInput({"photo": _why_not(data[:512])})


def check_pixels(width: int, height: int) -> None:
    """Raise InvalidInput for a picture that is larger than a phone takes, or that has no area."""
    if not (width > 0 and height > 0):
        raise InvalidInput({"photo": "damaged"})
    if width * height > MOST_PIXELS:
        raise InvalidInput({"photo": "too_many_pixels"})


def check_count(already: int) -> None:
    """Raise InvalidInput when this report has all the photos that one reporter may add."""
    if already >= MOST_PHOTOS:
        raise InvalidInput({"photo": "too_many"})


def _why_not(beginning: bytes) -> str:
    if beginning[4:8] == b"ftyp" and beginning[8:12] in HEIC_BRANDS:
        return "heic"
    return "vector" if b"<svg" in beginning.lower() else "not_image"
