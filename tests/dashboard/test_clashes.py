"""Somebody was faster: both versions are shown, and what was typed is still there."""

import re

from tests.wire.client import Visitor, new_id


def version_in(page: str) -> str:
    return re.search(r'name="version" value="(\d+)"', page)[1]


def clash(page: str) -> str:
    """Return the words of the part that shows both versions."""
    section = re.search(r'<section class="clash card".*?</section>', page, re.DOTALL)[0]
    return re.sub(r"<[^>]+>|\s+", " ", section)


async def test_another_priority_or_kind_meanwhile_stands_beside_ones_own(staff, server):
    number = (await Visitor(server.url).file(kind="wifi"))["reports"][0]["number"]
    report = await staff.report_id(number)
    seen = await staff.version(report)
    first = await staff.post(
        f"reports/{report}/priority", priority="critical", reason="Loket tutup", version=seen, client_id=new_id()
    )
    assert first.status_code == 303
    late = await staff.post(
        f"reports/{report}/priority", priority="low", reason="Hanya satu meja", version=seen, client_id=new_id()
    )
    assert late.status_code == 409
    both = clash(late.text)
    assert "Kritis" in both and "Rendah" in both and "Hanya satu meja" in both
    late = await staff.post(
        f"reports/{report}/classify", kind="lainnya", question="", agency="dinsos", version=seen, client_id=new_id()
    )
    both = clash(late.text)
    assert "Wi-Fi bermasalah" in both and "Lainnya" in both


async def test_a_duty_rule_that_somebody_changed_shows_both_versions(staff):
    made = {"mode": "round_robin", "staff": staff.staff_id, "kinds": "wifi", "agencies": "disdik"}
    assert (await staff.post("duty/new", **made)).status_code == 303
    rule = re.findall(r'href="/dashboard/duty/(\d+)"', (await staff.http.get("/dashboard/duty")).text)[-1]
    seen = version_in((await staff.http.get(f"/dashboard/duty/{rule}")).text)
    assert (await staff.post(f"duty/{rule}", **{**made, "kinds": "email-akun"}, version=seen)).status_code == 303
    late = await staff.post(f"duty/{rule}", **{**made, "agencies": "dinkes"}, version=seen)
    assert late.status_code == 409
    both = clash(late.text)
    assert "E-mail" in both and "Wi-Fi bermasalah" in both and "Dinas Pendidikan" in both and "Dinas Kesehatan" in both
    assert (await staff.post(f"duty/{rule}/remove")).status_code == 303


async def test_a_list_of_holidays_that_somebody_changed_is_shown_anew_and_the_day_stays(staff):
    seen = version_in((await staff.http.get("/dashboard/settings/holidays")).text)
    first = await staff.post("settings/holidays/add", version=seen, day="2028-06-23", name="Hari jadi", year="2028")
    assert first.status_code == 303
    late = await staff.post("settings/holidays/add", version=seen, day="2028-07-01", name="Pilkada", year="2028")
    assert late.status_code == 409
    assert "Di bawah ini versi terbaru" in clash(late.text)
    assert "Hari jadi" in late.text and 'value="2028-07-01"' in late.text and 'value="Pilkada"' in late.text
