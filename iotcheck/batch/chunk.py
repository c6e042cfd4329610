"""A chunk: some rows of a table by columns, and what depends on the values themselves, once for each distinct row.

Rows are applicants, real or hypothetical. *Don't know* and *not asked* are both open: only codes tell them apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from iotcheck.batch.coding import Coding, Combination
from iotcheck.batch.dictionary import Outcomes, Remembered, Sums
from iotcheck.batch.exact import Column, column_of
from iotcheck.engine import Answers, Evaluation
from iotcheck.model import PolicySet
from iotcheck.values import Value

T = TypeVar("T")
Compute = Callable[[Mapping[str, Sequence[Any]], int], Sequence[T]]
_KEPT_COMBINATIONS = 1 << 17


class Masks(NamedTuple):
    """The masks of `rows` rows: a truth is certain at bit 7 and possible at bit 6."""

    rows: int
    certain: int
    possible: int
    both: int

    @classmethod
    def of(cls, rows: int) -> Masks:
        """Return the masks of some rows."""
        certain, possible, both = (int.from_bytes(bytes([bit]) * rows, "little") for bit in (0x80, 0x40, 0xC0))
        return cls(rows, certain, possible, both)


def without(rows: int, others: int) -> int:
    """Return the bits of the first that the second has not.

    For big integers `rows & ~others` takes ten times as long: it counts from minus one.
    """
    return rows ^ rows & others


def is_marked(rows: int, row: int) -> bool:
    """Whether a row is among those of a mask, which are marked at bit 7 of their bytes."""
    return bool(rows >> 8 * row + 7 & 1)


class Chunk:
    """`rows` applicants: per fact its columns of codes, and the values of the facts whose values are needed.

    Values are one for each row, or Outcomes: some values, and for each row the number of its own. `sums` is what best
    adds up ceilings of rows that come in such columns.
    """

    def __init__(
        self,
        codings: Mapping[str, Coding],
        rows: int,
        codes: Mapping[str, tuple[bytes, ...]],
        values: Mapping[str, Sequence[Value | None] | Outcomes[Value | None]],
        sums: type[Sums] = Sums,
    ) -> None:
        self.rows = rows
        self.sums = sums
        self.codes = codes
        self._codings = codings
        self._values = values
        self._combinations: dict[tuple[str, ...], tuple[list[Combination], Sequence[int] | None]] = {}
        self._made: dict[object, Any] = {}

    def made(self, key: object, make: Callable[[], T]) -> T:
        """Return what `make` makes of the chunk, made once; `key` names it."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[no-any-return]

    def values_of(self, fact: str) -> Sequence[Value | None]:
        """Return a fact's value in each row; where conditions alone look at it, one that they judge alike."""
        return self.made(("values", fact), lambda: self._values_of(fact))

    def numbers_of(self, fact: str) -> Column:
        """Return the numbers that a fact has in the rows, 0 where it is open."""

        def numbers() -> Column:
            values = [0 if value is None else value for value in self.values_of(fact)]
            if date in set(map(type, values)):  # days count as their ordinals
                values = [value.toordinal() if isinstance(value, date) else value for value in values]
            return column_of(values)  # type: ignore[arg-type]

        return self.made(("numbers", fact), numbers)

    def _values_of(self, fact: str) -> Sequence[Value | None]:
        examples, values = self._codings[fact].examples, self._values.get(fact)
        if examples is not None:
            return list(map(examples.__getitem__, self.codes[fact][0]))
        if isinstance(values, Outcomes):
            numbers = bytes(self.rows) if values.numbers is None else values.numbers
            return list(map(values.found.__getitem__, numbers))
        return values or ()

    @cached_property
    def masks(self) -> Masks:
        """The masks of the rows."""
        return Masks.of(self.rows)

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
        if len(facts) == 1 and (found := self._single(facts[0])):
            return found
        keys, decoders = zip(*map(self._keys, facts), strict=True)
        rows = list(zip(*keys, strict=True))
        number_of = {key: number for number, key in enumerate(dict.fromkeys(rows))}
        numbers = map(number_of.__getitem__, rows)
        distinct = [tuple([decode(part) for part, decode in zip(key, decoders, strict=True)]) for key in number_of]
        return distinct, bytes(numbers) if len(distinct) <= 256 else list(numbers)

    def _single(self, fact: str) -> tuple[list[Combination], Sequence[int]] | None:
        """Return the values of one fact where they have numbers already."""
        coding, values = self._codings[fact], self._values.get(fact)
        if coding.examples is not None:
            return coding.numbered(self.codes[fact][0])
        if not isinstance(values, Outcomes) or values.numbers is None:
            return None
        found = values.found if isinstance(values.found, Remembered) else Remembered(values.found)
        return found.made("combination", _singles), values.numbers

    def _keys(self, fact: str) -> tuple[Sequence[Any], Callable[[Any], Value | None]]:
        """Return what tells the values of a fact apart, row by row, and how to get the value from it."""
        examples = self._codings[fact].examples
        if examples is not None:
            return self.codes[fact][0], examples.__getitem__
        values = self._values[fact]
        if isinstance(values, Outcomes) and values.numbers is not None:
            return values.numbers, values.found.__getitem__
        return values, _same


