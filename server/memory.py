"""Give memory back to the system after a rush.

The C library keeps what was freed between things that stay: after 3,000 slow lines that were 60 MB, for ever. It gives
them back when it is asked to (`malloc_trim(3)`, glibc only), as long as Python's small objects lie there too: the units
in deploy/ say `PYTHONMALLOC=malloc`. Without it Python keeps them in arenas of its own, which one survivor holds.
"""

import asyncio
import ctypes

EVERY_SECONDS = 10.0


async def give_back(every: float = EVERY_SECONDS) -> None:
    """Ask again and again until cancelled: 1 to 4 ms a time in a thread, 17 after a rush. Nothing without glibc."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    while trim:
        await asyncio.sleep(every)
        await asyncio.to_thread(trim, 0)
