"""What a page is told while the database is away: what was so last, and nothing that was taken back before."""

import pytest

from server.errors import Unavailable
from server.realtime.pulse import Pulse
from server.services import agencies
from server.store import agency
from server.web.last_known import LastKnown

from .people import NOON
from .test_settings import DESK, save


class Outage(Pulse):
    """A database that is away from when it is said."""

    def begin(self) -> None:
        self._lost.set()


@pytest.fixture
def outage():
    return Outage()


async def test_a_number_that_was_given_up_is_told_to_no_page(world, team, outage):
    known = LastKnown(world, outage)
    await known.site("disdik", None)
    await save(team, "desk", DESK)
    await known.site("dinkes", None)  # another page asks later
    outage.begin()
    assert (await known.site("disdik", None)).desk_whatsapp == "6281100000001"


async def test_an_opd_that_was_taken_off_the_list_is_not_back_in_an_outage(world, team, outage):
    known, disdik = LastKnown(world, outage), await agency.find_by_slug("disdik")
    assert (await known.site("disdik", None)).allowed
    await agencies.remove_agency(disdik.id, by=team.admin, now=NOON)
    assert not (await known.site("disdik", None)).allowed
    outage.begin()
    with pytest.raises(Unavailable):
        await known.site("disdik", None)


async def test_what_strangers_ask_for_is_not_remembered(world, outage):
    known = LastKnown(world, outage)
    assert not (await known.site("disdik", "https://elsewhere.example")).allowed
    outage.begin()
    with pytest.raises(Unavailable):
        await known.site("disdik", "https://elsewhere.example")
