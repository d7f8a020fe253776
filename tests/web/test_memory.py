"""After a rush the process gives its memory back, run as the units in deploy/ run it."""

import os
import subprocess
import sys

from tests.programs import ROOT

RUSH = """
import asyncio, contextlib, os
from server.memory import give_back
from tests.faults.f17_slow_readers import resident_mb

before = resident_mb(os.getpid())
rush = [[number] for number in range(600_000)]
stay = rush[::500]
full = resident_mb(os.getpid())
del rush

async def once():
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(give_back(every=0.01), 1)

asyncio.run(once())
print(full - before, resident_mb(os.getpid()) - before)
"""


def test_what_a_rush_took_goes_back_to_the_system_though_something_stays():
    ours = {**os.environ, "PYTHONMALLOC": "malloc"}
    said = subprocess.run([sys.executable, "-c", RUSH], cwd=ROOT, env=ours, capture_output=True, text=True, check=True)
    taken, kept = map(float, said.stdout.split())
    assert taken > 30
    assert kept < taken / 3
