"""What Hypercorn 0.18 has no switch for.

No compression, no HTTP/2, none oversized, no reader that never reads, no leftovers.
"""

import asyncio
from typing import Any

import structlog
from hypercorn.asyncio.task_group import TaskGroup
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.events import Closed
from hypercorn.protocol import ws_stream
from hypercorn.protocol.events import StreamClosed
from hypercorn.protocol.h11 import H11Protocol

log = structlog.get_logger("sigap.serve")
LOOK_SECONDS = 10.0
STRIKES = 3
"""Looks without a byte taken before the line is cut: 20 to 30 seconds. Slow is fine, still is not."""

ENDS = frozenset({"websocket.disconnect", "http.disconnect"})

_open: set[TCPServer] = set()


def install() -> None:
    """Repair Hypercorn, once, before serving."""
    _refuse_deflate()
    _refuse_http2()
    _cut_oversized()
    _know_connections()
    _let_go()


def open_connections() -> int:
    """Return how many connections this process has not let go of."""
    return len(_open)


async def cut_stuck_readers() -> None:
    """Abort connections that take nothing of what waits for them, until cancelled.

    Hypercorn waits for ever in `drain()`, and what is said meanwhile piles up in memory (traps A.6).
    """
    waiting: dict[TCPServer, tuple[int, int]] = {}
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        waiting = {each: _strike(each, *waiting.get(each, (0, 0))) for each in tuple(_open)}
        for each, (_, strikes) in waiting.items():
            if strikes >= STRIKES:
                log.info("a reader that does not read is cut")
                each.writer.transport.abort()


def cut_unsent() -> None:
    """Abort connections that have not taken all that waits for them.

    Hypercorn cancels them at the end of a stop, and then waits for the reader that never reads all the same.
    """
    for each in tuple(_open):
        if each.writer.transport.get_write_buffer_size():
            each.writer.transport.abort()


def _strike(connection: TCPServer, size: int, strikes: int) -> tuple[int, int]:
    """Return the bytes that wait now, and at how many looks on end they did not become fewer."""
    now = connection.writer.transport.get_write_buffer_size()
    return now, strikes + 1 if now and now >= size else 0


def _refuse_deflate() -> None:
    """Never negotiate permessage-deflate.

    It costs 100 kB an idle connection, and its size limit is checked only after inflating (traps A.5 and I).
    """
    ws_stream.server_extensions_handshake = lambda requested, supported: None


class _Http2Error(Exception):
    """A plain connection began with HTTP/2's preface."""


def _refuse_http2() -> None:
    """Never leave HTTP/1.1, which is all that nginx speaks with us.

    nginx does not look into a line whose protocol was changed: a client would write `X-Forwarded-For` itself in there,
    and be another address to every limit with each request.
    """
    handle_events = H11Protocol._handle_events

    async def checking(protocol: H11Protocol, request: Any) -> None:
        if request.http_version >= b"2":
            raise _Http2Error  # else it is answered as what it is besides, whatever `Upgrade` it asks for

    async def handling(protocol: H11Protocol) -> None:
        try:
            await handle_events(protocol)
        except _Http2Error:
            await protocol._send_error_response(505)
            await protocol.send(Closed())

    H11Protocol._check_protocol = checking  # type: ignore[method-assign,assignment]
    H11Protocol._handle_events = handling  # type: ignore[method-assign,assignment]


def _cut_oversized() -> None:
    """End the connection of a message that is too large, at once.

    Hypercorn sends a close frame, goes on reading and keeps all of it in memory until the pings give up (40 s).
    """
    handle_events = ws_stream.WSStream._handle_events

    async def cutting(stream: ws_stream.WSStream) -> None:
        await handle_events(stream)
        if stream.buffer.length > stream.buffer.max_length:
            stream.buffer.clear()
            await stream.send(StreamClosed(stream_id=stream.stream_id))

    ws_stream.WSStream._handle_events = cutting  # type: ignore[method-assign,assignment]


def _know_connections() -> None:
    run = TCPServer.run

    async def known(connection: TCPServer) -> None:
        _open.add(connection)
        try:
            await run(connection)
        finally:
            _open.discard(connection)

    TCPServer.run = known  # type: ignore[method-assign,assignment]


def _let_go() -> None:
    """Let a connection end whose app does not read any more.

    The word that a client is gone waits for room among its last ten messages, and so does a message half taken in. An
    app that has ended, or only writes (Engine.IO, once it ends a socket), never makes room: everything that belongs to
    the connection was kept until the next restart.
    """
    spawn_app = TaskGroup.spawn_app

    async def spawning(group: TaskGroup, *args: Any) -> Any:
        put = await spawn_app(group, *args)
        queue: Any = put.__self__  # type: ignore[attr-defined] # the queue that the app reads

        async def put_or_end(event: Any) -> None:
            if event["type"] in ENDS:
                queue._maxsize = 0
                for waiting in queue._putters:
                    if not waiting.done():
                        waiting.set_result(None)
            await put(event)

        return put_or_end

    TaskGroup.spawn_app = spawning  # type: ignore[method-assign,assignment]
