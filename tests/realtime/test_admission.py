"""Who gets in when more want to write than can."""

import asyncio

import pytest

from server.errors import Unavailable
from server.realtime import admission
from server.realtime.admission import Admission


class Desk:
    """One place, and writes that stay inside until they are told to go."""

    def __init__(self) -> None:
        self.door = Admission(at_once=1)
        self.inside: list[str] = []
        self._go_on = asyncio.Event()

    def come(self, name: str) -> asyncio.Task[str]:
        async def write() -> str:
            self.inside.append(name)
            await self._go_on.wait()
            return name

        return asyncio.create_task(self.door.run(write))

    def finish(self) -> None:
        self._go_on.set()


async def arrive(desk: Desk, *names: str) -> list[asyncio.Task[str]]:
    """Come one after the other; return once the last one stands in the queue, or inside."""
    tasks = []
    for name in names:
        before = desk.door.waiting + len(desk.inside)
        tasks.append(desk.come(name))
        async with asyncio.timeout(5):
            while desk.door.waiting + len(desk.inside) == before:
                await asyncio.sleep(0)
    return tasks


async def test_the_newest_goes_in_first_and_everybody_gets_in():
    desk = Desk()
    tasks = await arrive(desk, "first", "old", "older", "newest")
    desk.finish()
    assert await asyncio.gather(*tasks) == ["first", "old", "older", "newest"]
    assert desk.inside == ["first", "newest", "older", "old"]


async def test_who_goes_away_while_waiting_leaves_nothing_behind():
    desk = Desk()
    first, gone, stays = await arrive(desk, "first", "gone", "stays")
    gone.cancel()
    await asyncio.wait({gone})
    desk.finish()
    assert await asyncio.gather(first, stays) == ["first", "stays"]
    assert desk.inside == ["first", "stays"]


async def test_who_goes_away_in_the_moment_of_his_turn_hands_it_on():
    desk = Desk()
    first, patient, hasty = await arrive(desk, "first", "patient", "hasty")
    desk.finish()
    await first
    hasty.cancel()  # the place was his already
    async with asyncio.timeout(2):
        assert await patient == "patient"
        assert await desk.come("next") == "next"


async def test_who_waits_too_long_is_told_to_come_again_and_the_place_is_not_lost(monkeypatch):
    monkeypatch.setattr(admission, "LONGEST_WAIT", 0.05)
    desk = Desk()
    first, late = await arrive(desk, "first", "late")
    with pytest.raises(Unavailable) as answer:
        await late
    assert answer.value.retry_after == 2
    desk.finish()
    assert await first == "first"
    assert await desk.come("next") == "next"


async def test_a_write_that_fails_gives_its_place_back():
    door = Admission(at_once=1)

    async def fail() -> None:
        raise ValueError("no")

    for _ in range(3):
        with pytest.raises(ValueError, match="no"):
            await door.run(fail)


async def test_in_a_rush_who_hangs_up_at_the_door_starts_no_write_even_where_a_place_is_free():
    desk = Desk()
    first, crowd = await arrive(desk, "first", "crowd")
    desk.finish()
    assert await asyncio.gather(first, crowd) == ["first", "crowd"]  # somebody had to wait: a rush
    hasty, patient = desk.come("hasty"), desk.come("patient")
    await asyncio.sleep(0)
    hasty.cancel()
    assert await patient == "patient"
    assert desk.inside == ["first", "crowd", "patient"]


async def test_without_a_rush_nobody_stands_at_the_door(monkeypatch):
    monkeypatch.setattr(admission, "DOOR_SECONDS", 60)
    desk = Desk()
    desk.finish()
    async with asyncio.timeout(2):
        assert await desk.come("first") == "first"
