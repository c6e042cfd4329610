"""Columns between Arrow and the screening: arrays in, by their distinct texts; result columns out, as arrays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from math import isfinite
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from iotcheck.batch import Outcomes, Remembered
from iotcheck.screen.arrow_numbers import ArrowNumbers, bytes_array
from iotcheck.screen.layouts import (
    FLAGS,
    Column,
    Percent,
    TypedTexts,
    Value,
    exact_number,
    expand,
    is_figure,
    is_money,
    is_number,
)
from iotcheck.screen.tables import Seen

_SEPARATOR = ";"
_MOST_PLACES = 38


# The types whose values Arrow can look up; of others each becomes a text first.
_LOOKED_UP = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_float32,
    pa.types.is_float64,
    pa.types.is_decimal128,
    pa.types.is_date32,
    pa.types.is_string,
    pa.types.is_large_string,
)

_ARROW_TYPES = (
    (frozenset({bool}), pa.bool_()),
    (frozenset({int}), pa.int64()),
    (frozenset({int, float, Percent}), pa.float64()),
    (frozenset({date}), pa.date32()),
)
_VALUES_OF = {"string_view": pa.string(), "binary_view": pa.binary(), "halffloat": pa.float32()}
_NOT_FOR_PYTHON = (ValueError, OverflowError, KeyError, TypeError, NotImplementedError, ImportError)
_ODD = (pa.types.is_union, pa.types.is_run_end_encoded, pa.types.is_interval, lambda kind: "list_view" in str(kind))


class ArrowColumn:
    """An array as a column of texts, of which each is made once; null is an empty cell."""

    def __init__(self, array: Any) -> None:
        self.array = readable(array)
        self._last: tuple[ArrowSeen, ArrowNumbers] | None = None

    def numbered(self, seen: Seen | None) -> tuple[ArrowSeen, ArrowNumbers]:
        """Return all values seen, those of this column among them, and for each row the number of its own."""
        distinct, places = self._dictionary or (self._plain, None)
        known = seen if isinstance(seen, ArrowSeen) and seen.values.type == distinct.type else None
        if self._last is None or known is not self._last[0]:
            known = known or ArrowSeen(distinct.type)
            numbers = known.numbers(distinct)
            self._last = known, ArrowNumbers(numbers if places is None else pc.take(numbers, places).fill_null(0))
        return self._last

    def filter(self, good: Sequence[bool]) -> ArrowColumn:
        """Return the column with some rows only."""
        return ArrowColumn(self.array.filter(pa.array(good)))

    def take(self, rows: Sequence[int]) -> ArrowColumn:
        """Return the column with some rows, in an order."""
        return ArrowColumn(self.array.take(pa.array(rows, pa.int64())))

    def values(self) -> list[Value]:
        """Return the values, those of types that only Arrow has as texts."""
        array = self.array.dictionary_decode() if pa.types.is_dictionary(self.array.type) else self.array
        return [_typed(value) for value in _python_values(array)]

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, row: int) -> str:
        return _texts(self.array.slice(row, 1))[0] or ""

    def __iter__(self) -> Iterator[str]:
        seen, numbers = self.numbered(None)
        return map(seen.texts.__getitem__, numbers)

    def __contains__(self, text: object) -> bool:
        if text != "":
            return any(text == one for one in self)
        return bool(self.array.null_count or (pa.types.is_string(self._plain.type) and _has_empty(self._plain)))

    @cached_property
    def _dictionary(self) -> tuple[Any, Any] | None:
        """The array's distinct values and each row's place among them, where it has them and they are few."""
        array = self.array
        if not pa.types.is_dictionary(array.type) or len(array.dictionary) > len(array):
            return None
        return (array.dictionary, array.indices) if _looked_up(array.dictionary) else None

    @cached_property
    def _plain(self) -> Any:
        """The array with values of a kind that Arrow can look up."""
        array = self.array
        if pa.types.is_dictionary(array.type):
            array = array.dictionary_decode()
        return array if _looked_up(array) else as_texts(array)


def readable(array: Any) -> Any:
    """Return an array of a type that Arrow can filter and write: views as what they show, odd ones as texts."""
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return readable(array.storage)
    if str(kind) in _VALUES_OF:
        return array.cast(_VALUES_OF[str(kind)])
    return as_texts(array) if _is_odd(kind) else array


def as_texts(array: Any) -> Any:
    """Return the values of an array as cells of a table would have them, as an array of texts."""
    return pa.array(_texts(array), pa.string())


def _is_odd(kind: Any) -> bool:
    """Whether there is something in a type that Arrow reads, and can do nothing else with."""
    if any(test(kind) for test in _ODD) or str(kind) in _VALUES_OF or isinstance(kind, pa.BaseExtensionType):
        return True
    if pa.types.is_dictionary(kind):
        return _is_odd(kind.value_type)
    return any(_is_odd(kind.field(place).type) for place in range(kind.num_fields))


class ArrowSeen:
    """The distinct values of a column's batches, null first, and each as a text."""

    def __init__(self, kind: Any) -> None:
        self.values = pa.array([None], kind)
        self.texts = Remembered([""])

    def numbers(self, array: Any) -> Any:
        """Return for each value of an array its number, the new ones added; null is 0."""
        numbers = pc.index_in(array, value_set=self.values)
        if numbers.null_count:
            new = pc.unique(array.filter(pc.is_null(numbers)))
            self.values = pa.concat_arrays([self.values, new])
            self.texts += [text or "" for text in _texts(new)]
            numbers = pc.index_in(array, value_set=self.values)
        return numbers


