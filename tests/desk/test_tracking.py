"""A report opened on another device, by its number and tracking code."""

import secrets

import pytest

from server.contract.reports import FindReport
from server.contract.visitor import SendMessage
from server.errors import NotFound
from server.services import desk, tracking, visitor
from server.services.world import Visitor
from server.store import models
from tests.wire.client import new_id

from .people import LATER, Reporter, move, report


async def finds(person: Reporter, number: str, code: str):
    command = FindReport(client_id=new_id(), number=number, code=code)
    return await tracking.find(person.world, person.who, command, LATER)


def telephone(world) -> Reporter:
    return Reporter(world, Visitor(secrets.token_hex(32), "", "id", "", "a phone"))


async def test_number_and_code_open_the_report_and_its_news_there(world, team):
    first, phone = await report(world), telephone(world)
    code = (await first.sees()).code
    receipt = await finds(phone, first.number, code)
    assert (receipt.reports[0].number, receipt.reports[0].code) == (first.number, code)
    await move(first, "in_progress", team.budi, note="Kami periksa")
    assert (await phone.sees()).status == (await first.sees()).status == "in_progress"
    assert [line["status"] for line in await phone.lines("status")] == ["new", "in_progress"]


async def test_typed_sloppily_they_are_understood(world, team):
    first = await report(world)
    code = (await first.sees()).code.lower().replace("-", " ")
    for number in (first.number.lower(), first.number.replace("-", " "), first.number.removeprefix("NET-")):
        assert (await finds(telephone(world), f" {number} ", code)).ok


async def test_what_is_written_there_reaches_the_desk(world, team):
    first, phone = await report(world), telephone(world)
    await finds(phone, first.number, (await first.sees()).code)
    command = SendMessage(client_id=new_id(), text="Saya tulis dari HP", number=first.number)
    await visitor.send_message(world, phone.who, command, LATER)
    found = await desk.open_report(first.id, by=team.viewer, now=LATER)
    assert "Saya tulis dari HP" in [line.line.get("text") for line in found.conversation]


@pytest.mark.parametrize("what", ["number", "code", "both", "neither can be one"])
async def test_whatever_is_wrong_the_answer_is_the_same_and_nothing_is_left_behind(world, team, what):
    first = await report(world)
    code = (await first.sees()).code
    number = first.number if what == "code" else "NET-20261125-9999"
    typed = {"number": code, "code": "2222-2222", "both": "2222-2222", "neither can be one": "kode saya"}[what]
    before = await models.Conversation.all().count()
    with pytest.raises(NotFound) as refused:
        await finds(telephone(world), number if "neither" not in what else "laporan kemarin", typed)
    assert refused.value.public() == {"code": "not_found"}
    assert await models.Conversation.all().count() == before


async def test_opening_twice_follows_once_and_copies_nothing_about_the_person(world, team):
    first, phone = await report(world), telephone(world)
    code = (await first.sees()).code
    await finds(phone, first.number, code)
    await finds(phone, first.number, code)
    assert len((await phone.reads()).reports) == 1
    devices = await models.Reporter.filter(device_of_id__not_isnull=True)
    assert [(one.name, one.whatsapp, one.code_hash) for one in devices] == [("", "", None)]
    found = await desk.open_report(first.id, by=team.admin, now=LATER)
    assert found.row.reporter == "Sari"


async def test_the_ledger_does_not_help_to_guess_a_code(world, team):
    """Its hashes are not keyed: a code in one of them could be tried out by whoever has the database alone."""
    first, phone = await report(world), telephone(world)
    code = (await first.sees()).code
    command = FindReport(client_id=new_id(), number=first.number, code=code)
    await tracking.find(world, phone.who, command, LATER)
    other = command.model_copy(update={"client_id": new_id(), "code": code.lower()})
    await tracking.find(world, phone.who, other, LATER)
    kept = await models.ReceiptRow.all().order_by("-at").values_list("payload_hash", flat=True)
    assert kept[0] == kept[1]
