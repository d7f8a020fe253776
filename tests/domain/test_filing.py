"""The report form: what is refused, with which code, and what a report that waited offline is forgiven."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.visitor import FileReport
from server.domain.filing import FiledForm, FormInput, check_form, is_gibberish
from server.domain.report import Impact
from server.errors import InvalidInput

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))
KINDS = frozenset({"internet-mati", "wifi", "lainnya"})
FORM = FormInput(
    name="Budi Santoso",
    agency="disdik",
    unit="",
    place="Lantai 2, ruang arsip",
    kind="internet-mati",
    question="internet-mati/satu-kantor",
    description="Internet mati sejak jam 8 pagi.",
    impact="disturbed",
    whatsapp="0812-0000-1234",
    occurred_at=NOW - timedelta(hours=2),
)
WAITED = replace(FORM, queued_at=NOW - timedelta(hours=1))


def check(
    form: FormInput, *, known_agency: bool = True, known_kinds: frozenset[str] = KINDS, device_clock: bool = False
) -> FiledForm:
    return check_form(form, now=NOW, known_kinds=known_kinds, known_agency=known_agency, device_clock=device_clock)


def refusal(
    form: FormInput, *, known_agency: bool = True, known_kinds: frozenset[str] = KINDS
) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        check(form, known_agency=known_agency, known_kinds=known_kinds)
    return refused.value.fields


def test_a_good_form_is_taken_as_it_is_with_its_number_normalised() -> None:
    filed = check(FORM)
    assert (filed.name, filed.agency, filed.place) == (FORM.name, FORM.agency, FORM.place)
    assert (filed.kind, filed.question, filed.description) == (FORM.kind, FORM.question, FORM.description)
    assert filed.impact is Impact.DISTURBED
    assert filed.whatsapp == "6281200001234"
    assert filed.occurred_at == FORM.occurred_at
    assert (filed.queued_at, filed.clock_skewed) == (None, False)


def test_every_wrong_field_is_named_at_once() -> None:
    empty = FormInput("", None, "", " ", "", None, "", "", "", NOW + timedelta(hours=1))
    assert refusal(empty) == {
        "name": "required",
        "agency": "required",
        "place": "required",
        "kind": "unknown",
        "description": "required",
        "impact": "unknown",
        "whatsapp": "required",
        "occurred_at": "future",
    }


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("name", "", "required"),
        ("name", " \u202e\u200b ", "required"),
        ("name", "B", "too_short"),
        ("name", "12345", "too_short"),
        ("name", "B.", "too_short"),
        ("name", "B" * 101, "too_long"),
        ("place", "\n\t ", "required"),
        ("place", "x" * 201, "too_long"),
        ("kind", "kopi-habis", "unknown"),
        ("impact", "ya", "unknown"),
        ("description", "mati", "too_short"),
        ("description", "mati" + " " * 20 + "!", "too_short"),
        ("description", "a b " * 501, "too_long"),
        ("description", "hghghghghghg", "gibberish"),
        ("description", "1234567890 !!", "gibberish"),
        ("whatsapp", "0761 000123", "landline"),
        ("whatsapp", "+60123456789", "foreign"),
        ("whatsapp", "08123", "short"),
    ],
)
def test_a_wrong_field_is_named_with_its_code_and_nothing_else_is(field: str, typed: str, code: str) -> None:
    assert refusal(replace(FORM, **{field: typed})) == {field: code}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", "Bo"),
        ("name", "B" * 100),
        ("name", "Dr. H. Zaïnal Ñur'aini, S.Kom."),
        ("name", "李明"),
        ("place", "2"),
        ("place", "x" * 200),
        ("description", "wifi mati!"),
        ("description", "aku butuh " * 199 + "tolong pak"),
        ("description", "gak bs ol dr td pg"),
    ],
)
def test_what_just_fits_is_taken(field: str, typed: str) -> None:
    assert getattr(check(replace(FORM, **{field: typed})), field) == typed  # type: ignore[arg-type]


# --- the OPD
def test_without_an_opd_the_unit_says_where_the_person_works() -> None:
    unlisted = replace(FORM, agency=None, unit="  Puskesmas   Rumbai ")
    filed = check(unlisted, known_agency=False)
    assert (filed.agency, filed.unit) == (None, "Puskesmas Rumbai")
    assert refusal(replace(FORM, agency=None), known_agency=False) == {"agency": "required"}
    assert refusal(replace(FORM, agency="", unit=" \u200b"), known_agency=False) == {"agency": "required"}


def test_an_opd_that_is_not_on_the_list_is_refused_even_with_a_unit() -> None:
    assert refusal(replace(FORM, unit="Puskesmas"), known_agency=False) == {"agency": "unknown"}


def test_a_unit_fits_its_column() -> None:
    assert refusal(replace(FORM, agency=None, unit="x" * 151)) == {"unit": "too_long"}


def test_a_report_that_waited_keeps_an_opd_that_was_deleted_meanwhile() -> None:
    filed = check(WAITED, known_agency=False)
    assert (filed.agency, filed.unit) == (None, "disdik")
    filed = check(replace(WAITED, unit="Puskesmas Rumbai"), known_agency=False)
    assert (filed.agency, filed.unit) == (None, "Puskesmas Rumbai")


# --- the kind
def test_a_report_that_waited_falls_back_to_the_general_kind() -> None:
    assert check(replace(WAITED, kind="kopi-habis")).kind == "lainnya"
    assert check(WAITED).kind == "internet-mati"
    bare = frozenset({"wifi"})
    assert refusal(replace(WAITED, kind="kopi-habis"), known_kinds=bare) == {"kind": "unknown"}


# --- words
def test_names_and_places_stand_on_one_line_and_read_as_they_are_written() -> None:
    filed = check(
        replace(FORM, name="  Budi\n\tSan\u0000toso ", place="Lantai\u00a02\r\n\u202eruang \u2066arsip")
    )
    assert (filed.name, filed.place) == ("Budi Santoso", "Lantai 2 ruang arsip")


def test_a_description_keeps_its_lines_and_its_emoji_but_no_controls() -> None:
    family = "\U0001f468\u200d\U0001f469"
    filed = check(replace(FORM, description=f" Mati\x07 sejak pagi\r\nlampu merah {family}\u202e\ud83d\n"))
    assert filed.description == f"Mati sejak pagi\nlampu merah {family}"


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script> mati", "{{7*7}} =cmd|' /C calc'!A0", "'; DROP TABLE report"]
)
def test_hostile_words_are_kept_verbatim_for_whoever_shows_them_to_escape(typed: str) -> None:
    assert check(replace(FORM, description=typed)).description == typed


@pytest.mark.parametrize(
    "text",
    [
        "hghghghghg", "asdasdasda", "aaaaaaaaaaaa", "aaaa bbbb cccc", "wkwkwkwkwk", "........ ,,,",
        "123 456 7890", "a b c d e f g", "mati mati mati", "tes tes tes tes", "😀😀😀😀😀😀😀😀😀😀",
    ],
)  # fmt: skip
def test_what_says_nothing_is_gibberish(text: str) -> None:
    assert is_gibberish(text)


@pytest.mark.parametrize(
    "text",
    [
        "gak bisa idup", "Jaringan mati mulai dari jam 10 pagi", "wifi lemot bgt pak tlg",
        "laba-laba di kabel LAN", "mati mati terus", "printer 192.168.1.5 offline", "internet internet",
        "网络断了很久没有网络",
        "mama tidak bisa absen", "EROR 404 404 404",
    ],
)  # fmt: skip
def test_short_clumsy_honest_words_are_no_gibberish(text: str) -> None:
    assert not is_gibberish(text)


@given(st.text(max_size=300))
def test_any_words_are_taken_or_refused_with_a_code(typed: str) -> None:
    try:
        filed = check(replace(FORM, name=typed, place=typed, description=typed, whatsapp=typed))
    except InvalidInput as refused:
        assert refused.fields
        return
    assert filed.place == " ".join(filed.place.split())


def test_the_form_has_a_place_for_every_field_that_the_wire_carries() -> None:
    elsewhere = {"client_id", "tried", "notice_version", "wa_consent", "catalogue_revision", "same_as", "diagnostics"}
    assert set(FileReport.model_fields) - elsewhere == set(FormInput.__dataclass_fields__)
