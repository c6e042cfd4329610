"""A column as some outcomes and a number for each row: made once for all rows that share an outcome."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Remembered(list[T]):
    """Things that are only ever added to, so that what is made of each is made once; `Outcomes.found` may be such."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        super().__init__(things)
        self._made: dict[object, Remembered[Any]] = {}

    def made(self, key: object, make: Callable[[Sequence[T]], Iterable[R]]) -> Remembered[R]:
        """Return what `make` makes of all things, one for each; `key` names what is made."""
        found = self._made.setdefault(key, Remembered())
        if len(found) < len(self):
            found += make(self[len(found) :])
        return found


class Numbers(Sequence[int]):
    """A column of outcomes' numbers that does by itself what would take a step for each row."""

    @abstractmethod
    def spread(self, by_number: bytes) -> bytes:
        """Return a byte for each row from one for each outcome."""

    @abstractmethod
    def total(self, by_number: Sequence[int], marks: bytes) -> int:
        """Return the sum over the rows whose mark is not 0 of a number for each outcome."""


class Outcomes(NamedTuple, Generic[T]):
    """What comes out for some combinations, and for each row the number of its own; None where there is but one."""

    found: Sequence[T]
    numbers: Sequence[int] | None

    def at(self, row: int) -> T:
        """Return the outcome of one row."""
        return self.found[0 if self.numbers is None else self.numbers[row]]

    def spread(self, by_number: bytes, rows: int) -> int:
        """Turn a byte for each outcome into one for each row, as one big integer."""
        if self.numbers is None:
            column = by_number * rows
        elif isinstance(self.numbers, bytes):
            column = self.numbers.translate(by_number.ljust(256, b"\0"))
        elif isinstance(self.numbers, Numbers):
            column = self.numbers.spread(by_number)
        else:
            column = bytes(map(by_number.__getitem__, self.numbers))
        return int.from_bytes(column, "little")

    def total(self, by_number: Sequence[int], marks: bytes) -> int:
        """Return the sum over the rows whose mark is not 0 of a number for each outcome."""
        if self.numbers is None:
            return by_number[0] * (len(marks) - marks.count(0))
        if isinstance(self.numbers, Numbers):
            return self.numbers.total(by_number, marks)
        return sum(map(by_number.__getitem__, compress(self.numbers, marks)))
