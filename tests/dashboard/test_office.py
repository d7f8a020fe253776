"""S21 where it matters: LibreOffice opens both files, every value is the text that was typed, nothing calculates."""

import asyncio
import csv

import pytest
import pytest_asyncio

from server.domain.export import neutral
from tests.wire.client import Visitor

from .office import COMMAS, SEMICOLONS, opened
from .test_export import FORMULAS, exported, read_csv

HIDDEN = tuple(f"mati sejak{cut}{text.strip()}{cut.strip()}dst" for cut in (",", ", \"") for text in FORMULAS)
"""Behind what another country's settings take for the end of a cell."""


@pytest_asyncio.fixture(scope="module")
async def agency(server):
    """An OPD whose people write formulas into every field."""
    sent = await asyncio.gather(*(
        Visitor(server.url).file(
            agency="dlhk", description=f"{text} internet mati", place=text, name=f"{text} Sari"[:100]
        )
        for text in (*FORMULAS, *HIDDEN)
    ))  # fmt: skip
    assert all(one["ok"] for one in sent), sent
    return "dlhk"


async def saved(staff, agency, form, folder):
    answer = await exported(staff, form, f"agency={agency}", personal="1")
    assert answer.status_code == 200, answer.text
    file = folder / f"laporan.{form}"
    file.write_bytes(answer.content)
    return file


async def test_a_workbook_opens_as_the_words_that_were_typed(staff, agency, tmp_path):
    rows = await opened(await saved(staff, agency, "xlsx", tmp_path))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.formula] == []
    texts = {cell.text for cell in cells if cell.kind == "string"}
    for text in map(str.strip, (*FORMULAS, *HIDDEN)):
        assert {text, f"{text} internet mati"} <= texts


@pytest.mark.parametrize("separator", [SEMICOLONS, COMMAS])
async def test_a_csv_calculates_nothing_whatever_the_country(staff, agency, tmp_path, separator):
    rows = await opened(await saved(staff, agency, "csv", tmp_path), separator)
    assert [cell for row in rows for cell in row if cell.formula] == []
    assert len(rows) > len(FORMULAS)


async def test_a_csv_opens_as_the_words_that_stand_in_it(staff, agency, tmp_path):
    file = await saved(staff, agency, "csv", tmp_path)
    rows = await opened(file, SEMICOLONS)
    place = read_csv(file.read_bytes())[0].index("Lokasi")
    assert {row[place].text for row in rows[1:]} == {neutral(text.strip()) for text in (*FORMULAS, *HIDDEN)}
    assert {row[place].kind for row in rows[1:]} == {"string"}


@pytest.mark.parametrize("separator", [SEMICOLONS, COMMAS])
async def test_libreoffice_would_calculate(tmp_path, separator):
    file = tmp_path / "bahaya.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        csv.writer(written, delimiter=chr(int(separator)), quoting=csv.QUOTE_ALL).writerow(["a", "=1+1"])
    [[plain, made]] = await opened(file, separator)
    assert (plain.formula, made.text) == ("", "2") and made.formula
