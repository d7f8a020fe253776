"""The list as a file: what the filter shows, nothing that is a formula (S21), nobody's number unasked."""

import csv
import html
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from dashboard.list_query import written
from server.domain.export import COLUMNS, neutral
from tests.wire.client import Visitor

from .test_report import hire

FORMULAS = (
    "=1+1", "+62812", "-2+3", "@SUM(A1)", "=HYPERLINK(\"http://evil.test\";\"klik\")", "=cmd|' /C calc'!A0",
    "＝1+1", "＋1", "－1", "＠SUM", ";=1+1", "\"=1+1", "'=1+1", ",=1+1", " =1+1", "|=1+1", "`=1+1",
)  # fmt: skip
CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


async def exported(staff, form: str = "csv", query: str = "", **more: str):
    return await staff.post("reports/export", format=form, query=query, **more)


def read_csv(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def read_sheet(body: bytes) -> tuple[list[list[str]], str]:
    """Return the cells' texts, and the sheet as XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    rows = ElementTree.fromstring(xml).iter(f"{CELL}row")  # noqa: S314 - our own file
    return [["".join(cell.itertext()) for cell in row] for row in rows], xml


@pytest.mark.parametrize("text", [one for one in (*FORMULAS, "\t=1") if not one.startswith(",")])
def test_a_formula_becomes_words(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(("text", "shown"), [
    (",=1+1", "','=1+1"), ("\r=1", "'\r'=1"), ("\n=1", "'\n'=1"), ("mati,=1+1,x", "mati,'=1+1,x"),
    ("mati, \"=1", "mati, \"'=1"), ("mati\n-2", "mati\n'-2"), ("a,b,＝1", "a,b,'＝1"),
])  # fmt: skip
def test_a_formula_behind_what_others_take_for_the_end_of_a_cell_becomes_words(text, shown):
    assert neutral(text) == shown


@pytest.mark.parametrize("text", ["", "Internet mati", "Wi-Fi", "2 + 2", "a=b", "\"kutip\"", "surel a@b.c"])
def test_what_is_no_formula_stays_as_it_is(text):
    assert neutral(text) == text


async def test_formulas_in_every_field_are_words_in_both_files(server, staff):
    for text in FORMULAS:
        words = {"description": f"{text} internet mati sejak", "place": text, "name": f"{text} Sari"}
        await Visitor(server.url).file(agency="dpkp", **words)
    for form in ("csv", "xlsx"):
        answer = await exported(staff, form, "agency=dpkp", personal="1")
        assert answer.status_code == 200, answer.text
        if form == "csv":
            rows = read_csv(answer.content)
            for cell in (cell for row in rows[1:] for cell in row):
                bare = cell.lstrip(" ;,|\"`\u00a0")
                assert not bare or bare[0] not in "=+-@＝＋－＠\t\r", cell
            typed = {text for text in FORMULAS if text == text.strip()}
            assert set(map(neutral, typed)) <= {cell for row in rows for cell in row}
        else:
            rows, xml = read_sheet(answer.content)
            assert "<f>" not in xml and "hyperlink" not in xml
            assert {text for text in FORMULAS if text == text.strip()} <= {cell for row in rows for cell in row}
        assert len(rows) == len(FORMULAS) + 1


async def test_both_files_have_what_the_filter_shows_one_row_a_report_newest_first(server, staff):
    sent = [(await Visitor(server.url).file(agency="bpkad", kind="wifi"))["reports"][0]["number"] for _ in range(3)]
    await Visitor(server.url).file(agency="bpkad", kind="kabel-lan")
    for form, read in (("csv", read_csv), ("xlsx", lambda body: read_sheet(body)[0])):
        answer = await exported(staff, form, "agency=bpkad&kind=wifi&sort=due")
        rows = read(answer.content)
        assert [row[0] for row in rows[1:]] == sent[::-1]
        assert len(rows[0]) == len(COLUMNS) and rows[0][:3] == ["Nomor", "Status", "Prioritas"]
        assert rows[1][1:4] == ["Baru", "Tinggi", "Badan Pengelolaan Keuangan dan Aset Daerah"]
        name = re.search(r'filename="laporan-\d{8}-\d{4}\.(\w+)"', answer.headers["Content-Disposition"])
        assert name[1] == form


@pytest.mark.parametrize("asked", [
    [("q", "😀" * 100), ("agency", "bpbd"), ("status", "new")],
    [("q", ""), ("q", "kabel putus"), *[("status", "new")] * 60, ("agency", "bpbd"), ("agency", "dpmptsp")],
    [("q", "😀" * 2000), ("agency", "bpbd")],
])  # fmt: skip
async def test_whatever_the_page_was_asked_for_its_file_has_the_reports_that_it_shows(server, staff, asked):
    for agency in ("bpbd", "dpmptsp"):
        await Visitor(server.url).file(agency=agency, description=f"{'😀' * 100} mati")
    page = (await staff.http.get("/dashboard/reports", params=asked)).text
    shown = re.findall(r'id="report-(\d+)"', page)
    form = page.split('id="export"')[1].split("</form>")[0]
    query = html.unescape(re.search(r'name="query" value="([^"]*)"', form)[1])
    rows = read_csv((await exported(staff, query=query)).content)
    assert shown and {"Badan Penanggulangan Bencana Daerah"} == {row[3] for row in rows[1:]}
    assert [await staff.report_id(row[0]) for row in rows[1:]] == [int(one) for one in shown]


@pytest.mark.parametrize("query", ["q=" + "a" * 9000, "&".join(["status=new"] * 60)])
async def test_a_query_that_no_page_writes_is_refused_and_not_cut(staff, query):
    for answer in (await exported(staff, query=query), await staff.post("reports/views", name="Panjang", query=query)):
        assert answer.status_code == 413 and "terlalu panjang" in answer.text
    assert "Panjang" not in (await staff.http.get("/dashboard/reports")).text


async def test_a_view_that_is_too_long_to_be_kept_says_so(staff):
    answer = await staff.post("reports/views", name="Emoji", query=written({"q": ["😀" * 100], "agency": ["bpbd"]}))
    assert answer.status_code == 400 and "terlalu panjang untuk disimpan" in answer.text


async def test_names_and_numbers_are_left_out_unless_they_are_asked_for_by_who_may_see_them(server, staff):
    await Visitor(server.url).file(agency="setwan", name="Tono Tersembunyi", whatsapp="0812-0000-4321")
    plain = (await exported(staff, query="agency=setwan")).text
    assert "Tono" not in plain and "4321" not in plain
    asked = (await exported(staff, query="agency=setwan", personal="1")).text
    assert "Tono Tersembunyi" in asked and "6281200004321" in asked
    viewer = await hire(server, "viewer")
    theirs = (await exported(viewer, query="agency=setwan", personal="1")).text
    assert "Dewan Perwakilan" in theirs and "Tono" not in theirs and "4321" not in theirs
    technician = await hire(server, "technician")
    assert (await exported(technician)).status_code == 403


async def test_what_was_exported_is_written_down_without_what_was_searched_for(server, staff):
    await exported(staff, query="q=Tono+Tersembunyi&status=new")
    page = (await staff.http.get("/dashboard/audit")).text
    assert "Tono" not in page


async def test_a_page_reads_frames_that_say_how_far_it_is(server, staff):
    await Visitor(server.url).file(agency="kec-sail")
    form = {"form_token": staff.form_token, "format": "xlsx", "query": "agency=kec-sail"}
    answer = await staff.http.post("/dashboard/reports/export", data=form, headers={"X-Progress": "1"})
    rest, kept, told = answer.content, b"", []
    while not rest.startswith(b"END\n"):
        line, _, rest = rest.partition(b"\n")
        done, total, size = map(int, line.split())
        kept, rest = kept + rest[:size], rest[size:]
        told.append((done, total))
    assert told[-1] == (1, 1) and rest == b"END\n"
    assert len(read_sheet(kept)[0]) == 2


async def test_another_kind_of_file_is_refused(staff):
    assert (await exported(staff, "exe")).status_code == 400
