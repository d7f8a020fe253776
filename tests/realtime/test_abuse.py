"""Large, slow, countless and senseless input: it is refused or cut, and a reporter beside it is answered (S22-S25)."""

import asyncio
import contextlib
import json
import secrets
import time

import httpx
import pytest
import pytest_asyncio

from server.contract.reports import FindReport
from server.contract.visitor import FileReport, SendMessage
from server.realtime.rooms import VISITOR
from tests.faults.f17_slow_readers import resident_mb
from tests.faults.s22_large import is_refused
from tests.faults.s25_senseless import babble
from tests.serving import start_server
from tests.wire.client import Visitor, new_id

from .board import until
from .raw import RawSocket

MB = 1_000_000
PATIENCE = 2.0
"""Seconds that a real reporter may wait while others misbehave."""


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory):
    running = start_server({"SIGAP_DEVELOPMENT": "true", "SIGAP_LOG_FORMAT": "json"}, tmp_path_factory.mktemp("abuse"))
    yield running
    running.stop()


async def a_reporter_is_answered(server) -> float:
    """File a report as a fresh visitor; return the seconds until the receipt."""
    began = time.monotonic()
    assert (await Visitor(server.url).file())["ok"]
    return time.monotonic() - began


@pytest.mark.parametrize(("size", "chunked"), [(5 * MB, False), (100 * MB, False), (5 * MB, True), (100 * MB, True)])
async def test_a_large_body_is_refused_unread_whether_or_not_it_says_its_size(server, size, chunked):
    before = resident_mb(server.pid)
    assert await is_refused(server.port, size, chunked=chunked)
    assert await a_reporter_is_answered(server) < PATIENCE
    assert resident_mb(server.pid) - before < 50


@pytest.mark.parametrize("payload", [
    {"text": "halo", "client_id": "x" * 60_000}, {f"k{number}": 1 for number in range(4_000)},
    {"text": ["halo"] * 6_000}, {"client_id": {"a": {"b": {"c": {}}}}},
])  # fmt: skip
async def test_odd_shapes_are_refused_by_name_and_quickly(server, payload):
    stranger = Visitor(server.url)
    began = time.monotonic()
    answer = await stranger.post(SendMessage.event(), payload)
    assert answer.status_code == 400 and answer.json()["code"] == "invalid"
    assert len(answer.content) < 5_000 and time.monotonic() - began < PATIENCE


@pytest.mark.parametrize(("command", "status"), [
    ("[" * 200 + "]" * 200, 400), ('{"a":' * 200 + "1" + "}" * 200, 400),
    ("[" * 30_000, 400), (json.dumps(dict.fromkeys(map(str, range(1_000_000)), 1)), 413),
], ids=["lists", "objects", "open lists", "a million keys"])  # fmt: skip
async def test_json_that_is_too_deep_or_too_wide_is_refused(server, command, status):
    stranger = Visitor(server.url)
    body = f'{json.dumps(stranger.passport())[:-1]}, "command": {command}}}'
    with contextlib.suppress(httpx.TransportError):  # who goes on sending may see the line end before he reads
        assert (await stranger.post_raw(SendMessage.event(), body)).status_code == status
    assert await a_reporter_is_answered(server) < PATIENCE


async def test_a_flood_from_one_device_is_refused_and_costs_its_neighbour_nothing(server):
    """1,000 messages on one socket as fast as they go, beside a reporter who is answered each time."""
    flooder, waits, codes = Visitor(server.url), [], []
    await flooder.connect()

    async def flood() -> None:
        for _ in range(10):
            burst = (flooder.call(SendMessage.event(), {"client_id": new_id(), "text": "halo"}) for _ in range(100))
            codes.extend(answer.get("code", "ok") for answer in await asyncio.gather(*burst))

    flooding = asyncio.create_task(flood())
    while not flooding.done():
        waits.append(await a_reporter_is_answered(server))
    await flooding
    await flooder.close()
    assert codes.count("too_fast") >= 0.98 * len(codes) and len(codes) == 1000
    assert max(waits) < PATIENCE


