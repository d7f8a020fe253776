"""Give memory back to the system after a rush.

Two things keep it. Rings of objects that are done with wait for Python's full collection, which a quiet process puts
off. And the C library keeps what was freed between things that stay, until it is asked for it (`malloc_trim(3)`, glibc
only), as long as Python's small objects lie there too: the units in deploy/ say `PYTHONMALLOC=malloc`. Without it
Python keeps them in arenas of its own, which one survivor holds. Together that was 60 MB after 3,000 slow lines.
"""

import asyncio
import ctypes
import gc
import time

EVERY_SECONDS = 10.0
QUIET = 0.1
"""Share of a core, at most, in which nobody minds a collection: it stops everything, 0.25 s with 3,000 lines open."""


async def give_back(every: float = EVERY_SECONDS) -> None:
    """Collect when it is quiet, and trim, again and again until cancelled. Trims nothing where there is no glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    spent = time.process_time()
    while True:
        await asyncio.sleep(every)
        before, spent = spent, time.process_time()
        if spent - before < QUIET * every and gc.get_count()[2]:  # something grew old since the last full one
            gc.collect()
        if trim:
            await asyncio.to_thread(trim, 0)
