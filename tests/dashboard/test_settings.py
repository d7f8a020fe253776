"""The settings pages: what is saved holds, what is wrong is said beside the field, nobody overwrites anybody."""

import re

import httpx
import pytest
import pytest_asyncio

from tests.serving import start_server
from tests.wire import desk
from tests.wire.desk import Staff


@pytest_asyncio.fixture(scope="module")
async def server(tmp_path_factory):
    """A server of its own: settings hold for everybody on it."""
    env = {
        "SIGAP_DEVELOPMENT": "true", "SIGAP_LIMITS": "false", "SIGAP_DESK_PHONE": "0761000112",
        "SIGAP_ADMIN_EMAIL": desk.EMAIL, "SIGAP_ADMIN_PASSWORD": desk.PASSWORD,
    }  # fmt: skip
    running = start_server(env, tmp_path_factory.mktemp("settings"))
    yield running
    running.stop()


async def get(staff: Staff, path: str) -> str:
    answer = await staff.http.get(f"/dashboard/settings{path}")
    assert answer.status_code == 200, answer.text
    return answer.text


async def version(staff: Staff, key: str) -> str:
    return re.search(r'name="version" value="(\d+)"', await get(staff, f"/{key}"))[1]


async def save(staff: Staff, key: str, seen: str | None = None, **form: str) -> httpx.Response:
    return await staff.post(f"settings/{key}", version=seen or await version(staff, key), **form)


async def test_every_setting_has_a_tile_and_a_form(staff):
    page = await get(staff, "")
    for key in ("desk", "on_call", "hours", "holidays", "targets", "drafts", "replies"):
        assert f'href="/dashboard/settings/{key}"' in page
        await get(staff, f"/{key}")
    assert (await staff.http.get("/dashboard/settings/nothing")).status_code == 404


async def test_the_environment_fills_the_form_and_what_is_saved_shows_at_once_in_the_loader(server, staff):
    assert 'value="0761000112"' in await get(staff, "/desk")
    assert (await save(staff, "desk", unit="Diskominfotik", whatsapp="0811 0000 0001", phone="")).status_code == 303
    page = await get(staff, "?done=desk")
    assert "Unit dan kontak tersimpan" in page and "Telepon petugas belum diisi" in page
    assert "Nomor WhatsApp petugas belum diisi" not in page
    async with httpx.AsyncClient(base_url=server.url) as http:
        loader = (await http.get("/widget.js")).text
        site = (await http.get("/api/widget/site.json")).json()
    assert "6281100000001" in loader and "0761000112" not in loader
    assert (site["unit"], site["desk_phone"], site["settings_revision"]) == ("Diskominfotik", "", 1)


async def test_what_is_not_set_hides_its_sentence(server, staff):
    async with httpx.AsyncClient(base_url=server.url) as http:
        assert "bahaya listrik" not in (await http.get("/lapor")).text
        await save(staff, "desk", unit="Diskominfotik", emergency="112")
        assert "bahaya listrik, menjauh dan hubungi 112" in (await http.get("/lapor")).text


@pytest.mark.parametrize(("number", "steps", "absent"), [
    ("", ["Jauhkan orang dan kendaraan.", "Jika ada api atau asap, keluar dari ruangan."], "hubungi"),
    ("0761 999", [
        "Jauhkan orang dan kendaraan. Jika membahayakan, hubungi 0761999.",
        "Jika ada api atau asap, keluar dari ruangan. Lalu hubungi 0761999.",
    ], "112"),
])  # fmt: skip
async def test_steps_name_the_emergency_number_that_is_saved_or_none(server, staff, number, steps, absent):
    async with httpx.AsyncClient(base_url=server.url) as http:
        before = (await http.get("/api/widget/site.json")).json()["catalogue_revision"]
        await save(staff, "desk", unit="Diskominfotik", emergency=number)
        newest = (await http.get("/api/widget/site.json")).json()["catalogue_revision"]
        answer = await http.get("/api/widget/catalogue.id.json", params={"v": newest})
        shown = answer.json()
        told = [step for kind in shown["kinds"] for question in kind["questions"] for step in question["steps"]]
    assert set(steps) <= set(told)
    assert [step for step in told if "{" in step or absent in step.split() or f"{absent}." in step.split()] == []
    assert before < newest == shown["revision"] and "immutable" in answer.headers["Cache-Control"]


