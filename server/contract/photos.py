"""Photos: what a widget may ask beside its other commands, by POST only. A picture travels beside its command."""

from typing import Annotated

from pydantic import Field

from .base import ClientId, Command, Number, Reply, Write
from .shapes import PhotoId
from .visitor import Receipt


class AttachPhoto(Write):
    """Add a photo to a report of this conversation: its number, or the client id that it was filed under.

    The body of `POST /api/visitor/attach_photo` is the usual JSON, a line feed, and the picture's bytes.
    """

    reply = Receipt
    report: Annotated[Number | ClientId, Field(union_mode="left_to_right")]


class ShowPhoto(Command):
    """Ask for the pixels of a photo that this conversation sent. `POST /api/visitor/show_photo` answers with a JPEG."""

    reply = Reply
    photo: PhotoId


POSTED: tuple[type[Command], ...] = (AttachPhoto, ShowPhoto)
