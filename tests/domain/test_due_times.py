"""Due times out of a report's history, the alarms on the way, and what a page shows of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.clock_face import LATE, MET, MISSED, PAUSED, RUNNING, SOON, TWICE, read
from server.domain.desk import ReportClock, ReportRow
from server.domain.due_times import ESCALATED, OVERDUE, Due, Moment, Said, Step, Terms, due_times, ringing, to_come
from server.domain.identity import WIB
from server.domain.report import Priority, Status
from server.domain.service_clock import Calendar, DatedHours, Hours, between
from server.domain.settings.targets import DEFAULT

OFFICE = Calendar((Hours(480, 960),) * 5 + (None, None))
TERMS = Terms(OFFICE, DEFAULT)
NINE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""Wednesday, 09.00 WIB."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
THURSDAY_NINE = NINE + 24 * HOUR


def test_critical_counts_around_the_clock_only_where_somebody_is_on_call() -> None:
    evening = NINE + 9 * HOUR
    on_call = due_times(Terms(OFFICE, DEFAULT, on_call=True), "critical", evening)
    assert (on_call.response, on_call.resolution) == (evening + 15 * MINUTE, evening + 4 * HOUR)
    assert due_times(TERMS, "critical", evening).response == NINE + 23 * HOUR + 15 * MINUTE
    high = due_times(Terms(OFFICE, DEFAULT, on_call=True), "high", evening)
    assert high.response == NINE + 23 * HOUR + 30 * MINUTE


def test_a_pause_does_not_count_however_long_and_however_often() -> None:
    steps = [
        Step(NINE + HOUR, "waiting_reporter"), Step(NINE + 3 * HOUR, "in_progress"),
        Step(NINE + 4 * HOUR, "waiting_reporter"), Step(THURSDAY_NINE, "in_progress"),
    ]  # fmt: skip
    assert due_times(TERMS, "high", NINE, steps).resolution == THURSDAY_NINE + 6 * HOUR
    paused = due_times(TERMS, "high", NINE, steps[:3])
    assert (paused.resolution, paused.left) == (None, 6 * HOUR)
    assert {moment.what for moment in paused.moments} == {"response"}


def test_what_was_late_before_a_pause_stays_late() -> None:
    late = [Step(NINE + 30 * HOUR, "waiting_reporter")]
    due = due_times(TERMS, "high", NINE, late)
    assert (due.resolution, due.left) == (THURSDAY_NINE, None)


def test_a_third_party_pauses_the_clock_only_where_the_desk_says_so() -> None:
    waits = [Step(NINE + HOUR, "waiting_vendor")]
    assert due_times(TERMS, "high", NINE, waits).left is None
    assert due_times(Terms(OFFICE, DEFAULT, vendor_pauses=True), "high", NINE, waits).left == 7 * HOUR


def test_reopening_starts_anew_with_half_but_at_least_an_hour() -> None:
    again = [Step(NINE, "resolved"), Step(NINE + HOUR, "in_progress", reopened=True)]
    assert due_times(TERMS, "critical", NINE, again).resolution == NINE + 3 * HOUR
    short = {Priority.LOW.value: DEFAULT[Priority.CRITICAL].__class__(MINUTE, HOUR)}
    assert due_times(Terms(OFFICE, short), "low", NINE, again).resolution == NINE + 2 * HOUR


def test_hours_that_leave_no_room_for_a_target_promise_nothing_and_refuse_nobody() -> None:
    hardly_open = Calendar((Hours(480, 481),) + (None,) * 6)
    long = {**DEFAULT, Priority.LOW: DEFAULT[Priority.CRITICAL].__class__(MINUTE, 2000 * HOUR)}
    assert due_times(Terms(hardly_open, long), "low", NINE) == Due()


@pytest.mark.parametrize("status", ["rejected", "duplicate", "cancelled"])
def test_what_is_excluded_has_no_due_times_until_it_is_taken_back(status: str) -> None:
    gone = [Step(NINE + HOUR, status)]
    assert due_times(TERMS, "high", NINE, gone).resolution is None
    assert due_times(TERMS, "high", NINE, [*gone, Step(NINE + 2 * HOUR, "verified")]).resolution == THURSDAY_NINE


def test_alarms_ring_once_each_and_who_is_late_is_not_warned_as_well() -> None:
    due = due_times(TERMS, "high", NINE)
    first = to_come(due, Said(), NINE)
    assert [(one.event, one.what) for one in first] == [
        ("due_soon", "response"), ("overdue", "response"), ("escalated", "response"),
        ("due_soon", "resolution"), ("overdue", "resolution"), ("escalated", "resolution"),
    ]  # fmt: skip
    assert ringing(first, NINE) == ()
    slept = NINE + 20 * HOUR
    awake = to_come(due, Said(pending=first[0].at), slept)
    assert [(one.event, one.what) for one in ringing(awake, slept)] == [
        ("overdue", "response"), ("escalated", "response"), ("due_soon", "resolution"),
    ]  # fmt: skip
    rung = Said(marked=frozenset({"response_late", "response_escalated"}), pending=first[4].at)
    twice = Moment(THURSDAY_NINE + 24 * HOUR, "escalated", "resolution")
    assert to_come(due, rung, slept) == (Moment(THURSDAY_NINE, "overdue", "resolution"), twice)
    assert to_come(due, Said(responded=True, marked=frozenset({"resolution_late"})), slept) == (twice,)
    both = frozenset({"resolution_late", "resolution_escalated"})
    assert to_come(due, Said(responded=True, marked=both), slept + 100 * HOUR) == ()


def escalated(steps: list[Step] = [], priority: str = "high") -> dict[str, datetime]:  # noqa: B006 - never changed
    moments = due_times(TERMS, priority, NINE, steps).moments
    return {one.what: one.at for one in moments if one.event == ESCALATED}


@pytest.mark.parametrize(
    ("priority", "response", "resolution"),
    [
        ("critical", "2026-11-25 09:30", "2026-11-26 09:00"),
        ("high", "2026-11-25 10:00", "2026-11-27 09:00"),
        ("medium", "2026-11-25 13:00", "2026-12-01 09:00"),
        ("low", "2026-11-27 09:00", "2026-12-09 09:00"),
    ],
)
def test_twice_a_target_is_twice_its_service_time(priority: str, response: str, resolution: str) -> None:
    expected = {"response": response, "resolution": resolution}
    assert escalated(priority=priority) == {
        what: datetime.fromisoformat(at).replace(tzinfo=WIB) for what, at in expected.items()
    }


def test_between_the_target_and_twice_the_target_a_pause_does_not_count_either() -> None:
    """Late on Thursday at 09.00, paused from 11.00 to 14.00: twice the target is three hours later."""
    paused = [Step(THURSDAY_NINE + 2 * HOUR, "waiting_reporter")]
    assert "resolution" not in escalated(paused)
    assert due_times(TERMS, "high", NINE, paused).resolution == THURSDAY_NINE
    again = [*paused, Step(THURSDAY_NINE + 5 * HOUR, "in_progress")]
    assert escalated(again)["resolution"] == THURSDAY_NINE + 27 * HOUR
    assert escalated([Step(THURSDAY_NINE + 30 * HOUR, "waiting_reporter")])["resolution"] == THURSDAY_NINE + 24 * HOUR


def test_reopened_it_is_twice_half_the_target() -> None:
    again = [Step(NINE, "resolved"), Step(NINE + HOUR, "in_progress", reopened=True)]
    assert escalated(again)["resolution"] == NINE + 25 * HOUR


def test_hours_that_hold_a_target_once_and_not_twice_promise_it_all_the_same() -> None:
    once = Calendar((None,) * 7, (DatedHours(NINE.date(), NINE.date(), (Hours(480, 960),) * 7),))
    due = due_times(Terms(once, DEFAULT), "critical", NINE)
    assert due.resolution == NINE + 4 * HOUR
    assert [one.what for one in due.moments if one.event == ESCALATED] == ["response"]


statuses = st.sampled_from(["in_progress", "waiting_reporter", "waiting_vendor"])
histories = st.lists(st.tuples(st.integers(1, 5000), statuses), max_size=8)


@given(histories, st.sampled_from(list(Priority)))
def test_service_time_outside_of_pauses_is_exactly_the_target(
    history: list[tuple[int, str]], priority: Priority
) -> None:
    at, steps = NINE, []
    for minutes, status in history:
        at += minutes * MINUTE
        steps.append(Step(at, status))
    due = due_times(TERMS, priority, NINE, steps)
    if due.resolution is None:
        assert due.left is not None and due.left > timedelta()
        return
    paused = timedelta()
    for place, step in enumerate(steps):
        if step.to == "waiting_reporter" and step.at < due.resolution:
            ends = next((one.at for one in steps[place + 1 :]), due.resolution)
            paused += between(OFFICE, step.at, min(ends, due.resolution))
    assert between(OFFICE, NINE, due.resolution) - paused == DEFAULT[priority].resolution


def row(status: str = "new", **clock: object) -> ReportRow:
    due = due_times(TERMS, "high", NINE)
    usual = {"response_due_at": due.response, "resolution_due_at": due.resolution}
    return ReportRow(
        1, "NET-20261125-0001", "", "", "", "wifi", None, "", "", NINE, status, "high", "none", None, 1, False,
        clock=ReportClock(**{**usual, **clock}),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "state", "used", "share"),
    [(4, RUNNING, 4, 13), (23, SOON, 23, 76), (45, LATE, 45, 100), (59, LATE, 59, 100), (60, TWICE, 60, 100)],
)
def test_a_page_shows_the_first_answer_until_it_is_there(minutes: int, state: str, used: int, share: int) -> None:
    face = read(TERMS, row(), NINE + minutes * MINUTE)
    assert face is not None
    assert (face.what, face.state, face.used, face.share) == ("response", state, used * MINUTE, share)


def test_a_page_shows_the_solution_then_and_at_its_end_whether_it_was_in_time() -> None:
    answered = {"first_response_at": NINE + MINUTE}
    running = read(TERMS, row("in_progress", **answered), THURSDAY_NINE - HOUR)
    assert running and (running.what, running.state, running.used) == ("resolution", SOON, 7 * HOUR)
    paused = read(TERMS, row("waiting_reporter", resolution_due_at=None, resolution_left=3600, **answered), NINE)
    assert paused and (paused.state, paused.used, paused.due_at) == (PAUSED, 7 * HOUR, None)
    for resolved_at, state in ((THURSDAY_NINE, MET), (THURSDAY_NINE + MINUTE, MISSED)):
        ended = read(TERMS, row("resolved", resolved_at=resolved_at, **answered), NINE + 900 * HOUR)
        assert ended and ended.state == state
    assert read(TERMS, row("rejected"), NINE) is None


def test_only_an_open_report_can_become_late() -> None:
    for status in ("resolved", "closed", *(one.value for one in Status if one in {"rejected", "duplicate"})):
        moments = due_times(TERMS, "high", NINE, [Step(NINE + HOUR, status)]).moments
        assert not [one for one in moments if one.event in {OVERDUE, ESCALATED} and one.what == "resolution"]
