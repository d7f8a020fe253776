"""The life of a report: every pair of statuses, every actor, and what a move brings and sets."""

from datetime import UTC, datetime, timedelta

import pytest

from server.contract.shapes import ImpactName, StatusName
from server.domain.report import (
    FINAL,
    OPEN,
    TABLE,
    Actor,
    Brings,
    Event,
    Impact,
    Priority,
    Status,
    allowed_moves,
    check_move,
    priority_for,
    raise_priority,
    what_a_move_sets,
    what_it_brings,
)
from server.errors import InvalidInput, MoveForbidden

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
NOTE = "Kabel diganti, sudah normal."

# Written again by hand from the brief, not derived from the table under test: (from, to) -> who.
S, P, T, A = Actor.SYSTEM, Actor.REPORTER, Actor.TECHNICIAN, Actor.ADMIN
OWNED = {
    ("new", "verified"): {T, A},
    ("new", "in_progress"): {T, A},
    ("new", "rejected"): {A},
    ("new", "duplicate"): {T, A},
    ("new", "cancelled"): {P, A},
    ("verified", "in_progress"): {T, A},
    ("verified", "resolved"): {T, A},
    ("verified", "rejected"): {A},
    ("verified", "duplicate"): {T, A},
    ("verified", "cancelled"): {P, A},
    ("in_progress", "waiting_reporter"): {T, A},
    ("in_progress", "waiting_vendor"): {T, A},
    ("in_progress", "resolved"): {T, A},
    ("in_progress", "duplicate"): {T, A},
    ("waiting_reporter", "in_progress"): {S, T, A},
    ("waiting_reporter", "closed"): {S},
    ("waiting_reporter", "resolved"): {T, A},
    ("waiting_reporter", "duplicate"): {T, A},
    ("waiting_vendor", "in_progress"): {T, A},
    ("waiting_vendor", "resolved"): {T, A},
    ("waiting_vendor", "duplicate"): {T, A},
    ("resolved", "closed"): {P, S, A},
    ("resolved", "in_progress"): {P, T, A},
    ("closed", "in_progress"): {P, T, A},
    ("rejected", "new"): {A},
    ("duplicate", "verified"): {A},
}
WITHOUT_OWNER = {
    **{pair: who for pair, who in OWNED.items() if pair[0] not in {"resolved", "closed"}},
    ("resolved", "closed"): {P, S, A},
    ("resolved", "verified"): {P, T, A},
    ("in_progress", "verified"): {S},
    ("waiting_reporter", "verified"): {S},
    ("waiting_vendor", "verified"): {S},
    ("closed", "verified"): {P, T, A},
}
del WITHOUT_OWNER["verified", "in_progress"]
PAIRS = [(frm, to) for frm in Status for to in Status]


@pytest.mark.parametrize("has_owner", [True, False])
@pytest.mark.parametrize(("frm", "to"), PAIRS)
def test_a_move_is_open_to_exactly_those_the_brief_names(frm: Status, to: Status, has_owner: bool) -> None:
    named = (OWNED if has_owner else WITHOUT_OWNER).get((frm.value, to.value), set())
    assert {actor for actor in Actor if to in allowed_moves(frm, actor, has_owner=has_owner)} == named


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize(("frm", "to"), PAIRS)
def test_checking_a_move_agrees_with_the_moves_that_are_offered(
    frm: Status, to: Status, actor: Actor
) -> None:
    offered = allowed_moves(frm, actor)
    try:
        move = check_move(frm, to, actor, note=NOTE, parent=7)
    except MoveForbidden as refused:
        assert to not in offered
        assert refused.allowed == tuple(offered)
        assert refused.public() == {"code": "move_forbidden", "allowed": [one.value for one in offered]}
    else:
        assert to in offered
        assert (move.frm, move.to) == (frm, to)


@pytest.mark.parametrize("status", Status)
def test_no_move_is_offered_twice_or_to_where_the_report_is(status: Status) -> None:
    for actor in Actor:
        for has_owner in (True, False):
            offered = allowed_moves(status, actor, has_owner=has_owner)
            assert len(set(offered)) == len(offered)
            assert status not in offered


@pytest.mark.parametrize("status", Status)
def test_whoever_only_looks_on_has_no_move(status: Status) -> None:
    assert allowed_moves(status, Actor.NOBODY) == ()


def test_every_status_can_be_reached_and_only_a_cancelled_report_stays_for_ever() -> None:
    assert {row.to for row in TABLE} == set(Status)
    assert {status for status in Status if not any(status in row.frm for row in TABLE)} == {Status.CANCELLED}


def test_a_status_that_does_not_exist_is_invalid_and_not_merely_forbidden() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_move(Status.NEW, "dibuka_kembali", Actor.ADMIN)
    assert refused.value.fields == {"status": "unknown"}


