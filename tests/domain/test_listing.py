"""What a filter of the list comes down to, and how the reports of one outage fold."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import listing
from server.domain.bursts import Outline, first_lines, fold, is_settled
from server.domain.desk import ReportFilter
from server.errors import InvalidInput

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12.00 in Pekanbaru, a Wednesday
MINUTE = timedelta(minutes=1)


def normalised(**wanted):
    return listing.normalised(ReportFilter(**wanted))


@pytest.mark.parametrize("field", [{"sort": "id; drop"}, {"statuses": ("baru",)}, {"priorities": ("urgent",)}])
def test_what_does_not_exist_is_refused(field):
    with pytest.raises(InvalidInput):
        listing.checked(ReportFilter(**field))


def test_an_order_by_due_time_shows_open_reports():
    assert "closed" not in normalised(sort="due").statuses and "new" in normalised(sort="due").statuses
    assert normalised(sort="due", statuses=("new", "closed")).statuses == ("new",)
    assert normalised(sort="due", statuses=("closed",)).sort == "newest"


def test_unanswered_is_new_and_nothing_else():
    assert normalised(unanswered=True).statuses == normalised(sort="waiting").statuses == ("new",)
    asked = ReportFilter(unanswered=True, statuses=("closed",))
    assert listing.shows_nothing(asked, listing.normalised(asked))
    assert not listing.shows_nothing(ReportFilter(), normalised())


@pytest.mark.parametrize(("sort", "before", "kept"), [
    ("newest", (7,), (7,)), ("newest", (1, 7), None), ("priority", (1, 7), (1, 7)), ("due", (0, 5, 7), (0, 5, 7)),
    ("due", (7,), None), ("newest", (10**30,), (listing.LARGEST,)),
])  # fmt: skip
def test_a_cursor_of_another_order_is_no_cursor(sort, before, kept):
    assert normalised(sort=sort, before=before).before == kept


@pytest.mark.parametrize("typed", ["", ".", "1.", "-1", "1.x", "１", "1" * 20, "1..2"])
def test_nonsense_is_no_cursor(typed):
    assert listing.parse_cursor(typed) is None


def test_a_cursor_survives_the_address():
    assert listing.parse_cursor(listing.format_cursor((0, 1790000000000000, 12))) == (0, 1790000000000000, 12)


def test_days_are_those_of_pekanbaru():
    midnight = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
    assert listing.period_of("today", NOON) == (midnight, None)
    assert listing.period_of("week", NOON) == (midnight - timedelta(days=6), None)
    assert listing.period_of("month", NOON) == (datetime(2026, 10, 31, 17, 0, tzinfo=UTC), None)
    assert listing.period_of("decade", NOON) is None
    assert listing.days_between("2026-11-25", "2026-11-25") == (midnight, midnight + timedelta(days=1))
    assert listing.days_between("25/11/2026", "2026-02-30") == (None, None)
    assert listing.days_between("0001-01-01", "9999-12-31") == (None, None)


def outline(number: int, minutes: int, kind: str = "internet-mati", status: str = "new") -> Outline:
    return Outline(number, 1, kind, status, "OPD", NOON + minutes * MINUTE)


def lines(*outlines: Outline) -> list[list[int]]:
    return [[one.id for one in line] for line in fold(sorted(outlines, key=lambda one: -one.id))]


def test_five_of_one_family_in_half_an_hour_are_one_line_and_four_are_four():
    five = [outline(n, n * 7) for n in range(1, 6)]
    assert lines(*five) == [[5, 4, 3, 2, 1]]
    assert lines(*five[:4]) == [[4], [3], [2], [1]]
    assert lines(*[outline(n, n * 8) for n in range(1, 6)]) == [[5], [4], [3], [2], [1]]


def test_other_kinds_and_what_is_done_with_stand_alone():
    five = [outline(n, n) for n in range(1, 6)]
    assert lines(*five, outline(6, 6, "wifi"), outline(7, 7, status="closed")) == [[7], [6], [5, 4, 3, 2, 1]]


def test_a_burst_keeps_its_oldest_report_while_it_grows():
    five = [outline(n, n) for n in range(1, 6)]
    assert lines(*five, outline(9, 12))[0] == [9, 5, 4, 3, 2, 1]
    assert lines(*five, outline(9, 40)) == [[9], [5, 4, 3, 2, 1]]


def test_a_clock_that_was_set_back_makes_no_burst_of_two_days():
    newest = [outline(number, minutes=-1440 * (number % 2)) for number in range(9, 0, -1)]
    assert [len(line) for line in fold(newest)] == [1] * 9


def test_what_is_shown_is_settled_once_half_an_hour_lies_behind_it():
    def settled(*minutes: int, shown: int, kind: str = "internet-mati", last: int | None = None) -> bool:
        outlines = [outline(99 - n, -at, kind) for n, at in enumerate(minutes)]
        return is_settled([*outlines, outline(1, -last, "wifi")] if last is not None else outlines, shown)

    assert settled(0, 5, 40, shown=2) and settled(0, 5, shown=2, last=40) and settled(0, 5, shown=2, kind="wifi")
    assert not settled(0, 5, 30, shown=2) and not settled(0, 5, shown=2) and not settled(0, 5, shown=2, last=30)


@given(st.lists(st.tuples(st.integers(0, 25), st.sampled_from(["internet-mati", "wifi"])), max_size=60), st.data())
def test_what_is_settled_folds_the_same_whatever_comes_behind(steps, data):
    ages = list(accumulate(step for step, _ in steps))
    every = [outline(100 - n, -age, kind) for n, (age, (_, kind)) in enumerate(zip(ages, steps, strict=True))]
    seen = every[: data.draw(st.integers(0, len(every)))]
    shown = data.draw(st.integers(0, len(seen)))
    if seen and is_settled(seen, shown):
        heads = {one.id for one in seen[:shown]}
        assert [line for line in fold(seen) if line[0].id in heads] == [
            line for line in fold(every) if line[0].id in heads
        ]


def test_a_page_ends_behind_a_burst_and_takes_along_what_lies_in_it():
    five = [outline(n, n) for n in (1, 2, 4, 6, 8)]
    others = [outline(n, n, "wifi") for n in (0, 3, 7)]
    folded = fold(sorted([*five, *others], key=lambda one: -one.id))
    assert [line[0].id for line in first_lines(folded, 1)] == [8, 7, 3]
