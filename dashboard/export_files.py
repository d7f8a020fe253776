"""Files that an export is written into, a chunk at a time: CSV as Indonesian Excel opens it, and workbooks."""

import asyncio
import csv
import io
import tempfile
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path

from server.clock import WIB
from server.domain.export import Cell, neutral

BOM = "\ufeff"
PIECE = 64 * 1024
WIDE = {"description": 60, "agency": 36, "place": 28}


class ExportFile(ABC):
    """One file on its way; what a method returns can be sent at once."""

    mime: str
    ending: str

    @abstractmethod
    async def head(self, keys: Sequence[str], titles: Sequence[str]) -> bytes:
        """Begin with the columns."""

    @abstractmethod
    async def add(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        """Write rows."""

    @abstractmethod
    def end(self) -> AsyncIterator[bytes]:
        """Finish, and yield what is left to send."""

    @abstractmethod
    def drop(self) -> None:
        """Leave nothing behind, also after a failure."""


class CsvFile(ExportFile):
    """UTF-8 with a mark, and semicolons: Excel with Indonesian settings opens it with two clicks."""

    mime, ending = "text/csv; charset=utf-8", "csv"

    async def head(self, keys: Sequence[str], titles: Sequence[str]) -> bytes:
        return BOM.encode() + _lines([titles])

    async def add(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        return _lines([[_text(cell) for cell in row] for row in rows])

    async def end(self) -> AsyncIterator[bytes]:
        """Everything is sent already."""
        yield b""

    def drop(self) -> None:
        """There is nothing to leave."""


class XlsxFile(ExportFile):
    """A workbook: it is ready only at the end, so it grows in a temporary file and a row at a time."""

    mime, ending = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"

    def __init__(self) -> None:
        import xlsxwriter  # 40 ms of a start that may be the one after a crash

        self._folder = tempfile.TemporaryDirectory(prefix="sigap-export-")
        self._path = Path(self._folder.name) / "export.xlsx"
        plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(self._path), {**plain, "tmpdir": self._folder.name})
        self._sheet = self._book.add_worksheet()
        self._bold = self._book.add_format({"bold": True})
        self._moment = self._book.add_format({"num_format": "dd/mm/yyyy hh.mm"})
        self._next = 0

    async def head(self, keys: Sequence[str], titles: Sequence[str]) -> bytes:
        for column, key in enumerate(keys):
            self._sheet.set_column(column, column, WIDE.get(key, 18))
        self._sheet.freeze_panes(1, 0)
        self._sheet.write_row(0, 0, titles, self._bold)
        self._next = 1
        return b""

    async def add(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        await asyncio.to_thread(self._write, rows)
        return b""

    async def end(self) -> AsyncIterator[bytes]:
        await asyncio.to_thread(self._book.close)
        with self._path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def drop(self) -> None:
        self._folder.cleanup()

    def _write(self, rows: Sequence[Sequence[Cell]]) -> None:
        for row in rows:
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    self._sheet.write_datetime(self._next, column, _local(cell), self._moment)
                elif isinstance(cell, str):
                    self._sheet.write_string(self._next, column, cell)
                elif cell is not None:
                    self._sheet.write_number(self._next, column, cell)
            self._next += 1


FORMATS: dict[str, type[ExportFile]] = {"csv": CsvFile, "xlsx": XlsxFile}


def _lines(rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue().encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{_local(cell):%d/%m/%Y %H.%M}"
    return neutral(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(WIB).replace(tzinfo=None, microsecond=0)
