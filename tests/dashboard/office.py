"""LibreOffice as somebody who opens a file with two clicks: what became of each cell."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests import programs
from tests.services import ServiceMissingError

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SECONDS = 120
SEMICOLONS, COMMAS = "59", "44"
"""Between cells: as Windows with Indonesian settings reads a file, and with English ones."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and what makes it."""

    text: str
    kind: str
    formula: str


async def opened(file: Path, separator: str = "") -> list[list[Cell]]:
    """Open a file and return its rows; a CSV's cells are taken for what they look like, which is the careless way.

    Raises ServiceMissingError where there is no LibreOffice.
    """
    program = programs.office()
    if program is None:
        raise ServiceMissingError(programs.missing()["spreadsheet tests"])
    # UTF-8, from the first row, no quoted cell is text, numbers and formulas are looked for
    read_as = [f"--infilter=CSV:{separator},34,76,1,,0,false,true,false,false,false,0,true"] if separator else []
    command = [f"-env:UserInstallation=file://{file.parent / 'profile'}", "--headless", *read_as]
    running = await asyncio.create_subprocess_exec(
        program, *command, "--convert-to", "fods", "--outdir", file.parent / "opened", file,
        env=programs.environment_for(program), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(SECONDS):
        said, _ = await running.communicate()
    made = file.parent / "opened" / f"{file.stem}.fods"
    assert made.exists(), said.decode(errors="replace")
    root = ElementTree.fromstring(made.read_bytes())  # noqa: S314 - LibreOffice wrote it a moment ago
    made.unlink()
    return [[_cell(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in root.iter(f"{TABLE}table-row")]


def _cell(cell: ElementTree.Element) -> Cell:
    lines = ("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
    return Cell("\n".join(lines), cell.get(f"{OFFICE}value-type", ""), cell.get(f"{TABLE}formula", ""))
