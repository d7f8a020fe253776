"""Passing signs over the wire: typing goes to the other side, to nobody else, and is in no history."""

from server.contract.emit import StaffTyping
from server.contract.visitor import Typing

from .test_desk_to_widget import filed, staff, until  # noqa: F401 - `staff` is a fixture


async def test_the_desks_typing_reaches_the_report_s_own_widget(visitor, staff):  # noqa: F811 - the fixture
    number, report_id = await filed(visitor, staff)
    await visitor.connect()
    assert (await staff.post(f"reports/{report_id}/typing")).status_code == 204
    await until(lambda: (StaffTyping.event(), {"number": number}) in visitor.notices)


async def test_a_visitors_typing_is_taken_and_stores_nothing(visitor, staff):  # noqa: F811 - the fixture
    _, report_id = await filed(visitor, staff)
    before = (await staff.http.get(f"/dashboard/reports/{report_id}/stream")).text
    for door in ("socket", "post"):
        assert await visitor.send(door, Typing.event(), {}) == {"ok": True}
    assert (await staff.http.get(f"/dashboard/reports/{report_id}/stream")).text == before
