"""Tables in Excel workbooks: the first sheet that is not hidden, its numbers as texts with the very same digits."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Container, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

import openpyxl

from iotcheck.errors import DataError, Location, Problem
from iotcheck.screen.headers import CountFacts
from iotcheck.screen.tables import BATCH, BadRow, Batch, find_header, is_guide, is_hint_row

_EXACT = 10**15  # Excel keeps 15 digits
_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"
_LONGEST_FORMULA = 1 << 14
_NO_RESULT = re.compile(
    rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)  # a formula that was never computed


class XlsxTable:
    """A workbook that is open for reading."""

    def __init__(self, file: BinaryIO, name: str, count_facts: CountFacts) -> None:
        self.notices: list[Problem] = []
        self._name = name
        if file.read(len(_ZIP)) != _ZIP:
            raise DataError([Problem(Location(name), "other-workbook")])
        try:
            if _has_formula_without_result(file):
                raise DataError([Problem(Location(name), "formula-without-result")])
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
            sheet.reset_dimensions()  # what the file says of its size may be wrong, and rows would be lost
            self._rows = enumerate(sheet.iter_rows(values_only=True), 1)
            header = find_header(((line, list(map(_text, row))) for line, row in self._rows), name, count_facts)
            others = [one.title for one in book.worksheets if one.sheet_state == "visible" and one is not sheet]
        except DataError:
            raise
        except Exception as error:
            raise self._unreadable(error) from None
        self.names = header.names
        self.place = Location(name, header.line)
        self.notices += header.notices(name)
        if others := [title for title in others if not is_guide(title)]:
            params = {"name": sheet.title, "others": others}
            self.notices.append(Problem(Location(name), "other-sheets", params, "notice"))
        while not self.names[-1]:
            self.names.pop()

    def progress(self) -> None:
        """Do not say what share has been read."""

    def batches(self, carried: Container[int]) -> Iterator[Batch]:
        """Yield the rows; empty ones are left out, and so is a line of hints below the header."""
        width = len(self.names)
        while some := self._next():
            rows: list[list[str]] = []
            lines: list[int] = []
            bad: list[BadRow] = []
            for line, values in some:
                if all(value is None or (isinstance(value, str) and not value.strip()) for value in values) or (
                    line == self.place.line + 1 and is_hint_row(values)
                ):
                    continue
                if any(value is not None for value in values[width:]):
                    bad.append(BadRow(line, "", "wrong-cell-count", {"count": len(values), "expected": width}))
                elif lost := [value for value in values if _digits_lost(value)]:
                    bad.append(BadRow(line, str(lost[0]), "digits-lost", {"text": lost[0]}))
                else:
                    row = [_text(value) for value in values[:width]]
                    rows.append(row + [""] * (width - len(row)))
                    lines.append(line)
            yield Batch(len(rows), list(zip(*rows, strict=True)) or [()] * width, lines, tuple(bad))

    def _next(self) -> list[tuple[int, tuple[Any, ...]]]:
        try:
            return list(islice(self._rows, BATCH))
        except Exception as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: Exception) -> DataError:
        """Return what to say of a workbook that openpyxl fails on, in whatever way."""
        detail = f"{type(error).__name__}: {error}"[:200]
        return DataError([Problem(Location(self._name), "bad-workbook", {"detail": detail})])


def _has_formula_without_result(file: BinaryIO) -> bool:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                with archive.open(name) as sheet:
                    before = b""
                    while block := sheet.read(_BLOCK):
                        if _NO_RESULT.search(before + block):
                            return True
                        before = block[-_LONGEST_FORMULA:]
    return False


def _digits_lost(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= _EXACT


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return format(Decimal(repr(value)), "f").removesuffix(".0")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return str(value)
