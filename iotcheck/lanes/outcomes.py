"""A column as some outcomes and a number for each row: made once for all rows that share an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


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
        else:
            column = bytes(map(by_number.__getitem__, self.numbers))
        return int.from_bytes(column, "little")