async def test_slow_headers_slow_bodies_and_silent_sockets_are_cut_and_stop_nobody(server):
    """Each opens and then sends next to nothing: their lines end by themselves, the reporter notices nothing."""
    heads = [await half_a_request(server.port, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") for _ in range(200)]
    start = f"POST /api/visitor/{FileReport.event()} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n".encode()
    bodies = [await half_a_request(server.port, start + b'{"proto') for _ in range(50)]
    silent = [await RawSocket.open(server.port) for _ in range(50)]
    chatty = [asyncio.create_task(goes_on_without_answering(server.port)) for _ in range(20)]
    assert await a_reporter_is_answered(server) < PATIENCE
    ends = await asyncio.gather(*(ends_within(reader, 60) for reader, _ in [*heads, *bodies]))
    assert all(ends)
    assert await a_reporter_is_answered(server) < PATIENCE
    for _, writer in [*heads, *bodies]:
        writer.transport.abort()
    for socket in silent:
        assert await socket.is_cut(within=60)  # never said which namespace it wants, never answered a ping
    assert max(await asyncio.gather(*chatty)) < 60
    assert await a_reporter_is_answered(server) < PATIENCE


async def half_a_request(port: int, start: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(start)
    await writer.drain()
    return reader, writer


async def goes_on_without_answering(port: int) -> float:
    """Send packets that ask for nothing, and no pong; return the seconds until the line was cut."""
    socket, began = await RawSocket.open(port), time.monotonic()
    await socket.join()
    cut = asyncio.create_task(socket.is_cut(within=70))
    with contextlib.suppress(OSError):
        while not cut.done():
            await socket.send(b"6")
            await asyncio.wait({cut}, timeout=2)
    await cut
    socket.close()
    return time.monotonic() - began


async def ends_within(reader: asyncio.StreamReader, seconds: float) -> bool:
    with contextlib.suppress(TimeoutError, OSError):
        async with asyncio.timeout(seconds):
            while await reader.read(65_536):
                pass
            return True
    return False


async def test_senseless_frames_crash_nothing_and_leave_no_trace_of_an_error(server):
    """5,000 frames on 100 sockets, some of them nearly right; `make faults` sends 100,000."""
    await babble(server.port, sockets=100, frames=50)
    assert await a_reporter_is_answered(server) < PATIENCE
    logged = server.log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in logged and "unforeseen failure" not in logged


async def test_what_a_socket_began_and_did_not_end_is_forgotten_with_it(server):
    """A message that announces an attachment waits for it; 250 of 60 kB each are left waiting, and their lines end."""
    await a_reporter_is_answered(server)
    before = resident_mb(server.pid)
    for _ in range(250):
        socket = await RawSocket.open(server.port)
        await socket.join()
        padding = secrets.token_hex(30_000)
        await socket.send(f'451-{VISITOR},1["x",{{"_placeholder":true,"num":0}},"{padding}"]'.encode())
        await socket.reader.read(200)
        socket.close()
    assert await a_reporter_is_answered(server) < PATIENCE
    await until(lambda: resident_mb(server.pid) - before < 10, 20)


async def test_ten_thousand_numbers_in_a_row_open_nothing(server):
    """Numbers can be guessed: what opens a report is its code, and ten tries are looked at (S10)."""
    number = (await Visitor(server.url).file())["reports"][0]["number"]
    stranger, codes = Visitor(server.url), []
    await stranger.connect()
    for first in range(0, 10_000, 200):
        tries = (f"{number[:-4]}{n:04}" for n in range(first, first + 200))
        typed = ({"client_id": new_id(), "number": one, "code": "2222-2222"} for one in tries)
        answers = await asyncio.gather(*(stranger.call(FindReport.event(), one) for one in typed))
        codes += [answer.get("code", "opened") for answer in answers]
    await stranger.close()
    assert set(codes) == {"not_found", "too_fast"} and len(codes) == 10_000
    assert codes.count("not_found") <= 10


async def test_a_claimed_address_does_not_escape_its_own_limit(server):
    """`X-Forwarded-For` is a claim unless a trusted proxy stands in front (S26)."""
    flooder = Visitor(server.url)
    codes = []
    async with httpx.AsyncClient(base_url=server.url) as http:
        for number in range(40):
            command = {"client_id": new_id(), "text": "halo"}
            body = json.dumps({**flooder.passport(), "command": command})
            claim = {"X-Forwarded-For": f"10.0.0.{number}", "Content-Type": "text/plain"}
            answer = await http.post(f"/api/visitor/{SendMessage.event()}", content=body, headers=claim)
            codes.append(answer.status_code)
    assert codes.count(429) >= 20
