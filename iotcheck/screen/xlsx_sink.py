"""Results as a workbook that can be sent on: results, what could not be read, the notices, and the rules used.

Every text is a text, whatever it begins with: no cell holds a formula. Days are days, amounts of money are shown as
such, and web addresses are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.layouts import Column, Percent, expand

# NOTE: openpyxl refuses control characters alone; with the others it writes what nothing can open (test_torture).
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LARGEST = 10**15
_FIRST_YEAR = 1900
_MOST_ROWS = 1_048_575
RESULTS, REJECTS = "iotcheck", "rejects"
_NARROWEST, _WIDEST = 14, 50  # of a workbook's columns, in characters
_LOOKED_AT = 200  # rows whose texts decide how wide a column is


class Address(str):
    """A web address: the cell leads to it."""

    __slots__ = ()


class Sheet(NamedTuple):
    """A sheet beside the results: its title, header and rows."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]


class XlsxSink:
    """A workbook of results; `money` names their columns of amounts, which have so many decimal `places`."""

    def __init__(
        self, file: BinaryIO, names: list[str], path: str, *, money: frozenset[str] = frozenset(), places: int = 0
    ) -> None:
        import openpyxl

        self._file = file
        self._path = path
        self._names = names
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet: Any = None
        self._rows = 0
        figure = f"#,##0.{'0' * places}" if places else "#,##0"
        self._formats = [figure if name in money else "" for name in names]

    def write(self, results: Sequence[Column] | bytes) -> None:
        """Write a batch."""
        if isinstance(results, bytes):
            raise TypeError("a workbook takes columns")
        columns = [expand(column) for column in results]
        if self._rows + (len(columns[0]) if columns else 0) > _MOST_ROWS:
            raise DataError([Problem(Location(self._path), "too-many-rows", {"limit": _MOST_ROWS})])
        rows = list(zip(*columns, strict=True))
        if self._sheet is None:
            self._begin(RESULTS, self._names, rows)
        for row in rows:
            self._append(row, self._formats)

    def close(
        self, summary: dict[str, Any], groups: Sequence[Sequence[str | int]], sheets: Sequence[Sheet] = ()
    ) -> None:
        """Put the workbook together, with a sheet for what could not be read and some others."""
        if self._sheet is None:
            self._begin(RESULTS, self._names, ())
        self._end()
        more = [Sheet(REJECTS, [str(name) for name in groups[0]], groups[1:])] if groups else []
        for title, header, rows in (*more, *sheets):
            listed = list(rows)
            self._begin(title, header, listed)
            for row in listed:
                self._append(row, [""] * len(header))
            self._end()
        self._book.save(self._file)

    def _begin(self, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Begin a sheet with its header; columns are as wide as the first of the rows need."""
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._sheet = self._book.create_sheet(title)
        self._rows, self._width = 0, len(header)
        self._sheet.freeze_panes = "A2"
        for number, name in enumerate(header):
            texts = [name, *(str(row[number]) for row in rows[:_LOOKED_AT] if row[number] is not None)]
            width = min(_WIDEST, max(_NARROWEST, *(_cells_wide(text) + 4 for text in texts)))
            self._sheet.column_dimensions[get_column_letter(number + 1)].width = width
        self._append(header, [""] * len(header), Font(bold=True))
        self._rows = 0

    def _end(self) -> None:
        """Let a sheet be filtered by every column."""
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(self._width)}{self._rows + 1}"

    def _append(self, row: Sequence[Any], formats: Sequence[str], font: Any = None) -> None:
        from openpyxl.cell import WriteOnlyCell

        cells = []
        for value, shown in zip(row, formats, strict=True):
            cell = WriteOnlyCell(self._sheet)
            if _is_text(value):
                cell.value = _NOT_IN_XML.sub("�", str(value))
                if isinstance(value, Address):
                    cell.hyperlink = str(cell.value)
                cell.data_type = "s"  # openpyxl would make a formula of what begins with =
            else:
                cell.value = value
                if isinstance(value, Percent):
                    cell.number_format = "0.##########%"
                elif shown and value is not None:
                    cell.number_format = shown
            if font is not None:
                cell.font = font
            cells.append(cell)
        self._sheet.append(cells)
        self._rows += 1


def _is_text(value: Any) -> bool:
    """Whether a value is written as a text, as are numbers of more digits than workbooks keep, and days before 1900."""
    if isinstance(value, date):
        return value.year < _FIRST_YEAR
    return isinstance(value, str) or (isinstance(value, int) and abs(value) >= _LARGEST)


def _cells_wide(text: str) -> int:
    """Return how wide the longest line of a text is: Chinese takes two cells a character."""
    return max((sum(1 if character.isascii() else 2 for character in line) for line in text.split("\n")), default=0)
