"""Reaching the reporter: the number is shown to who asks for it, and everything leaves a row without it."""

from datetime import timedelta

import pytest

from server.errors import Forbidden, InvalidInput, NotFound
from server.services import contact, desk
from tests.wire.client import new_id

from .people import LATER, report
from .test_merging import merge


async def opened(person, by, now=LATER):
    return await desk.open_report(person.id, by=by, now=now)


async def test_a_number_is_masked_until_somebody_asks_for_it_and_then_for_that_person_only(world, team):
    sari = await report(world)
    assert (await opened(sari, team.budi)).whatsapp == "6281****7890"
    await contact.reveal_number(sari.id, by=team.budi, now=LATER)
    seen = await opened(sari, team.budi)
    assert (seen.whatsapp, seen.people[0].whatsapp) == ("6281234567890", "6281234567890")
    assert "81234567890" not in repr(await opened(sari, team.admin))
    for late in (timedelta(minutes=11), -timedelta(hours=1)):  # the second by a clock that was set back since
        assert (await opened(sari, team.budi, LATER + late)).whatsapp == "6281****7890"
    assert [(row.event, row.staff) for row in seen.timeline][-1] == ("revealed", "Budi")
    assert "812" not in repr(seen.timeline)


async def test_the_outcome_of_a_call_is_noted_with_one_press(world, team):
    sari = await report(world)
    press = new_id()
    for _ in range(2):  # its answer was lost, so it came again
        await contact.note_outcome(sari.id, "no_answer", client_id=press, by=team.budi, now=LATER)
    rows = [row for row in (await opened(sari, team.admin)).timeline if row.event == "contacted"]
    assert [(row.staff, row.data) for row in rows] == [("Budi", {"outcome": "no_answer"})]
    with pytest.raises(InvalidInput):
        await contact.note_outcome(sari.id, "maybe", client_id=new_id(), by=team.budi, now=LATER)
    with pytest.raises(Forbidden):
        await contact.note_outcome(sari.id, "reached", client_id=new_id(), by=team.viewer, now=LATER)
    with pytest.raises(NotFound):
        await contact.reveal_number(999_999, by=team.budi, now=LATER)


async def test_each_of_several_reporters_can_be_reached_and_nobody_elses(world, team):
    sari = await report(world)
    tono = await report(world, name="Tono", whatsapp="0813-1111-2222")
    stranger = await report(world, name="Rudi", whatsapp="0813-3333-4444")
    await merge(tono, sari, team.admin)
    people = (await opened(sari, team.budi)).people
    link = await desk.contact_link(sari.id, unit="Desk", by=team.budi, now=LATER, reporter_id=people[1].id)
    assert link.startswith("https://wa.me/6281311112222?")
    other = (await opened(stranger, team.budi)).people[0]
    with pytest.raises(NotFound):
        await desk.contact_link(sari.id, unit="Desk", by=team.budi, now=LATER, reporter_id=other.id)
