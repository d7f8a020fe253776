"""Whom the news of the desk concern, asked at the use case."""

import uuid
from datetime import timedelta

import pytest
import pytest_asyncio

from server.contract.photos import AttachPhoto
from server.contract.reports import ReopenReport
from server.contract.visitor import SendMessage
from server.domain.desk import SignedIn
from server.errors import Forbidden
from server.services import desk, keying, members, news, own_report, photos, visitor
from server.services.encoding import encode
from server.store import timeline
from tests.wire.pictures import jpeg

from .people import LATER, NOON, hire, move, report, version_of

HACKED = {"kind": "situs-aplikasi", "question": "situs-aplikasi/situs-diretas"}


@pytest_asyncio.fixture
async def begun(world, team):
    """The newest `ver` before anything of a test comes in: something has happened already."""
    await report(world)
    return await timeline.newest_ver()


async def told(by: SignedIn, after: int) -> list[tuple[str, str]]:
    return [(one.event, one.number) for one in (await news.news_for(by, after=after))[1]]


async def write(world, reporter) -> None:
    command = SendMessage(client_id=str(uuid.uuid4()), text="Lampunya merah", number=reporter.number)
    await visitor.send_message(world, reporter.who, command, LATER)


async def test_a_new_report_concerns_everybody_who_may_see_it(world, team, begun):
    made = await report(world)
    for by in (team.admin, team.operator, team.budi, team.viewer):
        assert await told(by, begun) == [("filed", made.number)]
        assert await told(by, await timeline.newest_ver()) == []


async def test_the_first_report_of_all_is_news_too(world, team):
    made = await report(world)
    assert await told(team.budi, 0) == [("filed", made.number)]
    assert (await news.news_for(team.budi, after=None))[1] == ()


async def test_who_keyed_a_report_in_knows_of_it(world, team, begun):
    typed = {
        "name": "Tono", "agency": "dinkes", "unit": "", "place": "Loket 3", "kind": "wifi", "impact": "none",
        "description": "Wi-Fi tidak tersambung", "whatsapp": "0813-1111-2222", "wa_consent": "",
        "client_id": str(uuid.uuid4()),
    }  # fmt: skip
    command = keying.read_form(typed, occurred_at=NOON)
    await keying.key_in(world, command, "phone", by=team.budi, now=LATER)
    assert await told(team.budi, begun) == []
    assert [event for event, _ in await told(team.rina, begun)] == ["filed"]


async def test_a_message_concerns_all_who_work_on_reports_until_somebody_owns_it(world, team, begun):
    made = await report(world)
    after = await timeline.newest_ver()
    await write(world, made)
    for by in (team.admin, team.operator, team.budi, team.rina):
        assert await told(by, after) == [("said", made.number)]
    assert await told(team.viewer, after) == []
    await desk.assign_report(
        made.id, assignee_id=team.budi.staff_id, version=await version_of(made), by=team.budi, now=LATER
    )
    after = await timeline.newest_ver()
    await write(world, made)
    assert await told(team.budi, after) == [("said", made.number)]
    assert [await told(by, after) for by in (team.admin, team.rina)] == [[], []]


async def test_what_the_desk_says_is_no_news(world, team, begun):
    made = await report(world)
    after = await timeline.newest_ver()
    await desk.reply_to_reporter(made.id, text="Kami periksa", client_id=str(uuid.uuid4()), by=team.budi, now=LATER)
    assert await timeline.newest_ver() > after
    assert await told(team.rina, after) == []


async def test_a_restricted_team_is_heard_by_its_own_and_by_admins(world, team, begun):
    hacked = await report(world, **HACKED)
    await write(world, hacked)
    sandi = await hire("Sandi", "technician", "security")
    for by in (team.admin, sandi):
        assert [number for _, number in await told(by, begun)] == [hacked.number] * 2
    for by in (team.operator, team.budi, team.viewer):
        assert await told(by, begun) == []


async def test_who_may_see_no_reports_gets_no_news(world, team):
    nobody = SignedIn(0, 0, "", "", "guest", "id", "")
    with pytest.raises(Forbidden):
        await news.news_for(nobody, after=0)


async def test_a_message_to_somebody_who_is_disabled_concerns_all_again(world, team, begun):
    made = await report(world)
    await desk.assign_report(
        made.id, assignee_id=team.budi.staff_id, version=await version_of(made), by=team.budi, now=LATER
    )
    after = await timeline.newest_ver()
    await write(world, made)
    assert await told(team.rina, after) == []
    await members.switch(team.budi.staff_id, active=False, by=team.admin, now=LATER)
    assert await told(team.rina, after) == [("said", made.number)]


async def test_a_photo_or_a_reopening_that_comes_later_is_a_message_but_not_a_photo_that_comes_with_its_report(
    world, team, begun
):
    made = await report(world)
    await attach(world, made, NOON)
    assert [event for event, _ in await told(team.budi, begun)] == ["filed"]
    after = await timeline.newest_ver()
    await attach(world, made, NOON + timedelta(minutes=20))
    await move(made, "in_progress", team.budi)
    await move(made, "resolved", team.budi, note="Kabel diganti")
    command = ReopenReport(client_id=str(uuid.uuid4()), number=made.number, reason="Masih mati")
    await own_report.reopen(world, made.who, command, LATER)
    assert [event for event, _ in await told(team.budi, after)] == ["photo", "reopened"]


async def attach(world, reporter, now) -> None:
    command = AttachPhoto(client_id=str(uuid.uuid4()), report=reporter.number)
    await photos.attach(world, reporter.who, command, await encode(jpeg()), now)
