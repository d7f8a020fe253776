"""Photos on both databases: every byte comes back, and no list carries them."""

from server.store import attachment, conversation
from server.store.attachment import NewPhoto
from server.store.tx import tx

from .listed import AT, add_report

EVERY_BYTE = bytes(range(256)) * 5 + b"'\\\"%s;\x00\x1a"


async def test_every_byte_of_a_photo_comes_back_as_it_was(database):
    report_id = await add_report(1)
    async with tx():
        opened = await conversation.open_locked(
            token_hash="h" * 64, site="", locale="id", page="", user_agent="", at=AT
        )
        photo = await attachment.add(
            NewPhoto("c" * 64, opened.id, report_id, "image/jpeg", 40, 30, EVERY_BYTE), at=AT
        )
    found = await attachment.read(photo)
    assert (found.data, found.report_id, found.conversation_id) == (EVERY_BYTE, report_id, opened.id)
    (shown,) = await attachment.of_report(report_id)
    assert (shown.id, shown.width, shown.height, shown.size, shown.at) == (photo, 40, 30, len(EVERY_BYTE), AT)
    assert await attachment.of_conversation(opened.id, [report_id]) == {report_id: (shown,)}
    assert await attachment.count(report_id, opened.id) == 1
    assert await attachment.read(photo + 1) is None
