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


async def test_what_one_was_given_is_started_first_and_then_finished(server):
    filed = await Visitor(server.url).file()
    technician = await hire(server, "technician")
    report_id = await technician.report_id(filed["reports"][0]["number"])
    admin = await Staff(server.url).enter()
    await admin.post(f"reports/{report_id}/assign", assignee=technician.staff_id, version="1")
    await admin.http.aclose()
    start, finish = f'action="/dashboard/tasks/{report_id}/start"', f'action="/dashboard/tasks/{report_id}/finish"'
    page = (await technician.http.get("/dashboard/tasks")).text
    assert start in page and finish not in page
    started = await technician.post(f"tasks/{report_id}/start", version="2", client_id=new_id())
    assert started.status_code == 303, started.text
    page = (await technician.http.get("/dashboard/tasks")).text
    assert start not in page and finish in page
    done = await technician.post(
        f"tasks/{report_id}/finish", version="3", client_id=new_id(), cause="cable", action="cable_fixed"
    )
    assert done.status_code == 303, done.text
