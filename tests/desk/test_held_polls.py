"""A poll that is held asks the database little: bells tell of what happens, here and in the other processes."""

import logging

from server.contract.visitor import Sync
from server.realtime.visitor import on_sync

from .people import report


async def test_a_poll_that_is_held_for_seconds_looks_when_it_comes_and_when_it_goes(world, caplog):
    sari = await report(world)
    seen = (await sari.reads()).seq
    caplog.set_level(logging.DEBUG, "tortoise.db_client")
    looks = {}
    for seconds in (0, 3):
        caplog.clear()
        assert (await on_sync(world, sari.who, Sync(after=seen, wait=seconds))).messages == []
        looks[seconds] = sum("`token_hash`" in asked or '"token_hash"' in asked for asked in caplog.messages)
    assert looks == {0: 1, 3: 2}
