"""Whole numbers by row in Arrow: numbers of outcomes, and sums of ceilings, without a step of Python for each row.

Exact: what might not fit 64 bits is left to Python's own numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from iotcheck.lanes import Numbers, Sums

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

    def total(self, by_number: Sequence[int], marks: bytes) -> int:
        """Return the sum over the rows whose mark is not 0 of a number for each outcome."""
        chosen = self.array.filter(bytes_array(marks).cast(pa.bool_()))
        if max(by_number) * max(1, len(chosen)) >= _LIMIT:
            return sum(map(by_number.__getitem__, chosen.to_pylist()))
        return int(pc.sum(pc.take(pa.array(by_number, pa.int64()), chosen)).as_py() or 0)

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


class ArrowSums(Sums):
    """A sum for each row in an array, as long as all fit it."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self._array: Any = bytes_array(bytes(rows)).cast(pa.int64())
        self._bound = 0  # no sum is above it

    def add(self, by_number: Sequence[int], numbers: Sequence[int], marks: bytes | None = None) -> None:
        """Add to each row, or to those whose mark is not 0, the amount of the row's number."""
        self._bound += max(by_number)
        if self._bound >= _LIMIT and self._array is not None:
            self._sums, self._array = self._array.to_pylist(), None
        if self._array is None:
            super().add(by_number, numbers, marks)
            return
        amounts = pc.take(pa.array(by_number, pa.int64()), _indices(numbers))
        if marks is not None:
            amounts = pc.if_else(bytes_array(marks).cast(pa.bool_()), amounts, 0)
        self._array = pc.add(self._array, amounts)

    def values(self) -> Sequence[int]:
        """Return the sums."""
        return super().values() if self._array is None else ArrowNumbers(self._array)

    def plus(self, other: Sums, endless: set[int]) -> Sequence[int | None]:
        """Return the sums of both, and None for the rows that are `endless`."""
        values, others = self.values(), other.values()
        if endless or not (isinstance(values, ArrowNumbers) and isinstance(others, ArrowNumbers)):
            return super().plus(other, endless)
        return ArrowNumbers(pc.add(values.array, others.array))


def bytes_array(codes: bytes) -> Any:
    """Return bytes as an array of numbers, without copying them."""
    return pa.Array.from_buffers(pa.uint8(), len(codes), [None, pa.py_buffer(codes)])


def _indices(numbers: Sequence[int]) -> Any:
    if isinstance(numbers, ArrowNumbers):
        return numbers.array
    return bytes_array(numbers) if isinstance(numbers, bytes) else pa.array(numbers, pa.int32())
