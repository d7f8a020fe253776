"""What nginx lets through: WebSockets and no other protocol, an office full of widgets and no more than that."""

import asyncio
import contextlib
import re
import resource

import pytest

from tests.faults.cluster import nginx_http, nginx_main
from tests.process import free_port
from tests.services import Nginx
from tests.wire.client import Visitor

OFFICE = 2_000
TOGETHER = 100
"""Lines that are opened at a time: the kernel's queue of new ones is short."""
HTTP2_SETTINGS = "AAMAAABkAARAAAAAAAIAAAAA"

Line = tuple[str, asyncio.StreamReader, asyncio.StreamWriter]


class Behind:
    """Stands where a process does, agrees to every upgrade that reaches it, and holds the line."""

    def __init__(self) -> None:
        self.held: set[asyncio.StreamWriter] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.held.add(writer)
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            wanted = [line.split(": ")[1] for line in head.splitlines() if line.startswith("upgrade: ")]
            if wanted:
                said = f"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: {wanted[0]}\r\n\r\n"
            else:
                said = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            writer.write(said.encode())
            await reader.read()
        writer.close()


@pytest.fixture
async def front(tmp_path):
    """The port of a real nginx with the deployed configuration, before one process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    behind = Behind()
    server = await asyncio.start_server(behind, "127.0.0.1", 0, backlog=1024)
    port = free_port()
    nginx = Nginx(tmp_path, port, nginx_http(port, [server.sockets[0].getsockname()[1]]), nginx_main())
    await asyncio.to_thread(nginx.start)
    yield port
    await asyncio.to_thread(nginx.stop)
    for line in behind.held:
        line.transport.abort()
    server.close()
    await server.wait_closed()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def ask(port: int, upgrade: str, address: str = "127.0.0.1") -> Line:
    """Ask for another protocol; return the head of the answer and the line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    more = f"HTTP2-Settings: {HTTP2_SETTINGS}\r\n" if "h2c" in upgrade else ""
    wanted = f"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: {upgrade}\r\n{more}" if upgrade else ""
    writer.write(f"GET /healthz HTTP/1.1\r\nHost: x\r\n{wanted}\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    return head, reader, writer


@pytest.mark.parametrize(("upgrade", "status"), [
    ("h2c", 200), ("H2C", 200), ("h2c, websocket", 200), ("websocket2", 200), ("tls/1.2", 200), ("", 200),
    ("websocket", 101), ("WebSocket", 101),
])  # fmt: skip
async def test_only_a_websocket_is_upgraded(front, upgrade, status):
    head, _, line = await ask(front, upgrade)
    assert head.startswith(f"HTTP/1.1 {status} ")
    line.close()


@pytest.mark.parametrize("door", ["nginx", "the process itself"])
async def test_nobody_speaks_http2_past_the_front_door(cluster, door):
    """Inside of that tunnel a client would say itself where it comes from, and be believed."""
    port = cluster.port if door == "nginx" else cluster.servers[0].port
    head, reader, line = await ask(port, "h2c")
    assert head.startswith("HTTP/1.1 200 ") and "upgrade:" not in head.lower()
    assert await reader.readexactly(11) == b'{"ok":true}'
    line.close()


async def test_a_widget_speaks_over_its_socket_through_nginx(cluster):
    visitor = Visitor(cluster.url)
    assert (await visitor.file("socket"))["ok"]
    await visitor.close()


async def test_an_office_behind_one_address_gets_in_and_beyond_that_it_is_told_plainly(front):
    lines = []
    for _ in range(OFFICE // TOGETHER):
        lines += await asyncio.gather(*(ask(front, "websocket") for _ in range(TOGETHER)))
    assert {head.splitlines()[0] for head, *_ in lines} == {"HTTP/1.1 101 Switching Protocols"}
    head, reader, _ = one_more = await ask(front, "websocket")
    assert head.startswith("HTTP/1.1 503 ") and "\r\nRetry-After: 30\r\n" in head and "text/plain" in head
    said = (await reader.readexactly(int(re.search(r"Content-Length: (\d+)", head)[1]))).decode()
    assert "Terlalu banyak sambungan" in said and "Too many connections" in said and "<" not in said
    neighbour = await ask(front, "websocket", "127.0.0.2")
    assert neighbour[0].startswith("HTTP/1.1 101 ")
    for *_, line in (*lines, one_more, neighbour):
        line.transport.abort()
