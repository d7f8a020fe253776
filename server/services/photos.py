"""Photos of a report: kept from its reporters, and given out to them and to the desk only."""

from datetime import datetime

from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.visitor import Receipt
from server.domain import lines
from server.domain.desk import SignedIn
from server.domain.photos import check_count
from server.domain.roles import Act, require
from server.errors import NotFound
from server.store import attachment, conversation, receipt, report
from server.store.attachment import NewPhoto, StoredPhoto
from server.store.conversation import OpenConversation

from .commit import check_id
from .encoding import Encoded
from .once import Outcome, TimelineDraft, hash_id, once
from .sight import check_sight
from .world import Visitor, World


async def attach(world: World, visitor: Visitor, command: AttachPhoto, kept: Encoded, now: datetime) -> Receipt:
    """Add a photo to a report of this conversation.

    Raises NotFound for a report of somebody else, InvalidInput for `photo`: `too_many`.
    """

    async def work(opened: OpenConversation) -> Outcome:
        report_id = await _report_meant(opened.id, command.report)
        check_count(await attachment.count(report_id, opened.id))
        client_hash = hash_id(command.client_id)
        photo_id = await attachment.add(
            NewPhoto(client_hash, opened.id, report_id, kept.mime, kept.width, kept.height, kept.data), at=now
        )
        last = await conversation.append_line(
            opened.id, author="visitor", line=lines.photo(photo_id), at=now, report_id=report_id,
            client_id=command.client_id,
        )  # fmt: skip
        return Outcome(last, report_id, (TimelineDraft("photo", "reporter"),))

    return await once(world, visitor, command, now, work, beside=kept.source)


async def show_own(visitor: Visitor, command: ShowPhoto) -> StoredPhoto:
    """Return a photo that this conversation sent. Raises NotFound, also for one that somebody else sent."""
    talk = await conversation.find_id(visitor.token_hash)
    found = await attachment.read(command.photo)
    if talk is None or found is None or found.conversation_id != talk:
        raise NotFound
    return found


async def show_to_desk(photo_id: int, *, by: SignedIn) -> StoredPhoto:
    """Return the photo of a report that this person may see. Raises NotFound."""
    require(by.role, Act.SEE_REPORTS)
    check_id(photo_id)
    report_id = await attachment.report_of(photo_id)
    if report_id is None:
        raise NotFound
    await check_sight(report_id, by=by)
    found = await attachment.read(photo_id)
    if found is None:
        raise NotFound
    return found


async def _report_meant(conversation_id: int, named: str) -> int:
    """Find the report by its number, or by the client id of the command that filed it: its number may not be known yet.

    Raises NotFound.
    """
    if named[0].isupper():
        found = await report.own_by_number(conversation_id, named)
    else:
        filed = await receipt.find(hash_id(named))
        found = filed.report_id if filed and filed.conversation_id == conversation_id else None
    if found is None:
        raise NotFound
    return found
