"""Tables in CSV: the encoding and the separator are found out, broken rows set aside one by one."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.tables import BATCH, BadRow, Batch, find_header

_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_TEXT = {b"PK\x03\x04": ".xlsx", b"PAR1": ".parquet", b"ARRO": ".arrow", b"\xd0\xcf\x11\xe0": ".xls"}
# Big5 and damaged files read as GB18030 without an error, as characters of private use or beyond common Chinese.
_FEW = 20  # whole characters for each broken byte
_BROKEN = re.compile("[\udc80-\udcff]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_UNLIKELY = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# So does Müller in Latin-1, as M黮ler: Chinese characters mostly single and within words of Latin letters.
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_WITHIN_WORD = re.compile(r"(?<=[A-Za-z])[\u3400-\u9fff](?=[a-z])")


class FoundEncoding(NamedTuple):
    """An encoding by its name, and whether all bytes of the file are of it."""

    name: str
    clean: bool


def find_encoding(file: BinaryIO, name: str) -> FoundEncoding:
    """Return the encoding of a seekable file, and leave it at its beginning.

    A few broken bytes do not hide it. Raise DataError where it is neither UTF-8 nor plausibly GB18030: the user must
    say `--encoding`.
    """
    start = file.read(4)
    if start in _NO_TEXT:
        raise DataError([Problem(Location(name), "no-text-table", {"suffix": _NO_TEXT[start]})])
    encoding = _by_mark(start) or next((one for one in ("utf-8", "gb18030") if _fits(file, one)), None)
    if encoding is not None:
        file.seek(0)
        return FoundEncoding(encoding, clean=True)
    for encoding in ("utf-8", "gb18030"):
        if _almost_fits(file, encoding):
            file.seek(0)
            return FoundEncoding(encoding, clean=False)
    raise DataError([Problem(Location(name), "unclear-encoding")])


def _by_mark(start: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)


def _fits(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if encoding != "utf-8" and (_UNLIKELY.search(text) or _looks_like_latin(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_latin(text: str) -> bool:
    return 2 * len(_WITHIN_WORD.findall(text)) >= len(_CHINESE.findall(text)) > 0


def _almost_fits(file: BinaryIO, encoding: str) -> bool:
    """Whether few of a file's characters beyond ASCII are broken: one cut name among twenty whole ones, say."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    broken = whole = 0
    while block := file.read(_BLOCK):
        text = decoder.decode(block)
        odd = len(_BROKEN.findall(text))
        if encoding != "utf-8":
            odd += len(_UNLIKELY.findall(text)) + len(_WITHIN_WORD.findall(text))
        broken += odd
        whole += len(_NOT_ASCII.findall(_BROKEN.sub("", text)))
    return broken * _FEW <= whole


# Tables in CSV: the encoding and the separator found out, broken rows set aside one by one.

