"""Every setting reads its own form again, and names what is wrong with one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.service_clock import Hours
from server.domain.settings import SETTINGS, holidays, hours, targets, wording
from server.domain.settings.hours import ServiceHours
from server.errors import InvalidInput

RAMADAN = {
    "name_0": "Ramadan", "first_0": "2027-02-08", "last_0": "2027-03-09", "opens_0": "08.00", "closes_0": "15.00",
    "friday_opens_0": "08.00", "friday_closes_0": "15.30",
}  # fmt: skip
WEEK = hours.show(ServiceHours())


@pytest.mark.parametrize("key", [key for key in SETTINGS if key != "desk"])
def test_a_default_is_what_its_own_form_says(key: str) -> None:
    known = SETTINGS[key]
    assert known.read(known.show(known.default)) == known.default


def refused(key: str, form: dict[str, str]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as error:
        SETTINGS[key].read(form)
    return dict(error.value.fields)


def test_hours_of_a_week_and_of_ramadan_are_read_and_shown_again() -> None:
    read = hours.read({**WEEK, **RAMADAN, "fri_closes": "16.30"})
    assert read.week[4] == Hours(480, 990) and read.week[5] is None
    (ramadan,) = read.exceptions
    assert ramadan.week[:5] == (*(Hours(480, 900),) * 4, Hours(480, 930)) and ramadan.week[5:] == (None, None)
    assert hours.read(hours.show(read)) == read


def test_a_day_without_hours_in_an_exception_is_closed() -> None:
    election = {"name_3": "Pemilu", "first_3": "2026-12-09", "last_3": "2026-12-09"}
    (closed,) = hours.read({**WEEK, **election}).exceptions
    assert closed.week == (None,) * 7
    assert hours.read(hours.show(hours.read({**WEEK, **election}))).exceptions == (closed,)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"mon_opens": "25.00"}, {"mon_opens": "invalid"}),
        ({"mon_closes": ""}, {"mon_closes": "invalid"}),
        ({"tue_opens": "17:00"}, {"tue_closes": "order"}),
        ({**RAMADAN, "name_0": ""}, {"name_0": "required"}),
        ({**RAMADAN, "first_0": "besok"}, {"first_0": "invalid"}),
        ({**RAMADAN, "last_0": "2027-01-01"}, {"last_0": "order"}),
        ({**RAMADAN, "last_0": "2028-01-01"}, {"last_0": "too_long"}),
    ],
)
def test_wrong_hours_are_named(changes: dict[str, str], wrong: dict[str, str]) -> None:
    assert refused("hours", {**WEEK, **changes}) == wrong


def test_a_desk_that_never_opens_is_refused() -> None:
    assert refused("hours", {}) == {"mon_opens": "never_open"}


def test_holidays_are_added_removed_restored_and_confirmed() -> None:
    edits = SETTINGS["holidays"].default
    day = date(2028, 3, 27)
    more = holidays.confirmed_for(holidays.added_to(edits, day, "Idulfitri"), 2028)
    assert holidays.read(holidays.show(more)) == more
    assert holidays.removed_from(more, day).added == {} and not holidays.removed_from(more, day).removed
    gone = holidays.removed_from(edits, day)
    assert gone.removed == {day} and not holidays.restored(gone, day).removed
    assert not holidays.added_to(gone, day, "Idulfitri").removed


@pytest.mark.parametrize("form", [
    {"added": "besok libur"}, {"added": "2028-01-01"}, {"removed": "1999-01-01"}, {"confirmed": "dua ribu"},
])  # fmt: skip
def test_wrong_holidays_are_refused(form: dict[str, str]) -> None:
    assert refused("holidays", form)


def test_targets_take_a_comma_and_refuse_nonsense() -> None:
    form = targets.show(targets.Targets())
    read = targets.read({**form, "critical_resolution": "1,5"})
    assert read.by_priority["critical"].resolution.total_seconds() == 5400
    assert targets.show(read)["critical_resolution"] == "1,5"
    assert refused("targets", {**form, "low_response": "-3", "high_response": "", "medium_resolution": "NaN"}) == {
        "low_response": "range", "high_response": "required", "medium_resolution": "invalid",
    }  # fmt: skip
    assert refused("targets", {**form, "low_resolution": "1"}) == {"low_resolution": "order"}


def test_a_draft_of_a_status_is_shared_by_its_neighbours_and_else_the_phrase_files() -> None:
    drafts = wording.read_drafts({"resolved_id": "Halo {nama}, laporan {nomor} selesai."})
    assert drafts.text("closed", "id") == drafts.text("resolved", "id") is not None
    assert drafts.text("resolved", "en") is None and drafts.text("duplicate", "id") is None


@pytest.mark.parametrize("text", ["Halo {name}", "Halo {nama", "Halo }", "Halo {{nama}}", "{}"])
def test_a_placeholder_that_is_none_is_refused(text: str) -> None:
    assert refused("drafts", {"new_id": text}) == {"new_id": "placeholder"}
    assert refused("replies", {"title_0": "Salam", "text_0": text}) == {"text_0": "placeholder"}


def test_a_reply_needs_a_title_and_a_text() -> None:
    assert refused("replies", {"title_0": "Salam", "text_1": "Halo"}) == {
        "text_0": "required", "title_1": "required",
    }  # fmt: skip


@given(st.text(), st.text())
def test_a_value_is_only_text_whatever_is_in_it(name: str, place: str) -> None:
    assert wording.fill("{nama}|{lokasi}|{nomor}", {"nama": name, "lokasi": place}) == f"{name}|{place}|{{nomor}}"


@given(st.dictionaries(st.sampled_from(sorted({*WEEK, *RAMADAN, "unit", "added", "title_0"})), st.text(max_size=30)))
def test_no_form_breaks_a_reader(form: dict[str, str]) -> None:
    for known in SETTINGS.values():
        try:
            read = known.read(form)
        except InvalidInput as error:
            assert error.fields
        else:
            assert known.read(known.show(read)) == read
