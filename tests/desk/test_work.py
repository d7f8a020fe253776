"""What a press costs the database does not grow with what is stored: nothing looks through all that ever came."""

import uuid

import pytest
import pytest_asyncio

from server.contract.visitor import SendMessage, Sync
from server.services import desk, visitor
from server.store import report as reports

from .people import LATER, move, report, version_of

FEW, MANY = 10, 110
SLACK = 40
"""Rows: what the status itself counts, and what an index reads on the way."""


@pytest_asyncio.fixture
def database(request):
    """Only MariaDB counts what it reads; the statements are the same on both."""
    return request.getfixturevalue("on_mariadb")


async def files(world, team, one):
    await report(world)


async def writes(world, team, one):
    await visitor.send_message(world, one.who, SendMessage(client_id=str(uuid.uuid4()), text="Masih mati"), LATER)


async def reads_on(world, team, one):
    await visitor.sync(world, one.who, Sync(after=0))


async def opens(world, team, one):
    await desk.open_report(one.id, by=team.budi, now=LATER)


async def moves(world, team, one):
    await move(one, "verified", team.budi, version=await version_of(one))


async def replies(world, team, one):
    await desk.reply_to_reporter(one.id, text="Kami periksa", client_id=str(uuid.uuid4()), by=team.budi, now=LATER)


async def tells(world, team, one):
    assert await reports.talks_of(one.id)


@pytest.mark.parametrize("act", [files, writes, reads_on, opens, moves, replies, tells])
async def test_an_act_reads_no_more_with_ten_times_the_reports(world, team, mariadb, act):
    read = []
    for count in (FEW, MANY - FEW):
        for _ in range(count):
            await report(world, agency="dinkes")
        one = await report(world)
        before = mariadb.rows_read()
        await act(world, team, one)
        read.append(mariadb.rows_read() - before)
    assert read[1] - read[0] < SLACK, read
