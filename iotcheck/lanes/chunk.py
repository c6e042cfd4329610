"""A chunk: some rows of a table, by columns, each fact as bytes of codes and where needed as values.

Rows are applicants, real or hypothetical. *Don't know* and *not asked* are both open: only codes tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from iotcheck.engine import Answers
from iotcheck.lanes.coding import Coding
from iotcheck.lanes.outcomes import Outcomes, Remembered
from iotcheck.values import Value

Combination = tuple[Value | None, ...]


class Chunk:
    """`rows` applicants: per fact its columns of codes, and the values of the facts whose values are needed.

    Values are one for each row, or Outcomes: some values, and for each row the number of its own.
    """

    def __init__(
        self,
        codings: Mapping[str, Coding],
        rows: int,
        codes: Mapping[str, tuple[bytes, ...]],
        values: Mapping[str, Sequence[Value | None] | Outcomes[Value | None]],
    ) -> None:
        self.rows = rows
        self.codes = codes
        self._codings = codings
        self._values = values
        self._combinations: dict[tuple[str, ...], tuple[list[Combination], Sequence[int] | None]] = {}

    def combinations(self, facts: tuple[str, ...]) -> tuple[list[Combination], Sequence[int] | None]:
        """Return the distinct values that some facts have together, and for each row the number of its own.

        Values that no rule tells apart are one. Without facts there is one combination, and None for the numbers.
        """
        if not facts:
            return [()], None
        if facts not in self._combinations:
            self._combinations[facts] = self._combine(facts)
        return self._combinations[facts]

    def _combine(self, facts: tuple[str, ...]) -> tuple[list[Combination], Sequence[int]]:
        if (
            len(facts) == 1
            and isinstance(values := self._values.get(facts[0]), Outcomes)
            and values.numbers is not None
        ):
            found = values.found if isinstance(values.found, Remembered) else Remembered(values.found)
            return found.made("combination", _singles), values.numbers
        keys = [self._key(fact) for fact in facts]
        decoders = [self._codings[fact].examples for fact in facts]
        rows = list(zip(*keys, strict=True))
        number_of = {key: number for number, key in enumerate(dict.fromkeys(rows))}
        numbers = map(number_of.__getitem__, rows)
        distinct = [
            tuple([part if decode is None else decode[part] for part, decode in zip(key, decoders, strict=True)])
            for key in number_of
        ]
        return distinct, bytes(numbers) if len(distinct) <= 256 else list(numbers)

    def _key(self, fact: str) -> Sequence[Any]:
        """Return what tells the values of a fact apart: codes where they do, else the values themselves."""
        if self._codings[fact].examples is not None:
            return self.codes[fact][0]
        values = self._values[fact]
        if isinstance(values, Outcomes):
            return list(map(values.found.__getitem__, values.numbers or ()))
        return values


def _singles(values: Sequence[Value | None]) -> list[Combination]:
    return [(value,) for value in values]


def make_chunk(codings: Mapping[str, Coding], needs_values: frozenset[str], rows: Sequence[Answers]) -> Chunk:
    """Code the answers of some applicants."""
    codes: dict[str, tuple[bytes, ...]] = {}
    for fact, coding in codings.items():
        by_row = [coding.codes(answers[fact]) if fact in answers else coding.not_asked for answers in rows]
        codes[fact] = tuple([bytes(column) for column in zip(*by_row, strict=True)]) or (b"",) * coding.columns
    return Chunk(codings, len(rows), codes, {fact: [row.get(fact) for row in rows] for fact in needs_values})
