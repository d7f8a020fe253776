"""A bad network between a widget and the server: a TCP proxy whose weather can be changed while it runs."""

import asyncio
import contextlib
import random
import socket
import struct
from dataclasses import dataclass, field
from enum import StrEnum

CHUNK = 16_384
GATEWAY = b"<html><h1>502 Bad Gateway</h1></html>"
PORTAL = b"<html><form action=/login>Masuk ke Wi-Fi tamu</form></html>"


class Mode(StrEnum):
    """What happens to a new connection."""

    PASS = "pass"
    REFUSE = "refuse"
    """Reset at once."""
    BLOCK_WEBSOCKET = "block_websocket"
    """403 on upgrade; plain requests pass."""
    PORTAL = "portal"
    """200 with a login page to every request, as a captive portal does."""
    BAD_GATEWAY = "bad_gateway"
    """502 with a page of its own to every request, as nginx says it when Sigap is down."""
    LOSE_ANSWERS = "lose_answers"
    """Forward the request, drop every byte of the answer: committed, acknowledgement lost."""
    DOUBLE_POSTS = "double_posts"
    """Send each POST upstream twice, answer with the second answer."""


@dataclass
class Weather:
    """Seconds, kilobits a second, and the chance of a reset per forwarded chunk."""

    mode: Mode = Mode.PASS
    latency: float = 0.0
    jitter: float = 0.0
    kbps: float = 0.0
    reset_chance: float = 0.0
    hold_up: bool = False
    """Black hole from the client to the server; established connections stay open and silent."""
    hold_down: bool = False
    """Black hole from the server to the client."""


class Reset(ConnectionError):
    """The connection was cut by the weather."""


@dataclass
class FaultProxy:
    """Listen on `port` (0: any) and forward to `upstream` on this machine."""

    upstream: int
    port: int = 0
    weather: Weather = field(default_factory=Weather)
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    _live: set[asyncio.StreamWriter] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connection, "127.0.0.1", self.port, backlog=4096)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        self.reset_all()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def reset_all(self) -> None:
        """Cut every live connection now."""
        for writer in tuple(self._live):
            _reset(writer)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._live.add(writer)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            _reset(writer)
        finally:
            self._live.discard(writer)
            with contextlib.suppress(OSError):
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.weather.mode is Mode.REFUSE:
            raise Reset
        first = await reader.read(CHUNK)
        if not first:
            return
        if self.weather.mode is Mode.PORTAL:
            await _say(writer, b"200 OK", PORTAL)
            return
        if self.weather.mode is Mode.BAD_GATEWAY:
            await _say(writer, b"502 Bad Gateway", GATEWAY)
            return
        if self.weather.mode is Mode.BLOCK_WEBSOCKET and b"upgrade: websocket" in first.lower():
            await _say(writer, b"403 Forbidden", b"")
            return
        if self.weather.mode is Mode.DOUBLE_POSTS and first.startswith(b"POST"):
            first = await self._send_before(first, reader)
        await self._pipe(first, reader, writer)

    async def _send_before(self, first: bytes, reader: asyncio.StreamReader) -> bytes:
        """Deliver the whole request once and read its answer away; return it for the second delivery."""
        head, _, body = first.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += await reader.readexactly(min(CHUNK, length - len(body)))
        whole = head.replace(b"keep-alive", b"close") + b"\r\n\r\n" + body
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        up_writer.write(whole)
        await up_writer.drain()
        await asyncio.wait_for(up_reader.read(CHUNK), 30)
        up_writer.close()
        return whole

    async def _pipe(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        self._live.add(up_writer)
        lose = self.weather.mode is Mode.LOSE_ANSWERS
        pumps = [
            asyncio.create_task(self._pump(reader, up_writer, upward=True, first=first)),
            asyncio.create_task(self._pump(up_reader, writer, upward=False, lose=lose)),
        ]
        try:
            await asyncio.gather(*pumps)
        finally:
            for pump in pumps:
                pump.cancel()
            self._live.discard(up_writer)
            with contextlib.suppress(OSError):
                up_writer.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, upward: bool, first: bytes = b"",
        lose: bool = False,
    ) -> None:  # fmt: skip
        data = first or await reader.read(CHUNK)
        while data:
            await self._delay(len(data), upward)
            if not lose:
                writer.write(data)
                await writer.drain()
            data = await reader.read(CHUNK)
        with contextlib.suppress(OSError):
            writer.write_eof()
        if lose:
            raise Reset

    async def _delay(self, size: int, upward: bool) -> None:
        weather = self.weather
        if weather.latency or weather.jitter:
            await asyncio.sleep(max(0.0, weather.latency + self.chance.uniform(-1, 1) * weather.jitter))
        if weather.kbps:
            await asyncio.sleep(size / (weather.kbps * 125))
        while self.weather.hold_up if upward else self.weather.hold_down:
            await asyncio.sleep(0.05)
        if weather.reset_chance and self.chance.random() < weather.reset_chance:
            raise Reset


async def _say(writer: asyncio.StreamWriter, status: bytes, body: bytes) -> None:
    head = b"HTTP/1.1 %b\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    writer.write(head % (status, len(body)) + body)
    await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    with contextlib.suppress(OSError, AttributeError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
