"""A visitor's photos, by POST only: a socket's frame is too small for one."""

from server.clock import now
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.visitor import Receipt
from server.services import photos
from server.services.encoding import Encoded
from server.services.world import Visitor, World
from server.store.attachment import StoredPhoto


async def on_attach_photo(world: World, who: Visitor, command: AttachPhoto, kept: Encoded) -> Receipt:
    return await photos.attach(world, who, command, kept, now())


async def on_show_photo(who: Visitor, command: ShowPhoto) -> StoredPhoto:
    return await photos.show_own(who, command)
