"""Where results are written, batch by batch: CSV, JSON lines, workbooks, Parquet and Arrow."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TypeAlias

from iotcheck.batch import Outcomes
from iotcheck.errors import Location, Problem, UsageError
from iotcheck.screen.layouts import Column, cells, expand, json_value
from iotcheck.screen.readers import missing_library
from iotcheck.screen.tables import Kind
from iotcheck.screen.xlsx_sink import Sheet, XlsxSink
from iotcheck.typeset import FORMULA_STARTS, cell_safe

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TOGETHER = 1 << 17  # cells that are made text at once: little memory


TextFormat: TypeAlias = Literal[Kind.CSV, Kind.JSON_LINES]


def text_format(kind: Kind) -> TextFormat | None:
    """Return the text format of a kind of table, None for one that is no text."""
    match kind:
        case Kind.CSV | Kind.JSON_LINES:
            return kind
        case Kind.XLSX | Kind.PARQUET | Kind.ARROW:
            return None


def begin(text: TextFormat, names: Sequence[str], *, mark: bool) -> bytes:
    """Return what stands before all rows; a byte order mark only where it is wanted and the format may have one."""
    match text:
        case Kind.CSV:
            return (BYTE_ORDER_MARK if mark else b"") + csv_rows([guarded(names)])
        case Kind.JSON_LINES:
            return b""


def render(text: TextFormat, names: Sequence[str], columns: Sequence[Column]) -> bytes:
    """Return rows of results as text in UTF-8."""
    return b"".join(rendered(text, names, columns))


def rendered(text: TextFormat, names: Sequence[str], columns: Sequence[Column]) -> Iterator[bytes]:
    """Yield rows of results as text in UTF-8, some at a time: the text of all programs of all rows may be very long."""
    together = 1 + _TOGETHER // max(1, len(columns))  # rows
    match text:
        case Kind.CSV:
            rows = zip(*(cells(_guarded(column)) for column in columns), strict=True)
            yield from iter(lambda: csv_rows(islice(rows, together)), b"")
        case Kind.JSON_LINES:
            objects = zip(*(expand(column) for column in columns), strict=True)
            yield from iter(lambda: _json_lines(names, islice(objects, together)), b"")


def _json_lines(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    lines = [
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":"), default=json_value)
        + "\n"
        for row in rows
    ]
    return "".join(lines).encode("utf-8", "backslashreplace")


def end(text: TextFormat, summary: dict[str, Any]) -> bytes:
    """Return what stands behind all rows: the summary where the format has room for it."""
    match text:
        case Kind.CSV:
            return b""
        case Kind.JSON_LINES:
            return json.dumps(summary, ensure_ascii=False).encode() + b"\n"


def csv_rows(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows as CSV; guard their texts first."""
    text = io.StringIO()
    # NOTE: with line ends of \n alone it would not quote a lone \r (test_screen guards it).
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def guarded(column: Sequence[Any]) -> Sequence[Any]:
    """Return a column whose texts no spreadsheet takes for formulas: such a text gets an apostrophe before it."""
    if not column or not isinstance(column[0], str):
        return column
    return [cell_safe(text) if text and text[0] in FORMULA_STARTS else text for text in column]


def _guarded(column: Column) -> Column:
    return column._replace(found=guarded(column.found)) if isinstance(column, Outcomes) else guarded(column)


def guarded_row(row: Sequence[str | int]) -> list[str | int]:
    """Return a row whose texts no spreadsheet takes for formulas."""
    return [cell_safe(cell) if isinstance(cell, str) else cell for cell in row]


# Where results are written, batch by batch: text, a workbook, or Parquet and Arrow.

KINDS = {
    ".csv": Kind.CSV,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".xlsx": Kind.XLSX,
    ".parquet": Kind.PARQUET,
    ".arrow": Kind.ARROW,
    ".feather": Kind.ARROW,
}


class Sink(Protocol):
    """Takes batches of results, then the summary."""

    def write(self, results: Sequence[Column] | bytes) -> None:
        """Write a batch: columns, or the text of a text format."""
        ...

    def close(
        self, summary: dict[str, Any], groups: Sequence[Sequence[str | int]], sheets: Sequence[Sheet] = ()
    ) -> None:
        """Write what comes last; `groups` is the table of what could not be read, empty where all could be.

        A workbook has more `sheets` besides.
        """
        ...


def kind_of(path: str | None, *, as_json: bool) -> Kind:
    """Return the kind of an output by the end of its name, CSV where it has none; raise UsageError for an unknown one.

    `path` is None for standard output.
    """
    if path is None:
        return Kind.JSON_LINES if as_json else Kind.CSV
    suffix = Path(path).suffix.lower()
    if suffix and suffix not in KINDS:
        raise UsageError([Problem(Location(path), "unknown-table-kind", {"known": tuple(KINDS)})])
    return KINDS[suffix] if suffix else Kind.CSV


def open_sink(
    kind: Kind,
    file: BinaryIO,
    path: str | None,
    names: list[str],
    *,
    places: int = 0,
    words: bool = False,
    money: frozenset[str] = frozenset(),
) -> Sink:
    """Return the sink of an output; `path` is None for standard output, `money` names the columns of amounts.

    A byte order mark is for spreadsheets: only a file of results in `words`, which people read, gets one.
    """
    name = path or "-"
    try:
        match kind:
            case Kind.CSV | Kind.JSON_LINES:
                return TextSink(file, names, kind, mark=words and path is not None)
            case Kind.XLSX:
                return XlsxSink(file, names, name, money=money, places=places)
            case Kind.PARQUET | Kind.ARROW:
                from iotcheck.screen.arrow_sink import ArrowSink

                return ArrowSink(file, names, name, parquet=kind is Kind.PARQUET, places=places)
    except ModuleNotFoundError as error:
        raise missing_library(name, error) from None


class TextSink:
    """CSV with a header, or JSON lines with the summary as the last."""

    def __init__(self, file: BinaryIO, names: list[str], text: TextFormat, *, mark: bool) -> None:
        self._file = file
        self._names = names
        self._text = text
        file.write(begin(text, names, mark=mark))

    def write(self, results: Sequence[Column] | bytes) -> None:
        """Write a batch."""
        for lines in [results] if isinstance(results, bytes) else rendered(self._text, self._names, results):
            self._file.write(lines)

    def close(
        self, summary: dict[str, Any], groups: Sequence[Sequence[str | int]], sheets: Sequence[Sheet] = ()
    ) -> None:
        """Write the summary where the format has room for it."""
        self._file.write(end(self._text, summary))
