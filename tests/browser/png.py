"""Make a screenshot small: Chromium writes 24 bits a pixel, and flat screens have few colours."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TRUECOLOUR, PALETTE = 2, 3
MOST_COLOURS = 256

Colour = tuple[int, ...]


def shrink(png: bytes) -> bytes:
    """Return the picture with a palette; a colour that has no place in it becomes the nearest of those that have."""
    found = list(chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", found[0][1][:10])
    if (depth, kind) != (8, TRUECOLOUR):
        return png
    data = zlib.decompress(b"".join(body for name, body in found if name == b"IDAT"))
    pixels = [list(zip(row[::3], row[1::3], row[2::3], strict=True)) for row in unfilter(data, width * 3)]
    common = palette(Counter(p for row in pixels for p in row))
    index = {colour: at for at, colour in enumerate(common)}
    for colour in {p for row in pixels for p in row} - index.keys():
        index[colour] = min(range(len(common)), key=lambda at: distance(common[at], colour))
    rows = b"".join(b"\0" + bytes(index[p] for p in row) for row in pixels)
    return SIGNATURE + b"".join(
        [
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, PALETTE, 0, 0, 0)),
            chunk(b"PLTE", b"".join(map(bytes, common))),
            chunk(b"IDAT", zlib.compress(rows, 9)),
            chunk(b"IEND", b""),
        ]
    )


def palette(counted: Counter[Colour]) -> list[Colour]:
    """Choose the commonest, and of the rest one of each tint, so that a small dot keeps its green."""
    ranked = [colour for colour, _ in counted.most_common()]
    common = ranked[: MOST_COLOURS // 2]
    tints: dict[Colour, Colour] = {}
    for colour in ranked[MOST_COLOURS // 2 :]:
        tints.setdefault(tuple(part >> 4 for part in colour), colour)
    return (common + list(tints.values()))[:MOST_COLOURS]


def distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        yield name, png[at + 8 : at + 8 + length]
        at += length + 12


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def unfilter(data: bytes, width: int) -> Iterator[bytearray]:
    """Yield rows of `width` bytes, three a pixel, with PNG's five filters undone."""
    above = bytearray(width)
    for start in range(0, len(data), width + 1):
        how, row = data[start], bytearray(data[start + 1 : start + 1 + width])
        if how:
            for x in range(width):
                left, corner = (row[x - 3], above[x - 3]) if x > 2 else (0, 0)
                row[x] = (row[x] + predict(how, left, above[x], corner)) & 255
        yield row
        above = row


def predict(how: int, left: int, up: int, corner: int) -> int:
    if how == 4:
        return min((left, up, corner), key=lambda near: abs(left + up - corner - near))
    return (0, left, up, (left + up) >> 1)[how]
