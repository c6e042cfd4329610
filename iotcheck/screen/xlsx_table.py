"""Tables in Excel workbooks: which sheet is read, where its table begins and ends, and what to report of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.layouts import TypedTexts, Value
from iotcheck.screen.tables import BATCH, Batch, CellFault, Header, find_header, is_guide
from iotcheck.screen.xlsx_book import BROKEN, Book, Sheet, SheetCell, SheetReader
from iotcheck.screen.xlsx_cells import column_letters, typed_value

_NAMED = 6  # of a list in a notice
_ZIP = b"PK\x03\x04"


class XlsxTable:
    """A workbook that is open for reading; `sheet` names the one to read, or gives its number, counted from 1."""

    by_hand = True
    separator = ""

    def __init__(self, file: BinaryIO, name: str, count_facts: CountFacts, sheet: str | None = None) -> None:
        self.notices: list[Problem] = []
        self._name = name
        self._outside: list[str] = []  # the first cells with a text that are in no column of the table
        self._outside_count = 0
        if file.read(len(_ZIP)) != _ZIP:
            raise DataError([Problem(Location(name), "other-workbook")])
        try:
            self._book = Book(file)
            chosen, header = self._choose(sheet, count_facts)
            self._sheet = SheetReader(self._book, chosen)
        except DataError:
            raise
        except BROKEN as error:
            raise self._unreadable(error) from None
        self._first = next(column for column, cell in enumerate(header.names) if cell)
        names = header.names[self._first :]
        while not names[-1]:
            names.pop()
        self.names = names
        self.above = header.above
        self._header_line = header.line
        self.place = Location(name, header.line)
        self.notices += header.notices(name)
        self._tell_of_sheet()

    def progress(self) -> None:
        """Do not say what share has been read."""

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows, those of empty cells left out."""
        try:
            rows = ((line, cells) for line, cells in self._sheet.rows() if line > self._header_line)
            while some := list(islice(rows, BATCH)):
                yield self._batch(some, carried)
        except BROKEN as error:
            raise self._unreadable(error) from None
        if self._outside:
            self._tell("cells-outside", _some(self._outside, self._outside_count))

    def _batch(self, rows: Sequence[tuple[int, Sequence[SheetCell]]], carried: Container[int]) -> Batch:
        width, first = len(self.names), self._first
        table: list[list[str]] = []
        lines: list[int] = []
        faults: list[CellFault] = []
        typed: dict[int, dict[int, Value]] = {}
        for line, cells in rows:
            texts = [""] * width
            for cell in cells:
                column = cell.column - first
                if 0 <= column < width:
                    texts[column] = cell.text
                    if cell.typed and column in carried:
                        typed.setdefault(column, {})[len(table)] = typed_value(cell.text)
                    if cell.fault:
                        faults.append(CellFault(len(table), column, cell.fault))
                elif cell.text.strip():
                    self._outside_count += 1
                    if len(self._outside) < _NAMED:
                        self._outside.append(f"{column_letters(cell.column)}{line}")
            if any(text.strip() for text in texts) or (faults and faults[-1].row == len(table)):
                table.append(texts)
                lines.append(line)
        columns: list[Sequence[str]] = [*zip(*table, strict=True)] or [()] * width
        for column, values in typed.items():
            column_texts = columns[column]
            columns[column] = TypedTexts(
                column_texts, [values.get(row, text or None) for row, text in enumerate(column_texts)]
            )
        return Batch(len(table), columns, lines, faults=tuple(faults))

    def _choose(self, wanted: str | None, count_facts: CountFacts) -> tuple[Sheet, Header]:
        """Return the sheet to read, and its header.

        It is the one that is asked for, or else the only visible one that names facts.
        """
        sheets = self._book.sheets
        if wanted is not None:
            return self._named(wanted, count_facts)
        visible = [sheet for sheet in sheets if sheet.name in self._book.visible and not is_guide(sheet.name)]
        headers = {}
        for sheet in visible or sheets[:1]:
            try:
                headers[sheet] = find_header(SheetReader(self._book, sheet).lines(), self._name, count_facts)
            except DataError as error:
                if all(problem.code == "empty-file" for problem in error.problems) and len(visible) > 1:
                    continue
                raise
        with_facts = [sheet for sheet, header in headers.items() if count_facts(header.names)]
        if len(with_facts) > 1:
            names = [sheet.name for sheet in with_facts]
            raise DataError([Problem(Location(self._name), "several-sheets", {"names": names})])
        if not headers:
            raise DataError([Problem(Location(self._name), "empty-file")])
        chosen = with_facts[0] if with_facts else next(iter(headers))
        others = [sheet.name for sheet in visible if sheet is not chosen]
        if others:
            self._tell("other-sheets", {"name": chosen.name, "others": others})
        return chosen, headers[chosen]

    def _named(self, wanted: str, count_facts: CountFacts) -> tuple[Sheet, Header]:
        sheets = self._book.sheets
        chosen = next((sheet for sheet in sheets if sheet.name == wanted), None)
        if chosen is None and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(sheets):
            chosen = sheets[int(wanted) - 1]
        if chosen is None:
            known = tuple(sheet.name for sheet in sheets)
            raise DataError([Problem(Location("--sheet"), "no-such-sheet", {"name": wanted, "known": known})])
        return chosen, find_header(SheetReader(self._book, chosen).lines(), self._name, count_facts)

    def _tell_of_sheet(self) -> None:
        """Report what a person who looks at the sheet does not see, or sees once for several rows."""
        sheet = self._sheet
        across = [
            cells for cells in sheet.merged
            if cells.top == self._header_line and cells.right > cells.left and cells.bottom == cells.top
        ]  # fmt: skip
        if across and any(self._first <= cells.left < self._first + len(self.names) for cells in across):
            line = self._header_line + 1
            raise DataError([Problem(Location(self._name, line), "second-header", {"line": line})])
        if below := [cells for cells in sheet.merged if cells.top > self._header_line and cells.bottom > cells.top]:
            names = [
                f"{column_letters(cells.left)}{cells.top}:{column_letters(cells.right)}{cells.bottom}"
                for cells in below
            ]
            self._tell("merged-cells", _some(names))
        hidden = [line for line in sheet.hidden_lines() if line > self._header_line]
        if hidden:
            self._tell("hidden-rows", _some([f"{line}" for line in hidden]))

        ours = range(self._first, self._first + len(self.names))
        names = [self.names[column - self._first] for column in sheet.hidden_columns() if column in ours]
        if names:
            self._tell("hidden-columns", _some(names))

    def _tell(self, code: str, params: dict[str, object]) -> None:
        self.notices.append(Problem(Location(self._name), code, params, "notice"))

    def _unreadable(self, error: Exception) -> DataError:
        detail = (f"{type(error).__name__}: {error}" if str(error) else type(error).__name__)[:200]
        return DataError([Problem(Location(self._name), "bad-workbook", {"detail": detail})])


def _some(names: Sequence[str], count: int | None = None) -> dict[str, object]:
    """Return what a notice says of a list: its length (`count` if it is cut), the first names, how many more."""
    count = len(names) if count is None else count
    more = count - _NAMED
    return {"names": names[:_NAMED], "count": count, "more": f" +{more}" if more > 0 else ""}
