"""What goes into the database comes out the same on both."""

from datetime import UTC, datetime, timedelta

import pytest

from server.clock import WIB
from server.store import models
from server.store.tx import tx

EMOJI = "Wi-Fi mati 📶🚒 — “tolong” ق 漢 👩‍💻 <b>&amp;'\"\\ %s ?"


async def keep(name: str, at: datetime, aliases: list[str]) -> models.Agency:
    async with tx():
        made = await models.Agency.create(slug="disdik", name=name, aliases=aliases, created_at=at, updated_at=at)
    return await models.Agency.get(id=made.id)


async def test_every_character_survives_in_text_and_in_json(database):
    stored = await keep(EMOJI, datetime.now(UTC), [EMOJI, "😀"])
    assert stored.name == EMOJI
    assert stored.aliases == [EMOJI, "😀"]


@pytest.mark.parametrize("zone", [UTC, WIB], ids=["utc", "wib"])
async def test_an_instant_comes_back_as_the_same_instant_in_utc(database, zone):
    at = datetime(2026, 11, 25, 23, 59, 58, 123456, tzinfo=zone)
    stored = await keep("Dinas", at, [])
    assert stored.created_at == at
    assert stored.created_at.utcoffset() == timedelta(0)


async def test_instants_given_in_different_zones_compare_right_in_the_database(database):
    at = datetime(2026, 11, 25, 6, 30, tzinfo=WIB)  # 23:30 UTC, the day before
    await keep("Dinas", at, [])
    assert await models.Agency.filter(created_at__lt=datetime(2026, 11, 25, 0, 0, tzinfo=UTC)).count() == 1
    assert await models.Agency.filter(created_at__gte=datetime(2026, 11, 25, 6, 30, tzinfo=WIB)).count() == 1
    assert await models.Agency.filter(created_at__gt=datetime(2026, 11, 25, 6, 30, tzinfo=WIB)).count() == 0


async def test_an_instant_of_another_zone_is_updated_to_the_right_instant(database):
    stored = await keep("Dinas", datetime(2026, 1, 1, tzinfo=UTC), [])
    at = datetime(2026, 11, 25, 6, 30, tzinfo=WIB)
    await models.Agency.filter(id=stored.id).update(updated_at=at)
    assert (await models.Agency.get(id=stored.id)).updated_at == at


async def test_an_update_counts_the_rows_it_matched_also_when_nothing_changed(database):
    await keep("Dinas", datetime.now(UTC), [])
    assert await models.Agency.filter(slug="disdik").update(name="Dinas") == 1
    assert await models.Agency.filter(slug="none").update(name="Dinas") == 0
