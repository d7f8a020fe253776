"""The photo door: `POST /api/visitor/attach_photo` and `show_photo`. The one route that takes more than 64 kB.

The body is the usual JSON on its first line and the picture's bytes behind it, without a content type: no preflight, no
token in an address, and nothing to parse but a line feed.
"""

import re
from typing import Any

from quart import Blueprint, Request, Response, request

from server.contract.photos import AttachPhoto, ShowPhoto
from server.domain.photos import MOST_BYTES, MOST_PHOTOS
from server.errors import InvalidInput, TooLarge, Unavailable
from server.realtime.gateway import Answer, Gateway, refuse
from server.store.attachment import StoredPhoto

from .caller import caller_of
from .headers import PHOTO_HEADERS, open_to_all
from .visitor_api import MAX_BODY, answer, body_of, read_object

REPAIR = re.compile(r"/dashboard/reports/\d+/photos")
"""Where a technician's photos go, three at once."""

ATTACH = f"/api/visitor/{AttachPhoto.event()}"
MAX_UPLOAD = MOST_BYTES + MAX_BODY
UPLOAD_SECONDS = 120
"""A photo of 300 kB at 32 kbit/s; behind nginx the body is there at once."""

AT_ONCE = 24
"""Bodies in memory: 100 MB at the very most. Who comes then is asked to come again."""


class PhotoRequest(Request):
    """Let the photo's route, and no other, take a large body slowly: Quart asks before it knows the route."""

    def __init__(self, method: str, scheme: str, path: str, *rest: Any, **options: Any) -> None:
        most = None
        if path == ATTACH or (method == "POST" and REPAIR.fullmatch(path)):
            most = MAX_UPLOAD if path == ATTACH else MOST_PHOTOS * MAX_UPLOAD
            options |= {"max_content_length": most, "body_timeout": UPLOAD_SECONDS}
        super().__init__(method, scheme, path, *rest, **options)
        if most:
            self.max_content_length = most  # also what a form may hold that came before it was asked for


def blueprint(gateway: Gateway) -> Blueprint:
    """Serve the door for `gateway`."""
    routes = Blueprint("photos_api", __name__)
    arriving: set[object] = set()

    @routes.post(ATTACH)
    async def attach_photo() -> Response:
        if len(arriving) >= AT_ONCE:
            return answer(refuse(Unavailable(retry_after=5), client_id=None, event=AttachPhoto.event()))
        place = object()
        arriving.add(place)
        try:
            return answer(await _attach(gateway))
        finally:
            arriving.discard(place)

    @routes.post(f"/api/visitor/{ShowPhoto.event()}")
    async def show_photo() -> Response:
        try:
            body = read_object(await body_of(request, MAX_BODY))
        except (InvalidInput, TooLarge) as error:
            return answer(refuse(error, client_id=None, event=ShowPhoto.event()))
        command = body.pop("command", None)
        found = await gateway.show_photo(body, command, caller_of(request))
        return open_to_all(pixels(found)) if isinstance(found, StoredPhoto) else answer(found)

    return routes


async def _attach(gateway: Gateway) -> Answer:
    try:
        head, _, picture = (await body_of(request, MAX_UPLOAD)).partition(b"\n")
        if len(head) > MAX_BODY:
            raise TooLarge
        body = read_object(head)
    except (InvalidInput, TooLarge) as error:
        return refuse(error, client_id=None, event=AttachPhoto.event())
    command = body.pop("command", None)
    return await gateway.take_photo(body, command, picture, caller_of(request))


def pixels(photo: StoredPhoto) -> Response:
    """Answer with a picture that no browser takes for anything else."""
    response = Response(photo.data, mimetype=photo.mime)
    for name, value in PHOTO_HEADERS.items():
        response.headers[name] = value
    response.headers["Content-Disposition"] = f'attachment; filename="foto-{photo.id}.jpg"'
    return response
