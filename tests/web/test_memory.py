"""After a rush the process gives its memory back, run as the units in deploy/ run it."""

import os
import subprocess
import sys

import pytest

from tests.programs import ROOT

RUSH = """
import asyncio, contextlib, os, sys
from server.memory import give_back
from tests.faults.f17_slow_readers import resident_mb

before = resident_mb(os.getpid())
rush = [[number] for number in range(400_000)]
stay = rush[::500]
if sys.argv[1] == "rings":
    for one in rush:
        one.append(one)
    stay = [[number] for number in range(800)]
one = None
full = resident_mb(os.getpid())
del rush

async def once():
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(give_back(every=0.1), 1.5)

asyncio.run(once())
print(full - before, resident_mb(os.getpid()) - before)
"""


@pytest.mark.parametrize("kind", ["plain", "rings"])
def test_what_a_rush_took_goes_back_to_the_system_though_something_stays(kind):
    ours = {**os.environ, "PYTHONMALLOC": "malloc"}
    command = [sys.executable, "-c", RUSH, kind]
    said = subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, check=True)
    taken, kept = map(float, said.stdout.split())
    assert taken > 30
    assert kept < taken / 3
