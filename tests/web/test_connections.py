"""A connection that is gone leaves nothing behind: Hypercorn with our repairs, around an app that stops reading."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest
from hypercorn.asyncio import serve
from hypercorn.config import Config

from server.web import hypercorn_repairs
from tests.realtime.raw import RawSocket

MORE_THAN_WAITS = 40
"""Hypercorn keeps ten messages for an app that does not read."""


@pytest.fixture(scope="module", autouse=True)
def repaired():
    hypercorn_repairs.install()


class Absent:
    """Reads one message and no other. `full` is set when no more can wait for it, `left` when its last line has run."""

    def __init__(self, sends: int) -> None:
        self.sends = sends
        self.full, self.go_on, self.left = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            return
        await receive()
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            await receive()
        while not receive.__self__.full():
            await asyncio.sleep(0)
        self.full.set()
        await self.go_on.wait()
        for _ in range(self.sends):
            if scope["type"] == "websocket":
                await send({"type": "websocket.send", "text": "Halo", "bytes": None})
        self.left.set()


@asynccontextmanager
async def serving(app):
    """Serve on a free port, which is yielded."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = Config()
    config.bind = [f"fd://{listening.fileno()}"]
    config.accesslog = config.errorlog = None
    config.graceful_timeout = 1.0
    over = asyncio.Event()
    running = asyncio.create_task(serve(app, config, shutdown_trigger=over.wait))
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        await asyncio.wait({running}, timeout=5)
        listening.detach()


async def everything_is_let_go(app: Absent) -> None:
    app.go_on.set()
    async with asyncio.timeout(5):
        await app.left.wait()
        while hypercorn_repairs.open_connections():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("sends", [0, 50], ids=["the app ends", "the app writes"])
async def test_a_socket_that_was_cut_with_messages_unread_is_let_go(sends):
    app = Absent(sends)
    async with serving(app) as port:
        line = await RawSocket.open(port)
        for _ in range(MORE_THAN_WAITS):
            await line.send(b"Halo" * 5_000)
        await app.full.wait()
        line.close()
        await everything_is_let_go(app)


async def test_a_body_that_nobody_reads_is_let_go_with_its_sender():
    app = Absent(0)
    async with serving(app) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4000000\r\n\r\n" + bytes(3_000_000))
        await app.full.wait()
        writer.transport.abort()
        await everything_is_let_go(app)