NEEDS_A_NOTE = [
    (Status.IN_PROGRESS, Status.WAITING_REPORTER, Brings.QUESTION),
    (Status.IN_PROGRESS, Status.WAITING_VENDOR, Brings.PARTY),
    (Status.VERIFIED, Status.RESOLVED, Brings.RESOLUTION),
    (Status.IN_PROGRESS, Status.RESOLVED, Brings.RESOLUTION),
    (Status.WAITING_REPORTER, Status.RESOLVED, Brings.RESOLUTION),
    (Status.WAITING_VENDOR, Status.RESOLVED, Brings.RESOLUTION),
    (Status.NEW, Status.REJECTED, Brings.REASON),
    (Status.VERIFIED, Status.REJECTED, Brings.REASON),
    (Status.RESOLVED, Status.IN_PROGRESS, Brings.REASON),
    (Status.CLOSED, Status.IN_PROGRESS, Brings.REASON),
    (Status.REJECTED, Status.NEW, Brings.REASON),
]


@pytest.mark.parametrize(("frm", "to", "brings"), NEEDS_A_NOTE)
def test_a_move_that_the_reporter_must_understand_needs_a_note(
    frm: Status, to: Status, brings: Brings
) -> None:
    assert what_it_brings(frm, to) is brings
    for empty in ("", "  \n ", "\u202e"):
        with pytest.raises(InvalidInput) as refused:
            check_move(frm, to, Actor.ADMIN, note=empty)
        assert refused.value.fields == {"note": "required"}
    assert check_move(frm, to, Actor.ADMIN, note=f"  {NOTE}\u202e ").note == NOTE


@pytest.mark.parametrize(("frm", "to"), [pair for pair in OWNED if A in OWNED[pair]])
def test_every_other_move_of_the_desk_needs_none(frm: str, to: str) -> None:
    brings = what_it_brings(Status(frm), Status(to))
    if (frm, to) in {(a.value, b.value) for a, b, _ in NEEDS_A_NOTE}:
        return
    assert brings in {Brings.NOTHING, Brings.PARENT}
    assert check_move(Status(frm), to, Actor.ADMIN, parent=1).note == ""


