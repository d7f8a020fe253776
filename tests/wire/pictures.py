"""Pictures that a phone sends, and those that an attacker does."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def jpeg(size: tuple[int, int] = (640, 480), *, exif: bool = False, colour: str = "#1d4ed8") -> bytes:
    """A plain photo; with `exif` one that says where it was taken, and that it lies on its side."""
    out = BytesIO()
    options = {"exif": _exif()} if exif else {}
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


def detailed_jpeg() -> bytes:
    """A photo of as many bytes as a phone's, made small: some 300 kB."""
    out = BytesIO()
    Image.effect_noise((1000, 750), 60).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


def png(size: tuple[int, int] = (320, 200), mode: str = "RGBA") -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def webp() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), "green").save(out, "WEBP")
    return out.getvalue()


def gif_with_script() -> bytes:
    """A GIF whose first bytes are JavaScript too: `GIF89a=1/*…*/;alert(1)`."""
    out = BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    return out.getvalue()[:6] + b"=1/*" + out.getvalue()[10:] + b"*/;alert(1)"


def jpeg_with_script() -> bytes:
    """A photo that ends in a page."""
    return jpeg() + b"<html><script>alert(1)</script></html>"


def huge_png(side: int = 50_000) -> bytes:
    """Say 50,000 × 50,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def text_bomb_png() -> bytes:
    """A small PNG with 100 MB of zeroes in a compressed text."""
    bomb = b"note\0\0" + zlib.compress(b"\0" * 100_000_000, 9)
    real = png((4, 4))
    return real[:33] + _chunk(b"zTXt", bomb) + real[33:]


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Telepon Sari"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (0.0, 32.0, 5.0)
    return exif.tobytes()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


REFUSED: dict[str, tuple[bytes, str]] = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "vector"),
    "svg behind a prologue": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg onload="alert(1)"/>', "vector"),
    "html": (b"<!doctype html><script>alert(1)</script>", "not_image"),
    "gif that is a script": (gif_with_script(), "not_image"),
    "pdf with javascript": (b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", "not_image"),
    "zip": (b"PK\x03\x04" + b"\0" * 200, "not_image"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
    "avif": (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "heic"),
    ".htaccess": ("\u200bAddType application/x-httpd-php .jpg".encode(), "not_image"),
    "nothing": (b"", "empty"),
    "50,000 x 50,000 pixels": (huge_png(), "too_many_pixels"),
    "a little too many pixels": (png((4100, 3000), "1"), "too_many_pixels"),
    "a text that is a bomb": (text_bomb_png(), "damaged"),
    "half a photo": (jpeg((1200, 900))[:2000], "damaged"),
    "only the first bytes": (b"\xff\xd8\xff", "damaged"),
    "a png that is none": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "damaged"),
    "webp of nothing": (b"RIFF\x10\0\0\0WEBPVP8 " + b"\xff" * 40, "damaged"),
    "over 4 MB": (b"\xff\xd8\xff" + b"\0" * (4 * 2**20), "too_big"),
}
"""What each must be refused with."""
