"""Results as text: CSV that a spreadsheet takes for data and never for formulas, or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Literal, TypeAlias

from iotcheck.lanes import Outcomes
from iotcheck.screen.carried import json_value
from iotcheck.screen.layouts import Column, cells, expand
from iotcheck.screen.tables import Kind
from iotcheck.typeset import FORMULA_STARTS, cell_safe

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TOGETHER = 1 << 12  # rows: little memory beside the text itself


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
    match text:
        case Kind.CSV:
            rows = zip(*(cells(_guarded(column)) for column in columns), strict=True)
            written = io.BytesIO()
            written.writelines(iter(lambda: csv_rows(islice(rows, _TOGETHER)), b""))
            return written.getvalue()
        case Kind.JSON_LINES:
            expanded = [expand(column) for column in columns]
            lines = [
                json.dumps(
                    dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":"), default=json_value
                )
                + "\n"
                for row in zip(*expanded, strict=True)
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
