"""Photos: made anew from their pixels, once, for their reporter and the desk only (S27)."""

import asyncio
import contextlib
import json
from io import BytesIO

import httpx
import pytest
import pytest_asyncio
from PIL import Image

from server.contract.base import Refused
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.visitor import Sync

from . import pictures
from .client import Visitor, new_id, report
from .desk import Staff


async def attach(who: Visitor, number: str, photo: bytes, **changes):
    """Send a photo as the widget does: JSON, a line feed, the bytes."""
    command = {"client_id": new_id(), "report": number, **changes}
    head = json.dumps({**who.passport(), "command": command}).encode()
    answer = await who.post_raw(AttachPhoto.event(), head + b"\n" + photo)
    return answer.json()


async def pixels(who: Visitor, photo_id: int) -> httpx.Response:
    return await who.post(ShowPhoto.event(), {"photo": photo_id})


@pytest_asyncio.fixture
async def number(visitor):
    """The number of a report that the visitor filed."""
    return (await visitor.file())["reports"][0]["number"]


@pytest_asyncio.fixture
async def staff(server):
    someone = await Staff(server.url).enter()
    yield someone
    await someone.http.aclose()


@pytest.mark.parametrize("photo", [pictures.jpeg((2400, 1800)), pictures.png(), pictures.webp()])
async def test_a_photo_becomes_a_small_jpeg_that_its_reporter_and_the_desk_can_see(visitor, staff, number, photo):
    receipt = await attach(visitor, number, photo)
    assert receipt["ok"], receipt
    (line,) = receipt["messages"]
    (shown,) = receipt["reports"][0]["photos"]
    assert line["line"] == {"type": "photo", "photo": shown["id"]} and line["number"] == number
    own = await pixels(visitor, shown["id"])
    desk = await staff.http.get(f"/dashboard/photos/{shown['id']}")
    assert own.content == desk.content
    picture = Image.open(BytesIO(own.content))
    assert picture.format == "JPEG" and max(picture.size) <= 1600
    assert picture.size == (shown["width"], shown["height"])
    assert f'/dashboard/photos/{shown["id"]}"' in (
        await staff.http.get(f"/dashboard/reports/{await staff.report_id(number)}")
    ).text


async def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright(visitor, number):
    sent = pictures.jpeg((640, 480), exif=True)
    assert b"Telepon Sari" in sent and Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    receipt = await attach(visitor, number, sent)
    kept = (await pixels(visitor, receipt["reports"][0]["photos"][0]["id"])).content
    assert b"Telepon Sari" not in kept and b"Exif" not in kept
    assert Image.open(BytesIO(kept)).size == (480, 640)


async def test_what_hides_behind_a_photo_is_gone(visitor, number):
    receipt = await attach(visitor, number, pictures.jpeg_with_script())
    assert b"script" not in (await pixels(visitor, receipt["reports"][0]["photos"][0]["id"])).content


@pytest.mark.parametrize("name", pictures.REFUSED)
async def test_what_is_no_photo_is_refused_with_its_reason(visitor, number, name):
    photo, code = pictures.REFUSED[name]
    answer = await attach(visitor, number, photo)
    assert (answer["ok"], answer["code"], answer["fields"]) == (False, "invalid", {"photo": code})
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert everything["reports"][0]["photos"] == []


async def test_a_body_far_over_the_limit_is_refused_unread(visitor, number):
    """Told so, or cut off while it is still sending: either way nothing of it is kept."""
    with contextlib.suppress(httpx.ReadError, httpx.WriteError):
        answer = await attach(visitor, number, b"\xff\xd8\xff" + b"\0" * (5 * 2**20))
        assert (answer["ok"], answer["code"]) == (False, "too_large")
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert everything["reports"][0]["photos"] == []


async def test_other_routes_still_take_64_kb_at_most(visitor):
    answer = await visitor.post_raw("send_message", b"{}" + b" " * 70_000)
    assert answer.status_code == 413


async def test_a_photo_sent_twice_is_one_photo_and_another_under_its_id_is_refused(visitor, number):
    client_id, photo = new_id(), pictures.jpeg()
    first, second = await asyncio.gather(
        *[attach(visitor, number, photo, client_id=client_id) for _ in range(2)]
    )
    assert first == second
    other = await attach(visitor, number, pictures.png(), client_id=client_id)
    assert other["code"] == "client_id_reused"
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert len(everything["reports"][0]["photos"]) == 1


async def test_a_photo_finds_its_report_by_the_id_it_was_filed_under(visitor):
    form = report()
    filed = (await visitor.post("file_report", form)).json()
    receipt = await attach(visitor, form["client_id"], pictures.jpeg())
    assert receipt["ok"], (receipt, filed)
    assert receipt["reports"][0]["number"] == filed["reports"][0]["number"]


async def test_the_fourth_photo_is_refused_in_words(visitor, number):
    for colour in ("red", "green", "blue"):
        assert (await attach(visitor, number, pictures.jpeg(colour=colour)))["ok"]
    assert (await attach(visitor, number, pictures.jpeg()))["fields"] == {"photo": "too_many"}


async def test_nobody_else_can_add_a_photo_or_see_one(visitor, other, number, server):
    receipt = await attach(visitor, number, pictures.jpeg())
    photo = receipt["reports"][0]["photos"][0]["id"]
    stranger = await pixels(other, photo)
    missing = await pixels(other, 987_654_321)
    assert stranger.status_code == missing.status_code == 404 and stranger.content == missing.content
    assert (await attach(other, number, pictures.jpeg()))["code"] == "not_found"
    async with httpx.AsyncClient(base_url=server.url) as http:
        assert (await http.get(f"/dashboard/photos/{photo}")).status_code == 303
    assert (await Visitor(server.url, token=visitor.token).post(ShowPhoto.event(), {"photo": photo})).status_code == 200


async def test_a_page_that_its_opd_does_not_list_cannot_send_photos(visitor, number, server):
    evil = Visitor(server.url, origin="https://evil.example", token=visitor.token)
    assert (await attach(evil, number, pictures.jpeg()))["code"] == "origin_forbidden"


@pytest.mark.parametrize("body", [b"", b"\n", b"not json\n\xff\xd8\xff", b"[]\n", b"{}\n"])
async def test_a_malformed_body_gets_a_refusal(visitor, body):
    answer = await visitor.post_raw(AttachPhoto.event(), body)
    assert answer.status_code == 400 and Refused.model_validate(answer.json()).code == "invalid"


@pytest.mark.parametrize("door", ["reporter", "desk"])
async def test_a_photo_is_given_out_as_nothing_but_a_picture(visitor, staff, number, door):
    receipt = await attach(visitor, number, pictures.jpeg())
    photo = receipt["reports"][0]["photos"][0]["id"]
    answer = await (pixels(visitor, photo) if door == "reporter" else staff.http.get(f"/dashboard/photos/{photo}"))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_photos_come_slower_than_words_but_say_how_long_to_wait(visitor, number):
    answers = [await attach(visitor, number, b"x") for _ in range(8)]
    assert answers[-1]["code"] == "too_fast" and answers[-1]["retry_after"] >= 1