def to_array(name: str, column: Column | ArrowColumn, *, places: int = 0, plain: bool = False) -> Any:
    """Return a result column as an array; repeated texts as a dictionary unless it is to be `plain`."""
    if isinstance(column, ArrowColumn):
        return column.array
    if isinstance(column, ArrowNumbers):
        return column.array
    if isinstance(column, bytes):
        return bytes_array(column).cast(pa.int64())
    if isinstance(column, Outcomes) and isinstance(column.numbers, bytes):
        numbers = bytes_array(column.numbers)
        if plain or None in column.found:
            return pc.take(pa.array(column.found, pa.string()), numbers)
        return pa.DictionaryArray.from_arrays(numbers, pa.array(column.found, pa.string()))
    if isinstance(column, TypedTexts):
        return _typed_array(column)
    expanded = expand(column)
    texts = len(expanded) and isinstance(expanded[0], str)  # a column carried along may have the name of one of ours
    if places and is_money(name) and not texts:
        return pa.array(expanded, pa.float64()).cast(column_type(name, places))  # the decimals of a float, rounded
    return pa.array(expanded, pa.string() if texts else column_type(name))


def _typed_array(column: TypedTexts) -> Any:
    """Return an array of a column's type where all its values are of one, or of numbers, else of texts."""
    kind = next((kind for types, kind in _ARROW_TYPES if column.kinds and column.kinds <= types), None)
    if kind is not None:
        with suppress(OverflowError):  # a whole number that is too long
            return pa.array(column.values(), kind)
    return pa.array([text or None for text in column], pa.string())


def column_type(name: str, places: int = 0) -> Any:
    """Return the Arrow type of one of our columns; amounts of money have as many decimal `places`."""
    if places and is_money(name):
        return pa.decimal128(_MOST_PLACES, places)
    if name in FLAGS:
        return pa.bool_()
    if is_figure(name):
        return pa.float64()
    return pa.int64() if is_number(name) else pa.string()


def _looked_up(array: Any) -> bool:
    return any(test(array.type) for test in _LOOKED_UP)


def _has_empty(texts: Any) -> bool:
    return pc.index(texts, "").as_py() >= 0  # type: ignore[no-any-return]


def _texts(array: Any) -> list[str | None]:
    """Return the values of an array as cells of a table would have them."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return [value if value is None or type(value) is str else _text(value) for value in _python_values(array)]


def _python_values(array: Any) -> list[Any]:
    try:
        return array.to_pylist()  # type: ignore[no-any-return]
    except _NOT_FOR_PYTHON:  # a day that Python does not know, a text that is no text, an interval
        return list(map(_value, array))


def _typed(value: Any) -> Value:
    """Return a value as other formats than Arrow have it: a number, a day, yes or no, or else a text."""
    match value:
        case None | str() | bool() | int():
            return value
        case float() if isfinite(value):
            return value
        case Decimal() if (number := exact_number(format(value, "f"))) is not None:
            return number
        case datetime() if value.tzinfo is None and value.time() != time():
            return value
        case date() if not isinstance(value, datetime):
            return value
        case datetime() if value.time() == time() and value.tzinfo is None:
            return value.date()
        case _:
            return _text(value)


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.as_buffer().to_pybytes() if hasattr(scalar, "as_buffer") else f"<{scalar.type}>"
    except _NOT_FOR_PYTHON:
        return f"<{scalar.type}>"  # which no fact takes for a value


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
        case []:
            return "none"
        case list() if all(isinstance(item, str) for item in value):
            return _SEPARATOR.join(value)
        case list() | dict():
            return json.dumps(_nested(value), ensure_ascii=False)
        case bytes():
            return value.decode("utf-8", "backslashreplace")
        case _:
            return str(value)


def _nested(value: Any) -> Any:
    """Return a value within a list or a struct as JSON has it; a map, of which Arrow makes pairs, as an object."""
    match value:
        case dict():
            return {name: _nested(item) for name, item in value.items()}
        case [*pairs] if isinstance(value, list) and pairs and all(isinstance(pair, tuple) for pair in pairs):
            return {_text(key): _nested(item) for key, item in pairs}
        case list() | tuple():
            return list(map(_nested, value))
        case _:
            return _typed(value) if not isinstance(value, date) else _text(value)
