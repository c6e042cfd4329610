"""Columns that are carried along keep the types of their values: numbers, days, yes and no stay what they are.

Read, such a column is one of texts like every other; CSV is written from these. A workbook, JSON lines, Parquet and
Arrow are written from its values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import compress
from typing import Any, Protocol, overload, runtime_checkable

Value = str | bool | int | float | date | datetime | None


class Percent(float):
    """A number that a workbook shows as a percentage: 0.3 as 30%."""


@runtime_checkable
class Typed(Protocol):
    """A column of texts that knows their values."""

    def values(self) -> Sequence[Value]:
        """Return the values, cell by cell, None for an empty cell."""
        ...

    def take(self, rows: Sequence[int]) -> Sequence[str]:
        """Return the column with some rows, in an order."""
        ...


class TypedTexts(Sequence[str]):
    """Texts and the values that they show; `kinds` are the types of all values of the table's column, where known."""

    def __init__(self, texts: Sequence[str], values: Sequence[Value], kinds: frozenset[type] | None = None) -> None:
        self._texts = texts
        self._values = values
        self.kinds = kinds if kinds is not None else frozenset(map(type, values)) - {type(None)}

    def values(self) -> Sequence[Value]:
        """Return the values, cell by cell, None for an empty cell."""
        return self._values

    def take(self, rows: Sequence[int]) -> TypedTexts:
        """Return the column with some rows, in an order."""
        return TypedTexts([self._texts[row] for row in rows], [self._values[row] for row in rows], self.kinds)

    def filter(self, good: Sequence[bool]) -> TypedTexts:
        """Return the column with some rows only."""
        return TypedTexts(tuple(compress(self._texts, good)), tuple(compress(self._values, good)), self.kinds)

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[str]: ...
    def __getitem__(self, row: int | slice) -> str | Sequence[str]:
        return self._texts[row]


def exact_number(text: str) -> int | float | None:
    """Return the number that a text in plain digits shows, None where a double would lose some of them."""
    if text.removeprefix("-").isdigit():
        return int(text)
    number = float(text)
    return number if Decimal(repr(number)) == Decimal(text) else None


def json_value(value: Any) -> Any:
    """Return what JSON has in place of a value that is none of its own, such as a day."""
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
