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


async def plain(scope, receive, send) -> None:
    """Answer every request with its version of HTTP and the address that it is believed to come from."""
    if scope["type"] == "http":
        said = f"{scope['http_version']} {scope['client'][0]}".encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(said))]})
        await send({"type": "http.response.body", "body": said})


async def test_a_request_for_http2_is_answered_in_http1():
    async with serving(plain) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):  # and the line goes on as it was
            writer.write(
                b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"
            )
            assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200 ")
            assert (await reader.readuntil(b"127.0.0.1")).endswith(b"\r\n\r\n1.1 127.0.0.1")
        writer.close()


async def test_a_client_that_begins_with_http2_is_refused():
    async with serving(plain) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
        async with asyncio.timeout(5):
            assert (await reader.read()).startswith(b"HTTP/1.1 505 ")
        writer.close()
