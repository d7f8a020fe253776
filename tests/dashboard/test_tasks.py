"""A technician's tasks, on a desk of their own: the page shows the most urgent, and other tests file hundreds."""

import pytest

from tests.serving import start_server
from tests.wire import desk
from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff

from .test_report import hire


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    env = {"SIGAP_DEVELOPMENT": "true", "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD}
    running = start_server(env, tmp_path_factory.mktemp("tasks"))
    yield running
    running.stop()


async def test_a_task_is_taken_and_finished_on_the_phone_page(server):
    admin = await Staff(server.url).enter()
    filed = await Visitor(server.url).file()
    report_id = await admin.report_id(filed["reports"][0]["number"])
    await admin.http.aclose()
    technician = await hire(server, "technician")
    page = (await technician.http.get("/dashboard/tasks")).text
    assert f'action="/dashboard/tasks/{report_id}/take"' in page
    taken = await technician.post(f"tasks/{report_id}/take", version="1", client_id=new_id())
    assert taken.status_code == 303
    page = (await technician.http.get("/dashboard/tasks")).text
    assert "https://www.google.com/maps/search/?api=1&amp;query=Dinas+Pendidikan%2C+Pekanbaru" in page
    assert "Urungkan" in page and "tel:" not in page
    await technician.post(f"reports/{report_id}/reveal", **{"from": "tasks"})
    assert 'href="tel:+6281200001234"' in (await technician.http.get("/dashboard/tasks")).text
    asked = await technician.post(f"tasks/{report_id}/finish", version="2", client_id=new_id(), cause="", action="")
    assert asked.status_code == 400 and "Pilih sebab dan tindakannya." in asked.text
    done = await technician.post(
        f"tasks/{report_id}/finish", version="2", client_id=new_id(), cause="cable", action="cable_fixed"
    )
    assert done.status_code == 303
    again = await technician.post(f"tasks/{report_id}/take", version="1", client_id=new_id())
    assert again.status_code == 303  # it is his: the first answer may have got lost
    colleague = await hire(server, "operator")
    stale = await colleague.post(f"tasks/{report_id}/take", version="1", client_id=new_id())
    assert stale.status_code == 409
