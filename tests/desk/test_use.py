"""What keeps a session: what somebody does, and a page that is looked at. What a page does by itself keeps nothing."""

from datetime import timedelta

import pytest
import time_machine
from quart import Quart

import dashboard
from server.config import Config
from server.services import entrance, staff
from server.store import models
from server.web.templating import PlainEnvironment

from .people import NOON

PASSWORD = "kuda-laut-hijau-tua"
FRAGMENT = {"HX-Request": "true"}


@pytest.mark.parametrize(("address", "headers", "counts"), [
    ("/dashboard/agencies", FRAGMENT, False), ("/dashboard/session", FRAGMENT, True), ("/dashboard/agencies", {}, True),
])  # fmt: skip
async def test_only_what_is_done_or_looked_at_is_use(world, address, headers, counts):
    config = Config(development=True)
    app = Quart("test")
    app.jinja_environment = PlainEnvironment
    app.register_blueprint(dashboard.blueprint(config), url_prefix="/dashboard")
    await staff.create_staff(email="ayu@kota.test", name="Ayu", role="admin", password=PASSWORD, now=NOON)
    with time_machine.travel(NOON, tick=False) as clock:
        knock = await entrance.knock("ayu@kota.test", PASSWORD, now=NOON)
        token, _ = await entrance.enter(knock, user_agent="", now=NOON)
        clock.shift(timedelta(minutes=20))
        page = await app.test_client().get(address, headers={**headers, "Cookie": f"sigap={token}"})
        assert page.status_code == 200
        clock.shift(timedelta(minutes=20))
        assert bool(await staff.is_alive(token, now=NOON + timedelta(minutes=40))) is counts
    assert await models.StaffSession.all().count() == 1
