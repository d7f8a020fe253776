"""A report's photos, for whoever may see the report."""

import uuid

import pytest

from server.contract.photos import AttachPhoto
from server.errors import Forbidden, InvalidInput, NotFound
from server.services import desk, photos, repair_photos
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
