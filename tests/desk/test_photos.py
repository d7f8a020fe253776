"""A report's photos, for whoever may see the report."""

import asyncio
import sys
import uuid
from io import BytesIO

import pytest
from PIL import Image

from server.contract.photos import AttachPhoto
from server.errors import Forbidden, InvalidInput, NotFound
from server.services import desk, encoding, photos, repair_photos
from server.services.encoding import encode
from tests.wire.client import new_id
from tests.wire.pictures import jpeg

from .people import LATER, move, report

STOLEN = {"kind": "email-akun", "question": "email-akun/akun-dibajak"}


async def attached(world, **given) -> int:
    """File a report with a photo and return the photo's id."""
    person = await report(world, **given)
    command = AttachPhoto(client_id=new_id(), report=person.number)
    receipt = await photos.attach(world, person.who, command, await encode(jpeg()), LATER)
    return receipt.reports[0].photos[0].id


async def test_everybody_on_the_desk_sees_a_photo_and_its_report_names_it(world, team):
    photo = await attached(world)
    for person in (team.admin, team.budi, team.viewer):
        assert (await photos.show_to_desk(photo, by=person)).mime == "image/jpeg"


async def test_a_photo_of_a_restricted_teams_report_is_not_there_for_others(world, team):
    photo = await attached(world, **STOLEN)
    assert await photos.show_to_desk(photo, by=team.admin)
    for outsider in (team.budi, team.viewer):
        with pytest.raises(NotFound):
            await photos.show_to_desk(photo, by=outsider)


async def test_no_number_that_names_no_photo_opens_anything(world, team):
    for number in (0, -1, 999_999, 2**70):
        with pytest.raises(NotFound):
            await photos.show_to_desk(number, by=team.admin)


def large_png() -> bytes:
    """A picture of 12 megapixels that takes a good part of a second, as no PNG can be decoded smaller than it is."""
    out = BytesIO()
    Image.radial_gradient("L").resize((4000, 3000)).convert("RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def decoding() -> int:
    """Count the threads that are inside of a decode at this moment."""
    return sum(is_inside(frame, encoding._encode) for frame in sys._current_frames().values())


def is_inside(frame, function) -> bool:
    while frame and frame.f_code is not function.__code__:
        frame = frame.f_back
    return frame is not None


async def test_however_many_hang_up_in_the_middle_of_a_photo_two_are_decoded_at_a_time():
    picture, most = large_png(), 0
    for _ in range(4):
        leaving = [asyncio.create_task(encode(picture)) for _ in range(2)]
        async with asyncio.timeout(20):
            while not decoding():
                await asyncio.sleep(0)
        await asyncio.sleep(0)  # a turn for each: those that may are in
        for one in leaving:
            one.cancel()
        await asyncio.gather(*leaving, return_exceptions=True)
        assert decoding()  # they left in the middle, not after it
    staying = asyncio.create_task(encode(picture))
    while not staying.done():
        most = max(most, decoding())
        await asyncio.sleep(0.001)
    kept = await staying  # whoever stays gets a place as soon as one of those threads is done
    assert (kept.width, kept.height) == (1600, 1200)
    assert 1 <= most <= encoding.AT_ONCE


async def add(person, by, *shown, client_id=None):
    """Add these photos, or three."""
    taken = shown or (jpeg(), jpeg(), jpeg())
    press = client_id or str(uuid.uuid4())
    await repair_photos.add_photos(person.id, taken, client_id=press, by=by, now=LATER)


async def test_repair_photos_stand_in_the_report_and_never_reach_its_reporter(world, team):
    sari = await report(world)
    await add(sari, team.budi, jpeg(), jpeg())
    opened = await desk.open_report(sari.id, by=team.admin, now=LATER)
    assert [photo.author for photo in opened.photos] == ["staff", "staff"]
    assert (opened.timeline[-1].event, opened.timeline[-1].staff) == ("photo", "Budi")
    assert (await sari.sees()).photos == [] and await sari.lines("photo") == []
    shown = await photos.show_to_desk(opened.photos[0].id, by=team.rina)
    assert shown.mime == "image/jpeg"


async def test_three_repair_photos_are_the_most_and_a_repeated_press_adds_none(world, team):
    sari = await report(world)
    for _ in range(2):
        await add(sari, team.budi, client_id="satu-ketukan")
    assert len((await desk.open_report(sari.id, by=team.admin, now=LATER)).photos) == 3
    for more in ([jpeg()], [jpeg()] * 4, [], [b"<svg onload=alert(1)>"]):
        with pytest.raises(InvalidInput):
            await repair_photos.add_photos(sari.id, more, client_id=str(uuid.uuid4()), by=team.budi, now=LATER)
    assert len((await desk.open_report(sari.id, by=team.admin, now=LATER)).photos) == 3


async def test_repair_photos_come_from_who_works_on_the_report(world, team):
    sari = await report(world)
    await move(sari, "in_progress", team.rina)
    for who in (team.viewer, team.budi):
        with pytest.raises(Forbidden):
            await add(sari, who, jpeg())
