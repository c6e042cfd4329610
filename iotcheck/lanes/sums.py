"""Adding up ceilings: what each applies to in some rows, and a sum for each row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import add

from iotcheck.lanes.outcomes import Remembered
from iotcheck.values import Number


class Amounts:
    """An amount for each row whose mark is not 0 (without marks for each): that of the row's outcome."""

    def __init__(self, by_number: Remembered[Number], numbers: Sequence[int], marks: bytes | None = None) -> None:
        self.by_number = by_number
        self.numbers = numbers
        self.marks = marks

    def total(self) -> Number:
        """Return the sum over all rows."""
        numbers = self.numbers if self.marks is None else compress(self.numbers, self.marks)
        return sum(map(self.by_number.__getitem__, numbers))


class Sums:
    """A sum for each row. Another kind of columns brings its own, and `amounts` that it adds best."""

    def __init__(self, rows: int) -> None:
        self._sums: list[Number] = [0] * rows

    @staticmethod
    def amounts(by_number: Remembered[Number], numbers: Sequence[int], marks: bytes | None = None) -> Amounts:
        """Return amounts that can be added."""
        return Amounts(by_number, numbers, marks)

    def add(self, amounts: Amounts) -> None:
        """Add to each row its amount."""
        by_number, numbers, sums = amounts.by_number, amounts.numbers, self._sums
        if amounts.marks is None:
            self._sums = list(map(add, sums, map(by_number.__getitem__, numbers)))
            return
        for row in compress(range(len(sums)), amounts.marks):
            sums[row] += by_number[numbers[row]]

    def values(self) -> Sequence[Number]:
        """Return the sums."""
        return self._sums

    def plus(self, other: Sums, endless: set[int]) -> Sequence[Number | None]:
        """Return the sums of both, and None for the rows that are `endless`."""
        found: list[Number | None] = list(map(add, self.values(), other.values()))
        for row in endless:
            found[row] = None
        return found
