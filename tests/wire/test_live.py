"""What reaches a widget without being asked, and what it reads on reconnect."""

import asyncio

from server.contract.emit import Said
from server.contract.visitor import SendMessage, Sync

from .client import Visitor, new_id


async def until(condition, seconds: float = 5) -> None:
    """Wait for the thing, not for the clock."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_second_tab_hears_what_the_first_one_said(server, visitor):
    tab = Visitor(server.url, token=visitor.token)
    await tab.connect()
    sent = await visitor.send("post", SendMessage.event(), {"client_id": new_id(), "text": "wifi mati"})
    await until(lambda: tab.notices)
    assert tab.notices[0] == (Said.event(), {"messages": sent["messages"]})
    await tab.close()


async def test_a_stranger_hears_nothing_of_it(server, visitor, other):
    await other.connect()
    tab = Visitor(server.url, token=visitor.token)
    await tab.connect()
    await visitor.file()
    await until(lambda: tab.notices)
    assert other.notices == []
    await tab.close()


async def test_a_widget_reads_on_from_where_it_was(visitor):
    await visitor.file()
    before = (await visitor.post(Sync.event(), {"after": 0})).json()
    sent = await visitor.send("socket", SendMessage.event(), {"client_id": new_id(), "text": "masih mati pak"})
    later = (await visitor.post(Sync.event(), {"after": before["seq"]})).json()
    assert later["messages"] == sent["messages"]


async def test_the_long_poll_is_answered_the_moment_something_is_said(visitor):
    await visitor.file()
    seq = (await visitor.post(Sync.event(), {"after": 0})).json()["seq"]
    loop = asyncio.get_running_loop()
    poll = asyncio.create_task(visitor.post(Sync.event(), {"after": seq, "wait": 25}))
    await asyncio.sleep(0.2)  # lets the poll arrive first: a poll that arrives later is answered at once anyway
    began = loop.time()
    sent = await visitor.send("post", SendMessage.event(), {"client_id": new_id(), "text": "halo pak"})
    assert (await poll).json()["messages"] == sent["messages"]
    assert loop.time() - began < 2


async def test_an_unknown_conversation_is_empty_not_an_error(visitor):
    answer = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert (answer["ok"], answer["messages"], answer["reports"]) == (True, [], [])
