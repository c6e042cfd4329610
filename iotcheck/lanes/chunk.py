"""A chunk: some rows of a table, by columns, each fact as bytes of codes and where needed as values.

Rows are applicants, real or hypothetical. *Don't know* and *not asked* are both open: codes do not tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from iotcheck.lanes.coding import OPEN, Coding
from iotcheck.values import Value


class Chunk:
    """`rows` applicants: per fact its columns of codes, and the values of the facts whose values are needed."""

    def __init__(
        self, rows: int, codes: dict[str, tuple[bytes, ...]], values: Mapping[str, Sequence[Value | None]]
    ) -> None:
        self.rows = rows
        self.codes = codes
        self._values = values

    def values_of(self, fact: str) -> Sequence[Value | None]:
        """Return the values of a fact, None where it is open."""
        return self._values.get(fact) or (None,) * self.rows


def make_chunk(codings: Mapping[str, Coding], rows: int, columns: Mapping[str, Sequence[Value | None]]) -> Chunk:
    """Code the values of some facts, each a column of `rows` values; other facts are open in every row."""
    codes: dict[str, tuple[bytes, ...]] = {}
    for fact, coding in codings.items():
        values = columns.get(fact)
        if values is None:
            codes[fact] = (bytes([OPEN]) * rows,) * coding.columns
        else:
            by_row = [coding.codes(value) for value in values]
            codes[fact] = tuple([bytes(column) for column in zip(*by_row, strict=True)]) or (b"",) * coding.columns
    return Chunk(rows, codes, columns)
