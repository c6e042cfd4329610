"""Results as text: CSV that a spreadsheet takes for data and never for formulas, or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any

from iotcheck.lanes import Outcomes
from iotcheck.screen.layouts import Column, cells, expand
from iotcheck.typeset import FORMULA_STARTS, cell_safe

_TOGETHER = 1 << 12  # rows: little memory beside the text itself


class TextFormat(StrEnum):
    """The formats by the ends of files' names."""

    CSV = "csv"
    JSON_LINES = "jsonl"


def render(text_format: TextFormat, names: Sequence[str], columns: Sequence[Column]) -> bytes:
    """Return rows of results as text in UTF-8."""
    if text_format is TextFormat.CSV:
        rows = zip(*(cells(_guarded(column)) for column in columns), strict=True)
        text = io.BytesIO()
        text.writelines(iter(lambda: csv_rows(islice(rows, _TOGETHER)), b""))
        return text.getvalue()
    expanded = [expand(column) for column in columns]
    lines = [
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":"))
        for row in zip(*expanded, strict=True)
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace") if lines else b""


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
