"""A WebSocket spoken by hand, for what no well-behaved client library would send or leave unread."""

import asyncio
import contextlib
import json
import os
import secrets
import socket
import zlib
from base64 import b64encode
from dataclasses import dataclass

from server.contract.base import PROTOCOL
from server.realtime.rooms import VISITOR

TEXT, COMPRESSED, FINAL = 0x01, 0x40, 0x80


@dataclass
class RawSocket:
    """One connection whose every byte is ours."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: str = ""

    @classmethod
    async def open(cls, port: int, *, extensions: str = "", receive_bytes: int = 0) -> "RawSocket":
        """Connect and upgrade. `receive_bytes` is how much the kernel may hold unread: small for a slow reader."""
        plain = socket.socket()
        if receive_bytes:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        plain.setblocking(False)
        await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(sock=plain, limit=2**10 if receive_bytes else 2**16)
        key = b64encode(os.urandom(16)).decode()
        offered = f"Sec-WebSocket-Extensions: {extensions}\r\n" if extensions else ""
        writer.write(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n{offered}\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert " 101 " in head.splitlines()[0], head
        return cls(reader, writer, head)

    async def join(self) -> str:
        """Enter the visitor's namespace with a fresh token, which is returned."""
        token = secrets.token_urlsafe(32)
        passport = json.dumps({"protocol": PROTOCOL, "token": token, "site": "disdik"})
        await self.send(f"40{VISITOR},{passport}".encode())
        return token

    async def send(self, payload: bytes, bits: int = FINAL | TEXT) -> None:
        """Send one masked frame."""
        mask = b"\0\0\0\0"
        size = len(payload)
        short = bytes([0x80 | (size if size < 126 else 126 if size < 65_536 else 127)])
        long = b"" if size < 126 else size.to_bytes(2 if size < 65_536 else 8, "big")
        self.writer.write(bytes([bits]) + short + long + mask + payload)
        await self.writer.drain()

    async def send_bomb(self, size: int, *, compressed: bool) -> None:
        """Send that many zeros as one frame, deflated or as they are; the server may cut in the middle of it."""
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        small = deflate.compress(bytes(size)) + deflate.flush(zlib.Z_SYNC_FLUSH)
        with contextlib.suppress(OSError):
            if compressed:
                await self.send(small[:-4], FINAL | COMPRESSED | TEXT)
            else:
                await self.send(bytes(size))

    async def is_cut(self, within: float) -> bool:
        """Tell whether the server ends the connection in so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                with contextlib.suppress(OSError):
                    while await self.reader.read(65_536):
                        pass
                return True
        return False

    def close(self) -> None:
        self.writer.transport.abort()
