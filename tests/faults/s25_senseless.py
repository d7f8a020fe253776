"""S25: frames that mean nothing, or nearly something: bad Engine.IO, Socket.IO, JSON, acks, namespaces, attachments."""

import asyncio
import contextlib
import json
import random
import secrets

from server.contract.visitor import FileReport
from server.realtime.rooms import VISITOR
from tests.realtime.raw import RawSocket

from .devices import Devices, Probe, percentile
from .f17_slow_readers import resident_mb
from .f22_soak import open_files
from .lab import Lab, Verdict, elsewhere
from .ledger import Ledger

GOAL = "no crash, no trace of an error, RSS and open files back within 10 %, others < 2 s"
FRAMES = 50
AT_ONCE = 4


async def run(lab: Lab) -> Verdict:
    """100,000 frames on 2,000 sockets; the first tenth warms the server up."""
    sockets = lab.some(2000, 60)
    server = await lab.start_server()
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    probing = asyncio.create_task(probe.run())
    await elsewhere(attack, server.port, sockets // 10, 1)
    before, files = resident_mb(server.pid), open_files(server.pid)
    sent = await elsewhere(attack, server.port, sockets, 25)
    await asyncio.sleep(5)
    after, left = resident_mb(server.pid), open_files(server.pid)
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    logged = server.log.read_text(encoding="utf-8", errors="replace")
    traces, kept = logged.count("Traceback") + logged.count("unforeseen failure"), (after - before) / before * 100
    counted, worst = lab.count(ledger), max(probe.waits)
    measured = (
        f"{sent:,} of {sockets * FRAMES:,} frames taken on {sockets:,} sockets, {traces} traces, RSS {before:.0f} → "
        f"{after:.0f} MB ({kept:+.0f} %), open files {files} → {left}, receipts p99 "
        f"{percentile(probe.waits, 0.99):.2f} s, worst {worst:.2f} s"
    )
    reached = counted.clean and not traces and kept <= 10 and left <= files * 1.1 + 5 and worst < 2
    return Verdict("S25 senseless frames", GOAL, counted, measured, reached and server.returncode is None)


def attack(port: int, sockets: int, seed: int) -> int:
    return asyncio.run(babble(port, sockets, FRAMES, seed))


async def babble(port: int, sockets: int, frames: int, seed: int = 25) -> int:
    """Send so many frames on each socket and return how many could be sent; the seed makes a failure repeatable."""
    chance, sent, left = random.Random(seed), 0, iter(range(sockets))

    async def one() -> None:
        nonlocal sent
        for _ in left:
            socket = await RawSocket.open(port)
            with contextlib.suppress(OSError):
                if chance.random() < 0.7:
                    await socket.join()
                for _ in range(frames):
                    await socket.send(senseless(chance))
                    sent += 1
            socket.close()

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return sent


def senseless(chance: random.Random) -> bytes:
    """Return a frame that no client of ours would send."""
    event, ack = FileReport.event(), chance.choice(["", "0", "7", "99999999999999999999", "-1"])
    nested = "[" * chance.randrange(1, 2_000)
    frames = [
        chance.randbytes(chance.randrange(0, 300)),
        f"42{VISITOR},{ack}{nested}".encode(),
        f"42{VISITOR},{ack}{json.dumps([event, secrets.token_hex(8)])}".encode(),
        f"42{VISITOR},{ack}{json.dumps([chance.choice(['connect', 'disconnect', '__class__', '']), {}])}".encode(),
        f"45{chance.randrange(1, 99)}-{VISITOR},{ack}{json.dumps([event, {'_placeholder': True, 'num': 0}])}".encode(),
        f"4{chance.randrange(0, 9)}/tidak-ada,{ack}".encode(),
        f"{chance.randrange(0, 9)}probe".encode(),
        "42\u202e\x00\ud7ff".encode(),
        f"43{VISITOR},{ack}[1]".encode(),
    ]
    return chance.choice(frames)
