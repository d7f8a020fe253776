"""Conversation and history as one stream."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from dashboard.stream import by_day
from server.domain.desk import ChatRow, ReportFile, ReportRow, TimelineRow

EVENING = datetime(2026, 11, 25, 16, 30, tzinfo=UTC)  # 23.30 in Pekanbaru


def at(minutes: int) -> datetime:
    return EVENING + timedelta(minutes=minutes)


def line(seq: int, author: str, kind: str, minutes: int) -> ChatRow:
    return ChatRow(seq, author, None, {"type": kind, "text": "…"}, at(minutes))


def event(ver: int, name: str, minutes: int) -> TimelineRow:
    return TimelineRow(ver, name, "staff", "Rani", None, None, "", "", {}, at(minutes))


def file(conversation: list[ChatRow], timeline: list[TimelineRow]) -> ReportFile:
    row = ReportRow(
        1, "NET-20261125-0001", "Sari", "Disdik", "TU", "wifi", None, "…", "6281****1234", EVENING, "new", "high",
        "none", None, 1, False,
    )  # fmt: skip
    return ReportFile(
        row, "", "", False, "1.0", None, "widget", EVENING, None, False, (), None, 0, None, None, None, "",
        tuple(timeline), tuple(conversation),
    )  # fmt: skip


def shown(found: ReportFile) -> list[str]:
    entries = [entry for _, those in by_day(found) for entry in those]
    return [
        entry.event.event if entry.event else f"line {entry.line.seq}" if entry.line else f"{len(entry.guided)} guided"
        for entry in entries
    ]


def test_the_way_through_the_assistant_is_one_entry():
    talk = [line(1, "visitor", "choice", 0), line(2, "bot", "steps", 0), line(3, "bot", "form", 1)]
    assert shown(file(talk, [event(1, "filed", 2)])) == ["3 guided", "filed"]


def test_what_people_wrote_stands_between_what_happened():
    talk = [line(4, "visitor", "text", 3), line(5, "staff", "text", 5)]
    assert shown(file(talk, [event(1, "filed", 2), event(2, "moved", 4)])) == ["filed", "line 4", "moved", "line 5"]


def test_nothing_is_told_twice():
    talk = [line(1, "bot", "receipt", 1), line(2, "staff", "status", 3), line(3, "staff", "text", 4)]
    history = [event(1, "filed", 1), event(2, "moved", 3), event(3, "said", 4)]
    assert shown(file(talk, history)) == ["filed", "moved", "line 3"]


def test_photos_of_the_desk_are_told_and_those_of_a_reporter_are_seen_in_the_chat():
    theirs = replace(event(3, "photo", 4), actor="reporter", staff=None)
    assert shown(file([line(4, "visitor", "photo", 4)], [event(2, "photo", 3), theirs])) == ["photo", "line 4"]


def test_the_assistants_thanks_for_a_message_is_left_out():
    talk = [line(4, "visitor", "text", 3), line(5, "bot", "phrase", 3)]
    assert shown(file(talk, [event(1, "filed", 2)])) == ["filed", "line 4"]


def test_a_day_ends_at_midnight_in_pekanbaru():
    days = by_day(file([], [event(1, "filed", 0), event(2, "moved", 60)]))
    assert [day for day, _ in days] == [date(2026, 11, 25), date(2026, 11, 26)]
