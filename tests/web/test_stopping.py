"""A stop tells every page to come back, also when somebody's line is stuffed and takes not a byte more."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest

from server.contract.visitor import SendMessage, Sync
from server.realtime.rooms import VISITOR
from server.web.close_sockets import RESTART
from tests.realtime.raw import RawSocket
from tests.serving import start_server
from tests.wire.client import Visitor, new_id

PAGES = 5
STILL = 3
"""Looks on end at which the kernel has taken nothing more; between two of them the server writes a megabyte."""


@pytest.fixture
def server(tmp_path):
    running = start_server({"SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false"}, tmp_path)
    yield running
    running.stop()


async def test_one_reader_that_never_reads_keeps_nobody_from_hearing_that_the_server_restarts(server):
    async with aiohttp.ClientSession() as http:
        pages = [await http.ws_connect(f"{server.url}/socket.io/?EIO=4&transport=websocket") for _ in range(PAGES)]
        stuffed = [await a_stuffed_line(server) for _ in range(2)]
        stopping = asyncio.create_task(asyncio.to_thread(server.stop))
        codes = await asyncio.gather(*(closed_with(page) for page in pages))
        seconds = await stopping
    assert codes == [RESTART] * PAGES
    assert seconds < 5  # F7 measures it: at most 2 where nothing else runs
    assert server.returncode == 0  # by itself, its writes finished and its database closed: not cut short
    for line in stuffed:
        line.close()


async def closed_with(page: aiohttp.ClientWebSocketResponse) -> int | None:
    """Read to the end and return the code of the close frame."""
    async for _ in page:
        pass
    return page.close_code


async def a_stuffed_line(server) -> RawSocket:
    """Ask for a long conversation again and again and read none of it, until the server cannot write any more."""
    line = await RawSocket.open(server.port, receive_bytes=2048)
    other = Visitor(server.url, token=await line.join())
    await say(line, other, 20)
    unsent = [0]
    while unsent[-1] == 0 or len(set(unsent[-STILL:])) > 1:
        for number in range(30):
            await line.send(event(number, Sync, {"after": 0}))
        await say(line, other, 1)  # a client's commands are done in order: those before it are
        unsent.append(kernel_holds(server.port, line.writer.get_extra_info("sockname")[1]))
    return line


async def say(line: RawSocket, other: Visitor, count: int) -> None:
    """Write so many long messages, and wait until the visitor's other page can read the last."""
    for _ in range(count):
        client_id = new_id()
        await line.send(event(0, SendMessage, {"client_id": client_id, "text": client_id * 50}))
    while client_id not in (await other.post(Sync.event(), {"after": 0})).text:
        pass


def event(number: int, command: type[SendMessage | Sync], payload: dict[str, object]) -> bytes:
    return f"42{VISITOR},{number}{json.dumps([command.event(), payload])}".encode()


def kernel_holds(port: int, client: int) -> int:
    """Return the bytes that the server's kernel holds for this client."""
    for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        _, local, remote, _, queues, *_ = row.split()
        if (int(local[-4:], 16), int(remote[-4:], 16)) == (port, client):
            return int(queues.partition(":")[0], 16)
    raise AssertionError("the server has ended this line")
