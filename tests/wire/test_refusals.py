"""Bad input gets a stable code and the offending fields, by both doors; nothing is dropped silently."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from socketio.exceptions import ConnectionError

from server.contract.base import OLDEST_PROTOCOL, PROTOCOL
from server.contract.photos import AttachPhoto, ShowPhoto
from server.contract.visitor import FileReport, SendMessage, Sync

from .client import Visitor, new_id, report
from .test_diagnostics import page_of

BAD_FIELDS = [
    ({"whatsapp": "0761 000123"}, {"whatsapp": "landline"}),
    ({"whatsapp": "+60123456789"}, {"whatsapp": "foreign"}),
    ({"whatsapp": "telepon saja"}, {"whatsapp": "invalid"}),
    ({"name": "", "place": ""}, {"name": "required", "place": "required"}),
    ({"description": "mati"}, {"description": "too_short"}),
    ({"agency": "dinas-sihir"}, {"agency": "unknown"}),
    ({"agency": None, "unit": ""}, {"agency": "required"}),
    ({"kind": "kopi-habis"}, {"kind": "unknown"}),
    ({"occurred_at": "2026-11-25T08:00:00"}, {"occurred_at": "timezone_aware"}),
]


@pytest.mark.parametrize("door", ["socket", "post"])
@pytest.mark.parametrize(("changes", "fields"), BAD_FIELDS)
async def test_each_wrong_field_is_named(visitor, door, changes, fields):
    answer = await visitor.file(door, **changes)
    assert (answer["ok"], answer["code"], answer["fields"]) == (False, "invalid", fields)
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert everything["messages"] == [] and everything["reports"] == []


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_an_event_nobody_declared_is_refused_by_name(visitor, door):
    assert (await visitor.send(door, "drop_tables", {}))["code"] == "unknown_event"


@pytest.mark.parametrize("door", ["socket", "post"])
@pytest.mark.parametrize("payload", [None, 7, "teks", [], {"client_id": "bukan-uuid", "text": "x"}, {"text": "x"}])
async def test_a_wrong_shape_is_refused(visitor, door, payload):
    answer = await visitor.send(door, SendMessage.event(), payload)
    assert (answer["ok"], answer["code"]) == (False, "invalid") and answer["fields"]


@pytest.mark.parametrize("door", ["socket", "post"])
async def test_a_field_nobody_declared_is_refused_and_named(visitor, door):
    answer = await visitor.send(door, FileReport.event(), report(status="resolved"))
    assert answer["fields"] == {"status": "extra_forbidden"}


@pytest.mark.parametrize("body", ["", "bukan json", "[1]", '"x"', "[" * 50_000])
async def test_a_body_that_is_no_object_is_refused(visitor, body):
    answer = await visitor.post_raw(SendMessage.event(), body)
    assert answer.status_code == 400 and answer.json()["code"] == "invalid"


async def test_a_body_over_64_kb_is_refused(visitor):
    answer = await visitor.post_raw(SendMessage.event(), "x" * 70_000)
    assert answer.status_code == 413 and answer.json()["code"] == "too_large"


@pytest.mark.parametrize("token", ["", "pendek", "x" * 44, None])
async def test_a_bad_token_is_refused_at_both_doors(server, token):
    stranger = Visitor(server.url)
    answer = await stranger.post(Sync.event(), {"after": 0}, token=token)
    assert answer.status_code == 400 and answer.json()["fields"].keys() == {"token"}
    with pytest.raises(ConnectionError):
        await stranger.connect(token=token)
    assert stranger.refused == "invalid"


@pytest.mark.parametrize("passport", [{}, {"protocol": None}])
async def test_who_names_no_protocol_is_no_old_widget(visitor, passport):
    answer = await visitor.post_raw(Sync.event(), json.dumps({**passport, "command": {"after": 0}}))
    assert answer.status_code == 400 and "protocol" in answer.json()["fields"]


async def test_an_old_widget_is_told_to_reload(server):
    stranger = Visitor(server.url)
    answer = await stranger.post(Sync.event(), {"after": 0}, protocol=0)
    assert answer.status_code == 426 and answer.json()["code"] == "protocol_outdated"
    with pytest.raises(ConnectionError):
        await stranger.connect(protocol=0)
    assert stranger.refused == "protocol_outdated"


NEWER = [(SendMessage.event(), {"client_id": new_id(), "text": "halo", "mood": "cross"}), ("wave", {"hand": "left"})]


@pytest.mark.parametrize(("event", "command"), [*NEWER, (AttachPhoto.event(), {}), (ShowPhoto.event(), {})])
async def test_a_widget_newer_than_this_process_is_asked_to_come_again_whatever_it_says(server, event, command):
    """In a rolling restart the next try reaches a process that knows the field: a final answer loses the report."""
    answer = await Visitor(server.url).post(event, command, protocol=PROTOCOL + 1, mood="cross")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.json()["retry_after"] == 10 and answer.headers["Retry-After"] == "10"


async def test_a_newer_widget_is_not_told_at_the_socket_that_it_is_old(server):
    stranger = Visitor(server.url)
    with pytest.raises(ConnectionError):
        await stranger.connect(protocol=PROTOCOL + 1)
    assert stranger.refused == "unavailable"


@pytest.mark.parametrize("event", [FileReport.event(), AttachPhoto.event(), ShowPhoto.event(), "waved"])
@pytest.mark.parametrize("protocol", [OLDEST_PROTOCOL - 1, "1"])
async def test_a_widget_that_is_too_old_reloads_whatever_it_says(server, event, protocol):
    answer = await Visitor(server.url).post(event, {"fax": "0761"}, protocol=protocol)
    assert (answer.status_code, answer.json()["code"]) == (426, "protocol_outdated")


@pytest.mark.parametrize("origin", [
    "https://evil.example", "null", "http://disdik.pekanbaru.go.id.evil.com", "https://pekanbaru.go.id",
])  # fmt: skip
async def test_a_page_that_its_opd_does_not_list_is_refused_at_both_doors(server, origin):
    stranger = Visitor(server.url, origin=origin)
    answer = await stranger.post(FileReport.event(), report())
    assert answer.status_code == 403 and answer.json()["code"] == "origin_forbidden"
    with pytest.raises(ConnectionError):
        await stranger.connect()
    assert stranger.refused == "origin_forbidden"


async def test_the_own_page_may_stand_for_every_opd(server):
    friend = Visitor(server.url, origin=server.url)
    assert (await friend.file("post"))["ok"]


async def test_a_queued_report_whose_clock_ran_ahead_is_taken_and_flagged_not_refused(visitor):
    ahead = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    answer = await visitor.file(occurred_at=ahead, queued_at=ahead)
    assert answer["ok"]


@pytest.mark.parametrize("door", ["socket", "post"])
@pytest.mark.parametrize("off", [timedelta(hours=13), timedelta(days=1), timedelta(days=-31), timedelta(days=-20_000)])
async def test_a_device_with_a_wrong_clock_can_report_what_is_broken_now(server, visitor, door, off):
    """Its own form has let the time pass, and no other that is picked there would be right."""
    answer = await visitor.file(door, occurred_at=(datetime.now(UTC) + off).isoformat())
    assert answer["ok"], answer
    assert "Jam perangkat pelapor tidak tepat" in await page_of(server, answer)


async def test_flooding_is_slowed_down_with_the_seconds_to_wait(visitor):
    answers = [await visitor.post(SendMessage.event(), {"client_id": new_id(), "text": "halo"}) for _ in range(20)]
    refused = [answer.json() for answer in answers if answer.status_code == 429]
    assert refused and all(answer["code"] == "too_fast" and answer["retry_after"] >= 1 for answer in refused)
