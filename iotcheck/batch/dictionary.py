"""Dictionary-encoded columns: distinct values, and for each row the number of its own; sums of such columns."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from operator import add
from typing import Any, Generic, NamedTuple, TypeVar

from iotcheck.values import Number

T = TypeVar("T")
R = TypeVar("R")


class Remembered(list[T]):
    """Things that are only ever added to, so that what is made of each is made once; `Outcomes.found` may be such."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        super().__init__(things)
        self._made: dict[object, Remembered[Any]] = {}
        self._whole: dict[object, tuple[int, Any]] = {}

    def made(self, key: object, make: Callable[[Sequence[T]], Iterable[R]]) -> Remembered[R]:
        """Return what `make` makes of all things, one for each; `key` names what is made."""
        found = self._made.setdefault(key, Remembered())
        if len(found) < len(self):
            found += make(self[len(found) :])
        return found

    def whole(self, key: object, make: Callable[[Sequence[T]], R]) -> R:
        """Return what `make` makes of all things together, made anew when some were added."""
        count, found = self._whole.get(key, (-1, None))
        if count != len(self):
            found = make(self)
            self._whole[key] = len(self), found
        return found  # type: ignore[no-any-return]


class Numbers(Sequence[int]):
    """A column of outcomes' numbers that does by itself what would take a step for each row."""

    @abstractmethod
    def spread(self, by_number: bytes) -> bytes:
        """Return a byte for each row from one for each outcome."""


class Outcomes(NamedTuple, Generic[T]):
    """What comes out for some combinations, and for each row the number of its own; None where there is but one."""

    found: Sequence[T]
    numbers: Sequence[int] | None

    def at(self, row: int) -> T:
        """Return the outcome of one row."""
        return self.found[0 if self.numbers is None else self.numbers[row]]

    def spread(self, by_number: bytes, rows: int) -> int:
        """Turn a byte for each outcome into one for each row, as one big integer."""
        column = by_number * rows if self.numbers is None else spread(by_number, self.numbers)
        return int.from_bytes(column, "little")


def spread(by_number: bytes, numbers: Sequence[int]) -> bytes:
    """Return a byte for each row from one for each outcome."""
    if isinstance(numbers, bytes):
        return numbers.translate(by_number.ljust(256, b"\0"))
    if isinstance(numbers, Numbers):
        return numbers.spread(by_number)
    return bytes(map(by_number.__getitem__, numbers))


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

    def plus(self, other: Sums, without: set[int]) -> Sequence[Number | None]:
        """Return the sums of both, and None for the rows that are `without` one."""
        found: list[Number | None] = list(map(add, self.values(), other.values()))
        for row in without:
            found[row] = None
        return found
