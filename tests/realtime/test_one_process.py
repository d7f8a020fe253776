"""What one process refuses: a second one on its SQLite file, compression, bombs, and readers that never read."""

import subprocess
import sys

import aiohttp
import pytest_asyncio

from tests.faults.f17_slow_readers import resident_mb
from tests.programs import ROOT
from tests.serving import start_server
from tests.wire.client import Visitor

from .raw import RawSocket

DEFLATE = "permessage-deflate; client_max_window_bits"
BOMB_BYTES = 60_000_000


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory):
    running = start_server({"SIGAP_DEVELOPMENT": "true"}, tmp_path_factory.mktemp("one"))
    running.folder = running.log.parent
    yield running
    running.stop()


def test_a_second_process_on_one_sqlite_file_is_refused_in_one_line(server):
    second = subprocess.run(
        [sys.executable, ROOT / "run.py", "serve"], capture_output=True, text=True, timeout=20, check=False,
        env={"SIGAP_VAR": str(server.folder), "SIGAP_PORT": "0", "SIGAP_DEVELOPMENT": "true", "PATH": ""},
    )  # fmt: skip
    assert second.returncode == 1
    assert len(second.stderr.strip().splitlines()) == 1
    assert "SQLite" in second.stderr
    assert server.healthy()


async def test_deflate_is_offered_and_never_taken(server):
    async with (
        aiohttp.ClientSession() as http,
        http.ws_connect(f"{server.url}/socket.io/?EIO=4&transport=websocket", compress=15) as socket,
    ):
        assert socket.compress == 0


async def test_a_deflate_bomb_and_a_huge_frame_end_their_socket_and_nobody_elses(server):
    before = resident_mb(server.pid)
    for compressed in (True, False):
        attacker = await RawSocket.open(server.port, extensions=DEFLATE)
        await attacker.send_bomb(BOMB_BYTES, compressed=compressed)
        assert await attacker.is_cut(within=10)
    assert (await Visitor(server.url).file())["ok"]
    assert resident_mb(server.pid) - before < 50