async def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(staff):
    wrong = {"mon_closes": "jam empat", "tue_closes": "08.00"}
    answer = await save(staff, "hours", mon_opens="08.00", tue_opens="16.00", **wrong)
    assert answer.status_code == 400
    assert 'value="jam empat"' in answer.text and 'id="mon_closes-wrong"' in answer.text
    assert "Harus sesudah" in answer.text and 'href="#tue_closes"' in answer.text
    assert "Senin–Jumat 08.00–16.00" in await get(staff, "")


async def test_hours_are_told_in_one_line(staff):
    week = {f"{day}_{word}": time for day in ("mon", "tue") for word, time in (("opens", "07.30"), ("closes", "16.00"))}
    assert (await save(staff, "hours", **week, fri_opens="07.30", fri_closes="16.30")).status_code == 303
    assert "Senin–Selasa 07.30–16.00, Jumat 07.30–16.30" in await get(staff, "")


async def test_a_stale_edit_shows_both_versions_and_keeps_what_was_typed(staff):
    seen = await version(staff, "on_call")
    assert (await save(staff, "on_call", seen, name="Piket pagi", whatsapp="081200000001")).status_code == 303
    answer = await save(staff, "on_call", seen, name="Piket malam", whatsapp="081200000001")
    assert answer.status_code == 409
    assert "<td>Piket pagi</td>" in answer.text and "<td>Piket malam</td>" in answer.text
    assert 'value="Piket malam"' in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    assert (await save(staff, "on_call", again, name="Piket malam", whatsapp="081200000001")).status_code == 303


async def test_a_holiday_is_added_removed_and_made_one_again(staff):
    async def press(act: str, **form: str) -> str:
        answer = await staff.post(f"settings/holidays/{act}", version=await version(staff, "holidays"), **form)
        assert answer.status_code == 303, answer.text
        return (await staff.http.get(answer.headers["Location"])).text

    assert "belum lengkap" in await get(staff, "/holidays?year=2028")
    assert "Libur daerah" in await press("add", day="2028-06-23", name="Libur daerah", year="2028")
    assert "Dihitung sebagai hari kerja" in await press("remove", day="2028-12-25", year="2028")
    assert "Dihitung sebagai hari kerja" not in await press("restore", day="2028-12-25", year="2028")
    assert "Libur daerah" not in await press("remove", day="2028-06-23", year="2028")
    assert "belum lengkap" not in await press("confirm", year="2028")


async def test_a_holiday_without_a_date_or_name_is_refused_beside_its_field(staff):
    seen = await version(staff, "holidays")
    answer = await staff.post("settings/holidays/add", version=seen, day="", name="Libur", year="2027")
    assert answer.status_code == 400 and 'id="day-wrong"' in answer.text and 'value="Libur"' in answer.text
    answer = await staff.post("settings/holidays/add", version=seen, day="2027-06-23", name=" ", year="2027")
    assert answer.status_code == 400 and 'id="name-wrong"' in answer.text and 'value="2027-06-23"' in answer.text


async def test_the_first_replies_stand_in_the_form_until_the_desk_has_its_own(staff):
    assert len(re.findall(r'name="title_\d+" type="text" value="[^"]', await get(staff, "/replies"))) >= 2
    assert (await save(staff, "replies", title_0="Salam", text_0="Halo {nama}, kami cek.")).status_code == 303
    assert re.findall(r'name="title_\d+" type="text" value="([^"]+)"', await get(staff, "/replies")) == ["Salam"]


async def test_a_draft_with_an_unknown_insertion_is_refused(staff):
    answer = await save(staff, "drafts", new_id="Halo {name}, <b>laporan</b> {nomor}")
    assert answer.status_code == 400 and "tidak dikenal" in answer.text
    assert "&lt;b&gt;laporan" in answer.text


async def test_the_saved_name_stands_on_the_login_page_and_in_invitations(server, staff):
    assert (await save(staff, "desk", unit="Balai Jaringan Kota", whatsapp="", phone="")).status_code == 303
    async with httpx.AsyncClient(base_url=server.url, headers={"Origin": server.url}) as http:
        wrong = {"email": "tiada@kota.test", "password": "salah"}
        for page in (await http.get("/dashboard/login"), await http.post("/dashboard/login", data=wrong)):
            assert "Balai Jaringan Kota" in page.text
    person = {"email": "undangan@kota.test", "name": "Undangan", "role": "viewer", "team": "network"}
    assert "Balai%20Jaringan%20Kota" in (await staff.post("people/new", **person)).text
