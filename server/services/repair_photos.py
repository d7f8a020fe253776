"""Photos that a technician takes of a repair: for the desk, not for the reporter's chat."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.desk import SignedIn
from server.domain.events import Fact, ReportTouched
from server.domain.photos import MOST_PHOTOS, check_count
from server.domain.roles import Act, require, works_on
from server.errors import Forbidden, InvalidInput, NotFound
from server.store import attachment, report_file, timeline
from server.store.attachment import NewPhoto

from .clicks import click, commit_click
from .encoding import encode
from .sight import check_sight


async def add_photos(
    report_id: int, pictures: Sequence[bytes], *, client_id: str, by: SignedIn, now: datetime
) -> None:
    """Keep photos with a report, all or none. The same client id twice adds them once.

    Raises InvalidInput for `photo`, with the codes of `domain.photos`; Forbidden for somebody else's work.
    """
    require(by.role, Act.MOVE_REPORTS)
    await check_sight(report_id, by=by)
    if not pictures or len(pictures) > MOST_PHOTOS:
        raise InvalidInput({"photo": "too_many" if pictures else "empty"})
    kept = [await encode(picture) for picture in pictures]
    asks = f"photos:{report_id}:{[one.source.hex() for one in kept]}"
    press = click(client_id, by=by, report_id=report_id, asks=asks)

    async def unit() -> tuple[None, list[Fact]]:
        locked = await report_file.lock(report_id)
        if locked is None:
            raise NotFound
        if await press.was_done():
            return None, []
        if not works_on(by.role, staff_id=by.staff_id, assignee_id=locked.assignee_id):
            raise Forbidden
        check_count(await attachment.count_of_staff(report_id) + len(kept) - 1)
        for place, one in enumerate(kept):
            name = f"{press.key[:60]}-{place}"
            await attachment.add(
                NewPhoto(name, None, report_id, one.mime, one.width, one.height, one.data, by.staff_id), at=now
            )
        await press.note(now=now)
        ver = await timeline.append(
            report_id=report_id, event="photo", actor="staff", staff_id=by.staff_id, at=now, data={"count": len(kept)}
        )
        return None, [ReportTouched(report_id, ver)]

    await commit_click(unit)
