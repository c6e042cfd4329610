"""Tables in CSV: the encoding and the separator found out, broken rows set aside one by one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.encodings import find_encoding
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.tables import BATCH, BadRow, Batch, Header, find_header, is_hint_row

_DELIMITERS = ",;\t|"
_LONGEST_FIELD = 1 << 20
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_SHOWN = 200  # characters of a broken row


class CsvTable:
    """A CSV file that is open for reading and can be sought in."""

    def __init__(self, file: BinaryIO, name: str, encoding: str | None, count_facts: CountFacts) -> None:
        self.notices: list[Problem] = []
        self._file = file
        self._size = file.seek(0, io.SEEK_END)
        file.seek(0)
        self._checked = encoding is None
        try:
            self._text = io.TextIOWrapper(
                file, encoding or find_encoding(file, name), errors="surrogateescape", newline=""
            )
        except LookupError:
            raise DataError([Problem(Location("--encoding"), "unknown-encoding", {"name": encoding})]) from None
        csv.field_size_limit(_LONGEST_FIELD)
        try:
            self._delimiter = self._find_delimiter()
        except UnicodeError:  # an encoding that does not let bytes pass which are none of its own
            raise DataError([Problem(Location("--encoding"), "unknown-encoding", {"name": encoding})]) from None
        self._reader = csv.reader(self._text, delimiter=self._delimiter, strict=True)
        header = self._header(name, count_facts)
        self.names = header.names
        self.place = Location(name, header.line)
        self.notices += header.notices(name)
        self._ended = False
        self._blank = [""] * len(self.names)  # spreadsheets write rows of nothing but separators
        if self._text.encoding == "gb18030" and encoding is None:
            self.notices.append(Problem(Location(name), "read-as-gb18030", {"sample": self._sample()}, "notice"))

    def progress(self) -> float:
        """Return the share of the file that has been read."""
        return self._file.tell() / self._size if self._size else 1.0

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows; blank ones are left out, and so is a line of hints below the header."""
        yield self._batch(*self._rows(first=True))
        while not self._ended:
            yield self._batch(*self._rows())  # kept by no name: while they are screened, the rows are out of memory

    def _rows(self, *, first: bool = False) -> tuple[list[list[str]], list[int], list[BadRow]]:
        """Return the next rows, the line on which each begins, and what could not be read."""
        rows: list[list[str]] = []
        lines: list[int] = []
        bad: list[BadRow] = []
        while len(rows) < BATCH and not self._ended:
            before, known = self._reader.line_num, len(rows)
            try:
                rows.extend(islice(self._reader, BATCH - known))
                self._ended = len(rows) < BATCH
                lines += self._line_numbers(rows[known:], before, self._reader.line_num)
            except csv.Error as error:
                lines += self._line_numbers(rows[known:], before, None)
                line = lines[-1] + _height(rows[-1]) if len(rows) > known else before + 1
                bad.append(BadRow(line, "", "csv-syntax", {"detail": str(error)}))
        if first and rows and is_hint_row(rows[0]):
            del rows[0], lines[0]
        return rows, lines, bad

    def _line_numbers(self, rows: list[list[str]], before: int, after: int | None) -> Sequence[int]:
        """Return the line on which each row begins, the line `before` them being the last one read."""
        if after is not None and after - before == len(rows):
            return range(before + 1, after + 1)
        found = []
        for row in rows:
            found.append(before + 1)
            before += _height(row)
        return found

    def _batch(self, rows: list[list[str]], lines: list[int], bad: list[BadRow]) -> Batch:
        width = len(self.names)
        if self._blank in rows:
            lines = [line for line, row in zip(lines, rows, strict=True) if row != self._blank]
            rows = [row for row in rows if row != self._blank]
        if set(map(len, rows)) - {width} or not self._checked:
            good = []
            for line, row in zip(lines, rows, strict=True):
                if not any(row):
                    continue
                if problem := self._fault(row, width):
                    bad.append(BadRow(line, self._delimiter.join(row)[:_SHOWN], *problem))
                else:
                    good.append((line, row))
            lines, rows = [line for line, _ in good], [row for _, row in good]
        columns = list(zip(*rows, strict=True)) or [()] * width
        return Batch(len(rows), columns, lines, tuple(bad))

    def _fault(self, row: list[str], width: int) -> tuple[str, dict[str, object]] | None:
        """Return what is wrong with a row as such."""
        if len(row) != width:
            return "wrong-cell-count", {"count": len(row), "expected": width}
        if not self._checked and any(_UNDECODED.search(cell) for cell in row):
            return "not-in-this-encoding", {"encoding": self._text.encoding}
        return None

    def _header(self, name: str, count_facts: CountFacts) -> Header:
        try:
            return find_header(((self._reader.line_num, row) for row in self._reader), name, count_facts)
        except csv.Error as error:
            place = Location(name, self._reader.line_num)
            raise DataError([Problem(place, "csv-syntax", {"detail": str(error)})]) from None

    def _find_delimiter(self) -> str:
        """Return the separator that stands most often, outside of quotes, in the first line that has any."""
        start = self._text.read(1 << 16)
        self._text.seek(0)
        lines = re.sub(r'"[^"]*"', "", start).split("\n")
        line = next((line for line in lines if any(one in line for one in _DELIMITERS)), "")
        return max(_DELIMITERS, key=line.count)

    def _sample(self) -> str:
        """Return two cells that show how the text was read."""
        found = [cell for cell in self.names if not cell.isascii()][:2]
        return " · ".join(found or self.names[:2])


def _height(row: list[str]) -> int:
    """Return how many lines a row takes."""
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in row)
