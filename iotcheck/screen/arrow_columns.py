"""Columns between Arrow and the screening: arrays in, by their distinct texts; result columns out, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from iotcheck.lanes import Outcomes
from iotcheck.screen.layouts import NUMBERS, Column, expand

T = TypeVar("T")
_SEPARATOR = ";"


class ArrowColumn:
    """An array as a column of texts, of which each is made once; null is an empty cell."""

    def __init__(self, array: Any) -> None:
        self.array = array

    @cached_property
    def distinct(self) -> list[str]:
        """The distinct texts, the empty one last."""
        values = self._encoded.dictionary.to_pylist()
        if values and type(values[0]) in (int, str):  # the usual ones, quickly
            return [*map(str, values), ""]
        return [*map(_text, values), ""]

    def spread(self, codes: bytes) -> bytes:
        """Turn a byte for each distinct text into one for each row."""
        spread: bytes = pc.take(_bytes_array(codes), self._numbers).buffers()[1].to_pybytes()
        return spread[: len(self)]

    def spread_values(self, values: Sequence[T]) -> Outcomes[T]:
        """Turn a value for each distinct text into one for each row."""
        return Outcomes(values, self._numbers.to_pylist())

    def filter(self, good: Sequence[bool]) -> ArrowColumn:
        """Return the column with some rows only."""
        return ArrowColumn(self.array.filter(pa.array(good)))

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, row: int) -> str:
        value = self.array[row].as_py()
        return "" if value is None else _text(value)

    def __iter__(self) -> Iterator[str]:
        return map(self.distinct.__getitem__, self._numbers.to_pylist())

    @cached_property
    def _encoded(self) -> Any:
        array = self.array
        if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
            array = pa.array([None if value is None else _text(value) for value in array.to_pylist()], pa.string())
        return array if pa.types.is_dictionary(array.type) else array.dictionary_encode()

    @cached_property
    def _numbers(self) -> Any:
        encoded = self._encoded
        return pc.fill_null(encoded.indices.cast(pa.int32()), len(encoded.dictionary))


def to_array(name: str, column: Column | ArrowColumn, *, plain: bool = False) -> Any:
    """Return a result column as an array; repeated texts as a dictionary unless it is to be `plain`."""
    if isinstance(column, ArrowColumn):
        return column.array
    if isinstance(column, bytes):
        return _bytes_array(column).cast(pa.int64())
    if isinstance(column, Outcomes) and isinstance(column.numbers, bytes):
        numbers = _bytes_array(column.numbers)
        if plain or None in column.found:
            return pc.take(pa.array(column.found, pa.string()), numbers)
        return pa.DictionaryArray.from_arrays(numbers, pa.array(column.found, pa.string()))
    return pa.array(expand(column), column_type(name))


def column_type(name: str) -> Any:
    """Return the Arrow type of one of our columns."""
    return pa.int64() if name in NUMBERS else pa.string()


def _bytes_array(codes: bytes) -> Any:
    return pa.Array.from_buffers(pa.uint8(), len(codes), [None, pa.py_buffer(codes)])


def _text(value: Any) -> str:
    """Return a value as a cell of a table would have it."""
    match value:
        case str():
            return value
        case bool():
            return str(value).lower()
        case float():
            return format(Decimal(repr(value)), "f").removesuffix(".0")
        case Decimal():
            return format(value, "f")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case list():
            return _SEPARATOR.join(map(str, value)) or "none"
        case bytes():
            return value.decode("utf-8", "surrogateescape")
        case _:
            return str(value)
