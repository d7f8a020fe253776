"""The same command twice, by either door, in either order: one report, one number."""

import asyncio

import pytest

from server.contract.visitor import Choose, FileReport, SendMessage, Sync

from .client import new_id, report

DOORS = [(first, second) for first in ("socket", "post") for second in ("socket", "post")]


@pytest.mark.parametrize(("first", "second"), DOORS)
async def test_a_report_sent_twice_gets_one_number(visitor, first, second):
    payload = report()
    sent = await visitor.send(first, FileReport.event(), payload)
    again = await visitor.send(second, FileReport.event(), payload)
    assert sent["ok"] and sent["client_id"] == payload["client_id"]
    assert again == sent
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert [one["number"] for one in everything["reports"]] == [sent["reports"][0]["number"]]


async def test_a_report_sent_by_eight_tabs_at_once_gets_one_number(visitor):
    payload = report()
    answers = await asyncio.gather(*(visitor.post(FileReport.event(), payload) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["reports"][0]["number"] for answer in answers}) == 1


async def test_a_retry_that_says_when_it_was_queued_is_still_the_same_report(visitor):
    payload = report()
    sent = await visitor.send("post", FileReport.event(), payload)
    again = await visitor.send("post", FileReport.event(), {**payload, "queued_at": payload["occurred_at"]})
    assert again == sent


async def test_the_same_id_with_other_words_is_refused_and_nothing_is_stored(visitor):
    first = report()
    await visitor.send("post", FileReport.event(), first)
    answer = await visitor.post(FileReport.event(), {**first, "description": "Sesuatu yang lain sama sekali"})
    assert answer.status_code == 409
    assert answer.json() == {"ok": False, "code": "client_id_reused", "client_id": first["client_id"]}
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert len(everything["reports"]) == 1


async def test_an_id_of_another_conversation_opens_nothing_of_it(visitor, other):
    payload = report()
    await visitor.send("post", FileReport.event(), payload)
    answer = await other.post(FileReport.event(), payload)
    assert answer.status_code == 409
    assert "reports" not in answer.json()


async def test_lines_are_numbered_without_a_gap_whatever_door_they_came_by(visitor):
    for turn, door in enumerate(["socket", "post", "socket", "post"]):
        await visitor.send(door, SendMessage.event(), {"client_id": new_id(), "text": f"wifi mati {turn}"})
    await visitor.file("socket")
    everything = (await visitor.post(Sync.event(), {"after": 0})).json()
    assert [line["seq"] for line in everything["messages"]] == list(range(1, everything["seq"] + 1))


async def test_two_reports_at_the_same_moment_get_two_numbers(visitor, other):
    one, two = await asyncio.gather(visitor.file(), other.file())
    assert one["reports"][0]["number"] != two["reports"][0]["number"]


async def test_a_choice_is_answered_by_the_bot_over_either_door(visitor):
    for door in ("socket", "post"):
        press = {"client_id": new_id(), "choice": "kind:wifi", "label": "Wi-Fi"}
        answer = await visitor.send(door, Choose.event(), press)
        assert [line["line"]["type"] for line in answer["messages"]] == ["choice", "phrase", "questions"]
