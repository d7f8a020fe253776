"""A report's photos, for whoever may see the report."""

import pytest

from server.contract.photos import AttachPhoto
from server.errors import NotFound
from server.services import photos
from server.services.encoding import encode
from tests.wire.client import new_id
from tests.wire.pictures import jpeg

from .people import LATER, report

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