@pytest.mark.parametrize(
    ("note", "code"), [("beres", "too_short"), ("a" * 9, "too_short"), ("a" * 2001, "too_long")]
)
def test_a_resolution_says_what_was_done_in_ten_characters_or_more(note: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_move(Status.IN_PROGRESS, "resolved", Actor.TECHNICIAN, note=note)
    assert refused.value.fields == {"note": code}
    assert check_move(Status.IN_PROGRESS, "resolved", Actor.TECHNICIAN, note="a" * 10).to is Status.RESOLVED


def test_a_note_that_no_reader_asked_for_is_bounded_too() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_move(Status.NEW, "verified", Actor.ADMIN, note="a" * 2001)
    assert refused.value.fields == {"note": "too_long"}


def test_a_short_reason_is_a_reason() -> None:
    assert check_move(Status.NEW, "rejected", Actor.ADMIN, note="Spam").note == "Spam"


@pytest.mark.parametrize("frm", ["new", "verified", "in_progress", "waiting_reporter", "waiting_vendor"])
def test_a_duplicate_names_the_report_that_it_repeats(frm: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_move(Status(frm), "duplicate", Actor.TECHNICIAN, note=NOTE)
    assert refused.value.fields == {"parent": "required"}
    merged = check_move(Status(frm), "duplicate", Actor.TECHNICIAN, parent=12)
    assert (merged.parent, merged.event) == (12, Event.MERGED)


def test_a_parent_is_ignored_where_nothing_is_merged() -> None:
    assert check_move(Status.NEW, "verified", Actor.ADMIN, parent=12).parent is None


def test_a_forbidden_move_is_forbidden_even_when_its_note_is_missing_too() -> None:
    with pytest.raises(MoveForbidden) as refused:
        check_move(Status.NEW, "resolved", Actor.TECHNICIAN)
    assert refused.value.allowed == ("verified", "in_progress", "duplicate")


@pytest.mark.parametrize("frm", ["resolved", "closed"])
@pytest.mark.parametrize("actor", [Actor.REPORTER, Actor.TECHNICIAN, Actor.ADMIN])
def test_reopening_goes_back_to_the_owner_or_to_verified_and_counts(frm: str, actor: Actor) -> None:
    back = check_move(Status(frm), "in_progress", actor, note="Mati lagi", has_owner=True)
    assert (back.event, back.reopens) == (Event.REOPENED, True)
    ownerless = check_move(Status(frm), "verified", actor, note="Mati lagi", has_owner=False)
    assert (ownerless.event, ownerless.reopens) == (Event.REOPENED, True)


def test_only_the_four_ways_back_from_done_are_reopenings() -> None:
    reopening = {(frm, row.to) for row in TABLE for frm in row.frm if row.event is Event.REOPENED}
    done = (Status.RESOLVED, Status.CLOSED)
    assert reopening == {(frm, to) for frm in done for to in (Status.IN_PROGRESS, Status.VERIFIED)}
    assert not check_move(Status.WAITING_VENDOR, "in_progress", Actor.ADMIN).reopens


@pytest.mark.parametrize("frm", [Status.RESOLVED, Status.CLOSED])
def test_a_reporter_reopens_within_seven_days_and_the_desk_at_any_time(frm: Status) -> None:
    week = timedelta(days=7)
    late = week + timedelta(seconds=1)
    assert Status.IN_PROGRESS in allowed_moves(frm, Actor.REPORTER, since_resolved=week)
    assert Status.IN_PROGRESS not in allowed_moves(frm, Actor.REPORTER, since_resolved=late)
    with pytest.raises(MoveForbidden):
        check_move(frm, "in_progress", Actor.REPORTER, note="Mati lagi", since_resolved=late)
    for actor in (Actor.TECHNICIAN, Actor.ADMIN):
        assert Status.IN_PROGRESS in allowed_moves(frm, actor, since_resolved=late)


def test_a_late_reporter_may_still_confirm_that_it_is_solved() -> None:
    assert allowed_moves(Status.RESOLVED, Actor.REPORTER, since_resolved=timedelta(days=30)) == (
        Status.CLOSED,
    )


def test_taking_a_new_report_makes_the_mover_its_owner_but_does_not_take_it_from_anybody() -> None:
    assert check_move(Status.NEW, "in_progress", Actor.TECHNICIAN, has_owner=False).takes
    assert not check_move(Status.NEW, "in_progress", Actor.TECHNICIAN, has_owner=True).takes
    assert not check_move(Status.NEW, "verified", Actor.TECHNICIAN, has_owner=False).takes


# --- time stamps
STAMPS = [
    ("new", "verified", {"first_response_at": NOW}),
    ("new", "in_progress", {"first_response_at": NOW}),
    ("new", "duplicate", {"first_response_at": NOW, "closed_at": NOW}),
    ("new", "rejected", {"first_response_at": NOW, "closed_at": NOW}),
    ("new", "cancelled", {"closed_at": NOW}),  # the reporter's own act is no response
    ("verified", "in_progress", {}),
    ("in_progress", "waiting_reporter", {}),
    ("in_progress", "resolved", {"resolved_at": NOW}),
    ("resolved", "closed", {"closed_at": NOW}),  # resolved stays when it was
    ("waiting_reporter", "closed", {"closed_at": NOW}),
    ("resolved", "in_progress", {"resolved_at": None}),
    ("resolved", "verified", {"resolved_at": None}),
    ("closed", "in_progress", {"resolved_at": None, "closed_at": None}),
    ("rejected", "new", {"closed_at": None}),
    ("duplicate", "verified", {"closed_at": None}),
]


@pytest.mark.parametrize(("frm", "to", "stamps"), STAMPS)
def test_a_move_sets_and_clears_its_time_stamps(
    frm: str, to: str, stamps: dict[str, datetime | None]
) -> None:
    assert what_a_move_sets(Status(frm), Status(to), NOW) == stamps


def test_the_first_response_stays_the_first() -> None:
    assert what_a_move_sets(Status.NEW, Status.VERIFIED, NOW, responded=True) == {}


def test_a_report_is_either_open_resolved_or_final() -> None:
    assert OPEN | FINAL | {Status.RESOLVED} == set(Status)
    assert not OPEN & FINAL


# --- priority
@pytest.mark.parametrize(
    ("base", "raised"),
    [("low", "medium"), ("medium", "high"), ("high", "critical"), ("critical", "critical")],
)
def test_a_stopped_service_raises_the_priority_by_one_level(base: str, raised: str) -> None:
    assert raise_priority(Priority(base), Impact.STOPPED) is Priority(raised)
    for impact in (Impact.DISTURBED, Impact.NONE):
        assert raise_priority(Priority(base), impact) is Priority(base)


def test_a_questions_own_priority_comes_before_its_kinds() -> None:
    assert priority_for(Priority.MEDIUM, None, "none") is Priority.MEDIUM
    assert priority_for(Priority.MEDIUM, Priority.LOW, "none") is Priority.LOW
    assert priority_for(Priority.MEDIUM, Priority.HIGH, "stopped") is Priority.CRITICAL


def test_the_codes_are_those_of_the_wire() -> None:
    assert set(Status) == set(StatusName.__args__)
    assert set(Impact) == set(ImpactName.__args__)
