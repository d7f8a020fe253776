"""Who hangs up in the same moment as his report comes in is gone, however busy the loop is."""

import asyncio

import pytest

from server.web.visitor_api import leave_if_cancelled


async def test_a_cancellation_that_wait_for_swallowed_is_raised_again():
    body: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def read() -> bytes:
        raw = await asyncio.wait_for(body, 5)
        leave_if_cancelled()
        return raw

    reading = asyncio.create_task(read())
    await asyncio.sleep(0)
    body.set_result(b"{}")
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_who_stays_is_served():
    leave_if_cancelled()
