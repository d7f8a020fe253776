"""A refusal leaves the line in working order."""

import asyncio

import pytest

from tests.serving import start_server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = start_server({}, tmp_path_factory.mktemp("web"))
    yield running
    running.stop()


async def answer(reader: asyncio.StreamReader) -> str:
    """Read one whole answer and return its first line."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = next(line.split(":")[1] for line in head.splitlines() if line.lower().startswith("content-length"))
    await reader.readexactly(int(length))
    return head.splitlines()[0]


@pytest.mark.parametrize("path", ["/dashboard/logout", "/tidak-ada", "/healthz"])
async def test_a_refusal_that_did_not_need_the_body_leaves_the_line_open(server, path):
    """The body comes a moment after the headers, as on a slow line: by then the refusal was known."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"POST {path} HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 5\r\n\r\n".encode())
    await writer.drain()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 0.3)
    writer.write(b"a=123")
    assert " 40" in await answer(reader)
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert " 200" in await answer(reader)
    writer.close()


async def test_a_body_that_never_comes_is_not_waited_for(server):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"POST /tidak-ada HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n")
    assert " 404" in await asyncio.wait_for(answer(reader), 5)
    writer.close()
