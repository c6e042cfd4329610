"""A column as some outcomes and a number for each row: made once for all rows that share an outcome."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

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
