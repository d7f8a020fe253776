"""Make a photo anew from its pixels: what else was in the file (place, device, code behind the picture) is gone.

Decoding what strangers send is the most dangerous thing this server does with bytes: only three formats are opened, the
size is looked at before a pixel is, and it happens in a thread, two at a time, also when those who sent them leave.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from server.domain.photos import LONGEST_SIDE, MOST_PIXELS, check_pixels, format_of
from server.errors import InvalidInput, Unavailable

AT_ONCE = 2
LONGEST_WAIT = 10.0
QUALITY = 80
MIME = "image/jpeg"

Image.MAX_IMAGE_PIXELS = MOST_PIXELS

_places = asyncio.Semaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture as it is kept."""

    data: bytes
    mime: str
    width: int
    height: int
    source: bytes
    """The digest of what was sent: two deliveries of one file are the same, whatever version encodes them."""


async def encode(data: bytes) -> Encoded:
    """Return the picture as a JPEG of at most 1,600 pixels a side.

    Raises InvalidInput for `photo` (`damaged` besides the codes of `domain.photos`), or Unavailable when too many wait.
    """
    named = format_of(data)
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            await _places.acquire()
    except TimeoutError:
        raise Unavailable(retry_after=5) from None
    try:
        decoding = asyncio.get_running_loop().run_in_executor(None, _encode, data, named)
    except BaseException:
        _places.release()
        raise
    # A thread cannot be stopped: who hangs up leaves it running, and its place is free only when it is done.
    decoding.add_done_callback(lambda _: _places.release())
    return await asyncio.shield(decoding)


def _encode(data: bytes, named: str) -> Encoded:
    try:
        with Image.open(BytesIO(data), formats=(named,)) as opened:
            check_pixels(opened.width, opened.height)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded smaller than it is
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _written(_flat(upright), hashlib.sha256(data).digest())
    except InvalidInput:
        raise
    except Image.DecompressionBombError as error:
        raise InvalidInput({"photo": "too_many_pixels"}) from error
    except Exception as error:  # a decoder fails in many ways on purpose-made bytes: all of them say one thing
        raise InvalidInput({"photo": "damaged"}) from error


def _flat(picture: Image.Image) -> Image.Image:
    """Put what is transparent on white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    ground.paste(layer, mask=layer)
    return ground


def _written(picture: Image.Image, source: bytes) -> Encoded:
    out = BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "JPEG", quality=QUALITY, optimize=True)
    return Encoded(out.getvalue(), MIME, picture.width, picture.height, source)