def _same(value: Value | None) -> Value | None:
    return value


def _singles(values: Sequence[Value | None]) -> list[Combination]:
    return [(value,) for value in values]


_NOT_ASKED = object()


def make_chunk(codings: Mapping[str, Coding], needs_values: frozenset[str], rows: Sequence[Answers]) -> Chunk:
    """Code the answers of some applicants.

    Where an interview looks ahead, the rows differ in one or two facts: what all have the same answer to is coded once.
    """
    codes: dict[str, tuple[bytes, ...]] = {}
    for fact, coding in codings.items():
        not_asked = coding.not_asked
        first = rows[0].get(fact, _NOT_ASKED) if rows else _NOT_ASKED
        if all(answers.get(fact, _NOT_ASKED) is first for answers in rows):
            code = not_asked if first is _NOT_ASKED else coding.codes(first)  # type: ignore[arg-type]  # a value
            codes[fact] = tuple([bytes([part]) * len(rows) for part in code])
            continue
        by_row = [coding.codes(answers[fact]) if fact in answers else not_asked for answers in rows]
        codes[fact] = tuple([bytes(column) for column in zip(*by_row, strict=True)]) or (b"",) * coding.columns
    return Chunk(codings, len(rows), codes, {fact: [row.get(fact) for row in rows] for fact in needs_values})


class Combinations(Generic[T]):
    """Computes something for every row of a chunk from the `facts` that it depends on: a ceiling, or a comparison.

    Rows with equal values of these facts have equal outcomes, so each distinct combination of values is computed once.
    A fact of which conditions alone look at it is represented by one value of each cell, which all conditions judge
    alike; a fact whose value goes into the amount, by its very values. With *30% of cost, 40% for a small company* and
    100,000 rows of 900 different costs and 500 different staffs, where *small* is under 50, there are at most 1,800
    combinations of costs and cells. A combination without open facts, of an amount without cases and tables, is
    computed by arithmetic on columns (`exact`); any other by the tree walker, so this is for those that have few, and
    for few rows; `column_amounts` are for all others. What was computed is remembered from chunk to chunk, up to a
    limit, past which all is forgotten: where every row has another revenue it would fill the memory for nothing.

    `evaluate` does so for one applicant, `compute` for columns of known values; None where arithmetic is not enough.
    """

    def __init__(
        self,
        policies: PolicySet,
        as_of: date,
        facts: tuple[str, ...],
        evaluate: Callable[[Evaluation], T],
        compute: Compute[T] | None,
    ) -> None:
        self._policies = policies
        self._as_of = as_of
        self._facts = facts
        self._evaluate = evaluate
        self._compute = compute
        self._known: dict[Combination, T] = {}

    def outcomes(self, chunk: Chunk, marks: bytes = b"") -> Outcomes[T]:
        """Return what comes out for each row, those that are not marked too."""
        combinations, numbers = chunk.combinations(self._facts)
        if isinstance(combinations, Remembered):
            return Outcomes(combinations.made(self, self._all), numbers)
        return Outcomes(self._all(combinations), numbers)

    def at(self, chunk: Chunk, row: int) -> T:
        """Return what comes out for one row."""
        combinations, numbers = chunk.combinations(self._facts)
        return self._all([combinations[0 if numbers is None else numbers[row]]])[0]

    def _all(self, combinations: Sequence[Combination]) -> list[T]:
        """Return what comes out for each of some combinations."""
        try:
            return list(map(self._known.__getitem__, combinations))
        except KeyError:
            if len(self._known) + len(combinations) > _KEPT_COMBINATIONS:
                self._known = {}
            self._learn([combination for combination in combinations if combination not in self._known])
            return list(map(self._known.__getitem__, combinations))

    def _learn(self, combinations: list[Combination]) -> None:
        closed = [combination for combination in combinations if None not in combination] if self._compute else []
        if closed and self._compute:
            columns = dict(zip(self._facts, zip(*closed, strict=True), strict=False))
            self._known.update(zip(closed, self._compute(columns, len(closed)), strict=True))
        for one in combinations:
            if one not in self._known:
                answers = dict(zip(self._facts, one, strict=True))
                self._known[one] = self._evaluate(Evaluation(self._policies, answers, self._as_of))
