"""What an admin may type for an OPD, and which pages may embed its widget."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.agency import BadOrigin, check_agency, normalise_origin, origin_allowed
from server.domain.desk import AgencyDraft
from server.errors import InvalidInput

OWN = "https://sigap.pekanbaru.go.id"
LISTED = ("https://disdik.pekanbaru.go.id", "https://ppdb.pekanbaru.go.id:8443")
DRAFT = AgencyDraft(
    name="Dinas Pendidikan",
    short="Disdik",
    slug="disdik",
    kind="dinas",
    aliases=("Dikbud",),
    origins=(LISTED[0],),
)


def refusal(draft: AgencyDraft, **taken: tuple[str, ...]) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        check_agency(draft, taken_slugs=taken.get("slugs", ()), taken_names=taken.get("names", ()))
    return refused.value.fields


# --- which page may embed
@pytest.mark.parametrize("origin", [OWN, *LISTED])
def test_a_listed_page_and_our_own_may_embed(origin: str) -> None:
    assert origin_allowed(origin, LISTED, OWN)


HOSTILE = [
    "https://evil.example",
    "null",
    "http://disdik.pekanbaru.go.id",  # the same host in the clear
    "https://disdik.pekanbaru.go.id.evil.com",
    "https://evildisdik.pekanbaru.go.id",
    "https://evil.disdik.pekanbaru.go.id",
    "https://pekanbaru.go.id",
    "https://disdik.pekanbaru.go.id:8443",
    "https://ppdb.pekanbaru.go.id",  # listed with its port only
    "https://DISDIK.pekanbaru.go.id",
    "HTTPS://disdik.pekanbaru.go.id",
    "https://disdik.pekanbaru.go.id.",
    "https://disdik.pekanbaru.go.id@evil.com",
    "https://user:pass@disdik.pekanbaru.go.id",
    "https://disdik.pekanbaru.go.id/",
    "https://disdik.pekanbaru.go.id:443",
    "https://disdik.pekanbaru.go.id https://evil.example",
    " https://disdik.pekanbaru.go.id",
    "https://disdik.pekanbaru.go.id\n",
    "https://*.pekanbaru.go.id",
    "disdik.pekanbaru.go.id",
    "https://",
    "",
    None,
]


@pytest.mark.parametrize("origin", HOSTILE)
def test_a_page_that_only_looks_like_a_listed_one_may_not(origin: str | None) -> None:
    assert not origin_allowed(origin, LISTED, OWN)


@pytest.mark.parametrize("origin", HOSTILE)
def test_no_page_may_where_nothing_is_listed(origin: str | None) -> None:
    assert not origin_allowed(origin, (), OWN)


def test_null_may_not_even_when_somebody_listed_it() -> None:
    assert not origin_allowed("null", ("null",), "null")


@given(st.text(max_size=60))
def test_nothing_but_an_exact_match_may_embed(origin: str) -> None:
    assert origin_allowed(origin, LISTED, OWN) == (origin in {*LISTED, OWN})


# --- what may be listed
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://disdik.pekanbaru.go.id", "https://disdik.pekanbaru.go.id"),
        ("  HTTPS://Disdik.Pekanbaru.GO.ID/ ", "https://disdik.pekanbaru.go.id"),
        ("https://disdik.pekanbaru.go.id:443", "https://disdik.pekanbaru.go.id"),
        ("https://disdik.pekanbaru.go.id:8443", "https://disdik.pekanbaru.go.id:8443"),
        ("https://intranet", "https://intranet"),
        ("https://10.1.2.3:8080", "https://10.1.2.3:8080"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_stored_as_a_browser_sends_it(typed: str, stored: str) -> None:
    assert normalise_origin(typed) == stored
    assert normalise_origin(stored) == stored
    assert origin_allowed(stored, [normalise_origin(typed)], OWN)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("disdik.pekanbaru.go.id", "invalid"),
        ("null", "invalid"),
        ("https://", "invalid"),
        ("ftp://disdik.pekanbaru.go.id", "invalid"),
        ("javascript://disdik.pekanbaru.go.id", "invalid"),
        ("https://user@disdik.pekanbaru.go.id", "invalid"),
        ("https://user:pw@disdik.pekanbaru.go.id", "invalid"),
        ("https://disdik.pekanbaru.go.id.", "invalid"),
        ("https://.disdik.pekanbaru.go.id", "invalid"),
        ("https://dis dik.pekanbaru.go.id", "invalid"),
        ("https://-disdik.pekanbaru.go.id", "invalid"),
        ("https://dis_dik.pekanbaru.go.id", "invalid"),
        ("https://disdik..go.id", "invalid"),
        ("https://127.1", "invalid"),
        ("https://010.1.2.3", "invalid"),
        ("https://disdik.pekanbaru.go.id:", "invalid"),
        ("https://disdik.pekanbaru.go.id:0", "invalid"),
        ("https://disdik.pekanbaru.go.id:65536", "invalid"),
        ("https://disdik.pekanbaru.go.id:80:90", "invalid"),
        ("https://disdik.pekanbaru.go.id:٨٠", "invalid"),
        ("https://" + "a." * 200 + "id", "invalid"),
        ("https://" + "a" * 64 + ".id", "invalid"),
        ("https://[::1]:8000", "invalid"),
        ("https://*.pekanbaru.go.id", "wildcard"),
        ("*", "invalid"),
        ("https://*", "wildcard"),
        ("https://disdik.pekanbaru.go.id/beranda", "path"),
        ("https://disdik.pekanbaru.go.id//", "path"),
        ("https://disdik.pekanbaru.go.id?x=1", "path"),
        ("https://disdik.pekanbaru.go.id#atas", "path"),
        ("https://disdik.pekanbaru.go.id\\evil.com", "path"),
        ("http://disdik.pekanbaru.go.id", "plain_http"),
        ("http://localhost.evil.com", "plain_http"),
        ("http://localhost:8001", "plain_http"),
    ],
)
def test_an_origin_that_is_none_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(BadOrigin) as refused:
        normalise_origin(typed)
    assert refused.value.code == code
    assert refusal(replace(DRAFT, origins=(LISTED[0], typed))) == {"origins": code}


def test_plain_http_is_for_development_only() -> None:
    draft = replace(DRAFT, origins=("http://opd.test:8001",))
    assert check_agency(draft, development=True).origins == ("http://opd.test:8001",)
    assert refusal(draft) == {"origins": "plain_http"}


@given(st.text(max_size=60))
def test_any_text_is_a_storable_origin_or_refused(typed: str) -> None:
    try:
        stored = normalise_origin(f"https://{typed}")
    except BadOrigin:
        return
    assert stored.isascii()
    assert normalise_origin(stored) == stored


# --- the other fields
def test_a_good_draft_is_stored_as_it_is() -> None:
    assert check_agency(DRAFT) == DRAFT


def test_what_was_typed_untidily_is_tidied() -> None:
    untidy = AgencyDraft(
        name="  Dinas \u202e  Pendidikan\n",
        short=" Disdik ",
        slug=" disdik ",
        kind=" ",
        aliases=("Dikbud", "", " dikbud ", "P dan K"),
        origins=("https://Disdik.pekanbaru.go.id/", "  ", "https://disdik.pekanbaru.go.id:443"),
        active=False,
    )
    assert check_agency(untidy) == AgencyDraft(
        "Dinas Pendidikan", "Disdik", "disdik", "dinas", ("Dikbud", "P dan K"), (LISTED[0],), False
    )


@pytest.mark.parametrize(
    ("short", "name", "slug"),
    [
        ("Disdik", "Dinas Pendidikan", "disdik"),
        ("Kec. Bukit Raya", "Kecamatan Bukit Raya", "kec-bukit-raya"),
        ("", "Dinas Pekerjaan Umum & Penataan Ruang", "dinas-pekerjaan-umum-penataan-ruang"),
        ("", "Café Ñ", "cafe-n"),
        ("", "a" * 63 + " b", "a" * 63),
    ],
)
def test_without_a_slug_one_is_made_of_the_name(short: str, name: str, slug: str) -> None:
    assert check_agency(replace(DRAFT, slug="", short=short, name=name)).slug == slug


def test_a_made_slug_steps_aside_for_those_that_exist() -> None:
    made = check_agency(replace(DRAFT, slug=""), taken_slugs={"disdik", "disdik-2"})
    assert made.slug == "disdik-3"
    long = replace(DRAFT, slug="", short="", name="a" * 100)
    assert check_agency(long, taken_slugs={"a" * 64}).slug == "a" * 59 + "-2"


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("name", "", "required"),
        ("name", "\u200b \n", "required"),
        ("name", "x" * 151, "too_long"),
        ("name", "dinas  KESEHATAN", "taken"),
        ("short", "x" * 61, "too_long"),
        ("slug", "Disdik", "invalid"),
        ("slug", "-disdik", "invalid"),
        ("slug", "dis dik", "invalid"),
        ("slug", "disdik\u0661", "invalid"),
        ("slug", "x" * 65, "invalid"),
        ("slug", "dinkes", "taken"),
        ("kind", "dinas<br>", "invalid"),
        ("kind", "x" * 31, "invalid"),
        ("aliases", ("x" * 101,), "too_long"),
        ("aliases", tuple(f"sebutan {n}" for n in range(21)), "too_many"),
        ("origins", tuple(f"https://opd{n}.go.id" for n in range(21)), "too_many"),
    ],
)
def test_a_wrong_field_is_named_with_its_code_and_nothing_else_is(
    field: str, typed: object, code: str
) -> None:
    draft = replace(DRAFT, **{field: typed})  # type: ignore[arg-type]
    assert refusal(draft, slugs=("dinkes",), names=("Dinas Kesehatan",)) == {field: code}


def test_a_name_without_a_letter_of_ours_needs_a_slug_by_hand() -> None:
    assert refusal(replace(DRAFT, slug="", short="", name="网络")) == {"slug": "invalid"}
    assert check_agency(replace(DRAFT, slug="jaringan", short="", name="网络")).slug == "jaringan"


def test_every_wrong_field_is_named_at_once() -> None:
    wrong = AgencyDraft(name="", short="x" * 61, slug="", kind="?", aliases=("x" * 101,), origins=("evil",))
    assert refusal(replace(wrong, slug="!")) == {
        "name": "required",
        "short": "too_long",
        "slug": "invalid",
        "kind": "invalid",
        "aliases": "too_long",
        "origins": "invalid",
    }
    assert refusal(AgencyDraft(name="", short="", slug="", kind="")) == {"name": "required"}