_SEPARATORS = (",", ";", "\t", "|")
_START = 1 << 18  # characters among which the header is looked for
_NARROW = 4  # columns: fewer separators than theirs may stand in any text
_LONGEST_FIELD = 1 << 20
_BEYOND_ASCII = re.compile(r"[^\s,;]*[^\x00-\x7f][^\s,;]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNDECODED = re.compile(r"[\udc80-\udcff]")
_SHOWN = 200  # characters of a broken row


class CsvTable:
    """A CSV file that is open for reading and can be sought in."""

    by_hand = True

    def __init__(self, file: BinaryIO, name: str, encoding: str | None, count_facts: CountFacts) -> None:
        self.notices: list[Problem] = []
        self._file = file
        self._name = name
        self._size = file.seek(0, io.SEEK_END)
        file.seek(0)
        found = FoundEncoding(encoding, clean=False) if encoding is not None else find_encoding(file, name)
        self._clean = found.clean
        csv.field_size_limit(_LONGEST_FIELD)
        try:
            self._text = io.TextIOWrapper(file, found.name, errors="surrogateescape", newline="")
            start = self._text.read(_START)
        except (LookupError, UnicodeError):  # there is none, or one that lets no other bytes pass
            raise DataError([Problem(Location("--encoding"), "unknown-encoding", {"name": encoding})]) from None
        self._text.seek(0)
        self.separator = self._find_separator(start, count_facts, tabs_first=name.lower().endswith(".tsv"))
        self._reader = csv.reader(self._text, delimiter=self.separator, strict=True)
        if start.strip() and not _first(_lines(start, self.separator)):
            raise self._stray_quote(1)
        header = find_header(_lines(start, self.separator), name, count_facts)
        self._skip_to(header.line)
        self.names, self.above = header.names, header.above
        self._blank = [""] * len(self.names)  # spreadsheets write rows of nothing but separators
        self.place = Location(name, header.line)
        self.notices += header.notices(name)
        self._ended = False
        if found.name == "gb18030" and encoding is None:
            self.notices.append(Problem(Location(name), "read-as-gb18030", {"sample": self._sample(start)}, "notice"))

    def progress(self) -> float:
        """Return the share of the file that has been read."""
        return self._file.tell() / self._size if self._size else 1.0

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows; blank ones are left out."""
        while not self._ended:
            yield self._batch(*self._rows())  # kept by no name: while they are screened, the rows are out of memory

    def _rows(self) -> tuple[list[list[str]], list[int], list[BadRow]]:
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
                if self._reader.line_num > line:
                    raise self._stray_quote(line) from None
                bad.append(BadRow(line, "", "csv-syntax", {"detail": str(error)}))
        return rows, lines, bad

    def _line_numbers(self, rows: list[list[str]], before: int, after: int | None) -> Sequence[int]:
        """Return the line on which each row begins, the line `before` them being the last one read."""
        if after is not None and after - before == len(rows):
            return range(before + 1, after + 1)
        numbers = []
        for row in rows:
            numbers.append(before + 1)
            height = _height(row)
            if height > 1 and self._has_rows_within(row):
                raise self._stray_quote(before + 1)
            before += height
        return numbers

    def _has_rows_within(self, row: Sequence[str]) -> bool:
        """Whether a cell of several lines has what looks like rows of the table: a quotation mark opened by mistake.

        An address or a remark may have lines with some separators; a row has as many as the header, or in a narrow
        table each of its lines has.
        """
        width = len(self.names)
        for cell in row:
            lines = _LINE_END.split(cell)
            if len(lines) > 1:
                full = [line.count(self.separator) >= width - 1 for line in lines if line.strip()]
                if any(full) if width > _NARROW else width > 1 and all(full):
                    return True
        return False

    def _stray_quote(self, line: int) -> DataError:
        return DataError([Problem(Location(self._name, line), "stray-quote", {"line": line})])

    def _batch(self, rows: list[list[str]], lines: Sequence[int], bad: list[BadRow]) -> Batch:
        width = len(self.names)
        if set(map(len, rows)) - {width} or not self._clean or self._blank in rows:
            good = []
            for line, row in zip(lines, rows, strict=True):
                if not any(row):
                    continue
                if problem := self._fault(row, width):
                    bad.append(BadRow(line, self.separator.join(row)[:_SHOWN], *problem))
                else:
                    good.append((line, row[:width] + [""] * (width - len(row))))
            lines, rows = [line for line, _ in good], [row for _, row in good]
        columns = list(zip(*rows, strict=True)) or [()] * width
        return Batch(len(rows), columns, lines, tuple(bad))

    def _fault(self, row: list[str], width: int) -> tuple[str, dict[str, object]] | None:
        """Return what is wrong with a row as such; blank cells at its end may be absent, or too many."""
        if any(cell.strip() for cell in row[width:]):
            return "wrong-cell-count", {"count": len(row), "expected": width}
        if not self._clean and any(_UNDECODED.search(cell) for cell in row):
            return "not-in-this-encoding", {"encoding": self._text.encoding}
        return None

    def _skip_to(self, line: int) -> None:
        """Read up to the header that ends on a line."""
        while self._reader.line_num < line:
            next(self._reader)

    def _find_separator(self, start: str, count_facts: CountFacts, *, tabs_first: bool) -> str:
        """Return the separator by which a line names the most facts; else the most frequent one of the first line."""
        order = ("\t", *_SEPARATORS) if tabs_first else _SEPARATORS
        facts = {one: max((count_facts(row) for _, row in _first(_lines(start, one))), default=0) for one in order}
        if max(facts.values()) > 0:
            lengths = {
                one: max(
                    (len(row) for _, row in _first(_lines(start, one)) if count_facts(row) == facts[one]), default=0
                )
                for one in order
            }
            return max(order, key=lambda one: (facts[one], lengths[one]))
        lines = re.sub(r'"[^"]*"', "", start).split("\n")
        line = next((line for line in lines if any(one in line for one in order)), "")
        return max(order, key=line.count)

    def _sample(self, start: str) -> str:
        """Return two words that show how the text was read."""
        found = [cell for cell in self.names if not cell.isascii()] or _BEYOND_ASCII.findall(start)
        return " · ".join(found[:2] or self.names[:2])


def _height(row: list[str]) -> int:
    """Return how many lines a row takes."""
    return 1 + sum(len(_LINE_END.findall(cell)) for cell in row)


def _lines(start: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first rows of a text, each with the line on which it ends, as far as they are well formed."""
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        return


def _first(rows: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return list(islice(((line, row) for line, row in rows if any(row)), 20))
