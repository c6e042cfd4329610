"""Whole numbers by row in Arrow: numbers of outcomes, and sums of ceilings, without a step of Python for each row.

Exact: what might not fit 64 bits is left to Python's own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from iotcheck.batch import Amounts, Numbers, Remembered, Sums
from iotcheck.values import Number

_LIMIT = 1 << 62


class ArrowNumbers(Numbers):
    """An array of whole numbers as a sequence."""

    def __init__(self, array: Any) -> None:
        self.array = array

    def spread(self, by_number: bytes) -> bytes:
        """Return a byte for each row from one for each outcome."""
        taken = pc.take(bytes_array(by_number), self.array)
        found: bytes = taken.buffers()[1].to_pybytes()
        return found[: len(taken)]

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, row: Any) -> Any:
        return self._list[row]

    def __iter__(self) -> Iterator[int]:
        return iter(self._list)

    @cached_property
    def _list(self) -> list[int]:
        found: list[int] = self.array.to_pylist()
        return found


class ArrowAmounts(Amounts):
    """The amounts as an array; none is above `most`, and all together fit 64 bits."""

    def __init__(self, by_number: Remembered[Number], numbers: Sequence[int], marks: bytes | None, most: int) -> None:
        super().__init__(by_number, numbers, marks)
        self.most = most
        table = by_number.whole("array", lambda amounts: pa.array(amounts, pa.int64()))
        self.array = pc.take(table, _indices(numbers))
        if marks is not None:
            self.array = pc.if_else(bytes_array(marks).cast(pa.bool_()), self.array, 0)

    def total(self) -> int:
        """Return the sum over all rows."""
        return int(pc.sum(self.array).as_py() or 0)


class ArrowSums(Sums):
    """A sum for each row in an array, as long as all fit it."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self._array: Any = bytes_array(bytes(rows)).cast(pa.int64())
        self._bound = 0  # no sum is above it

    @staticmethod
    def amounts(by_number: Remembered[Number], numbers: Sequence[int], marks: bytes | None = None) -> Amounts:
        """Return amounts that can be added: an array where they are whole and even all of them together fit it."""
        most = by_number.whole("most", _most)
        if most is None or most * len(numbers) >= _LIMIT:
            return Amounts(by_number, numbers, marks)
        return ArrowAmounts(by_number, numbers, marks, most)

    def add(self, amounts: Amounts) -> None:
        """Add to each row its amount."""
        if isinstance(amounts, ArrowAmounts) and self._array is not None and self._bound + amounts.most < _LIMIT:
            self._bound += amounts.most
            self._array = pc.add(self._array, amounts.array)
            return
        if self._array is not None:
            self._sums, self._array = self._array.to_pylist(), None
        super().add(amounts)

    def values(self) -> Sequence[Number]:
        """Return the sums."""
        return super().values() if self._array is None else ArrowNumbers(self._array)

    def plus(self, other: Sums, without: set[int]) -> Sequence[Number | None]:
        """Return the sums of both, and None for the rows that are `without` one."""
        values, others = self.values(), other.values()
        if without or not (isinstance(values, ArrowNumbers) and isinstance(others, ArrowNumbers)):
            return super().plus(other, without)
        return ArrowNumbers(pc.add(values.array, others.array))


def _most(amounts: Sequence[Number]) -> int | None:
    """Return the greatest of some amounts, None where they are not all whole."""
    return max(amounts) if all(isinstance(amount, int) for amount in amounts) else None  # type: ignore[return-value]


def bytes_array(codes: bytes) -> Any:
    """Return bytes as an array of numbers, without copying them."""
    return pa.Array.from_buffers(pa.uint8(), len(codes), [None, pa.py_buffer(codes)])


def _indices(numbers: Sequence[int]) -> Any:
    if isinstance(numbers, ArrowNumbers):
        return numbers.array
    return bytes_array(numbers) if isinstance(numbers, bytes) else pa.array(numbers, pa.int32())
