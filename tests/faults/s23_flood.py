"""S23: one device sends ten thousand messages in a minute, from the address of an office that works on."""

import asyncio
import contextlib
import json
import random
import time

import aiohttp

from server.contract.visitor import SendMessage
from tests.bench.watching import worked
from tests.wire.client import Visitor, new_id

from .devices import Devices, Probe, percentile
from .lab import Lab, Verdict, elsewhere
from .ledger import Ledger

GOAL = "≥ 99 % refused, processor < 70 %, others p99 < 1 s, 50 colleagues × 5 a minute all taken"
SECONDS, MESSAGES, COLLEAGUES, EACH = 60, 10_000, 50, 5
BURST = 50


async def run(lab: Lab) -> Verdict:
    """With limits on, everybody at 127.0.0.1: what an address may is for all of them together."""
    messages, seconds = lab.some(MESSAGES, 1000), max(6.0, SECONDS * lab.scale)
    server = await lab.start_server(SIGAP_LIMITS="true")
    ledger = Ledger()
    probe = Probe(Devices(lambda: server.url, ledger))
    probing = asyncio.create_task(probe.run(every=0.5))
    await asyncio.sleep(5)
    calm = len(probe.waits)
    office = aiohttp.ClientSession()
    colleagues = [asyncio.create_task(_work(office, server.url, seconds)) for _ in range(COLLEAGUES)]
    before = worked(server)
    codes, took = await elsewhere(flood, server.url, messages, seconds)
    share = (worked(server) - before) / 10 / took
    answers = [one for work in await asyncio.gather(*colleagues) for one in work]
    probing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await probing
    await office.close()
    counted, p99 = lab.count(ledger), percentile(probe.waits[calm:], 0.99)
    refused = codes.count("too_fast") / len(codes) * 100
    measured = (
        f"{len(codes):,} messages in {took:.0f} s, {refused:.1f} % refused, processor {share:.0f} % of one core, "
        f"others p99 {probe.p99_ms(calm)}, {answers.count('ok')} of {len(answers)} colleagues' messages taken"
    )
    reached = counted.clean and refused >= 99 and share < 70 and p99 < 1 and set(answers) == {"ok"}
    return Verdict("S23 flood", GOAL, counted, measured, reached)


def flood(url: str, messages: int, seconds: float) -> tuple[list[str], float]:
    """Send so many messages in so many seconds on one socket; return what became of each, and the seconds it took."""

    async def one_device() -> tuple[list[str], float]:
        flooder, codes = Visitor(url), []
        await flooder.connect()
        began = time.monotonic()
        while len(codes) < messages:
            burst = (flooder.call(SendMessage.event(), {"client_id": new_id(), "text": "halo"}) for _ in range(BURST))
            codes += [answer.get("code", "ok") for answer in await asyncio.gather(*burst)]
            await asyncio.sleep(max(0.0, seconds * len(codes) / messages - (time.monotonic() - began)))
        took = time.monotonic() - began
        await flooder.close()
        return codes, took

    return asyncio.run(one_device())


async def _work(office: aiohttp.ClientSession, url: str, seconds: float) -> list[str]:
    """Write five messages at an even pace, not in step with the others, and return what became of each."""
    passport, said = Visitor(url).passport(), []
    await asyncio.sleep(random.uniform(0, seconds / EACH))
    for _ in range(EACH):
        body = json.dumps({**passport, "command": {"client_id": new_id(), "text": "Wi-Fi mati"}})
        headers = {"Content-Type": "text/plain"}
        async with office.post(f"{url}/api/visitor/{SendMessage.event()}", data=body, headers=headers) as answer:
            said.append((await answer.json(content_type=None)).get("code", "ok"))
        await asyncio.sleep(seconds / EACH)
    return said
