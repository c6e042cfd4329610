"""Ceilings and comparisons computed by columns, and turned into distinct outcomes with a number for each row."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Generic, TypeVar

from iotcheck.batch.chunk import Chunk, Combinations
from iotcheck.batch.column_amounts import ColumnAmounts
from iotcheck.batch.dictionary import Outcomes
from iotcheck.batch.exact import RELATIONS, Column, OpenFacts, alike
from iotcheck.batch.spans import Bits, Span
from iotcheck.engine import Ceiling, CeilingKind
from iotcheck.logic import Truth
from iotcheck.model import Calculation, Compares, Edition, Limit, Operation, PolicySet
from iotcheck.values import Number
from iotcheck.values import exact as whole_if_whole

T = TypeVar("T")
_FEW_ROWS = 512  # for fewer, such as the applicants that an interview assumes, combinations that are known are quicker


class Numbering(Generic[T]):
    """Outcomes by what tells them apart, and for each row the number of its own; those not named have the first."""

    def __init__(self, rows: int, first: T) -> None:
        self._found: list[T] = [first]
        self._numbers = [0] * rows
        self._number_of: dict[Hashable, int] = {}

    def add(self, rows: Sequence[int], keys: Sequence[Hashable], outcome: Callable[[Hashable], T]) -> None:
        """Add rows by keys; `outcome` makes of a key that is new what comes out."""
        number_of, numbers = self._number_of, self._numbers
        for key in dict.fromkeys(keys):
            if key not in number_of:
                number_of[key] = len(self._found)
                self._found.append(outcome(key))
        for row, key in zip(rows, keys, strict=True):
            numbers[row] = number_of[key]

    def add_same(self, rows: Sequence[int], key: Hashable, outcome: Callable[[Hashable], T]) -> None:
        """Add rows of one key."""
        self.add(rows[:1], [key], outcome)
        number, numbers = self._number_of[key], self._numbers
        for row in rows:
            numbers[row] = number

    def outcomes(self) -> Outcomes[T]:
        """Return them."""
        return Outcomes(self._found, bytes(self._numbers) if len(self._found) <= 256 else self._numbers)


class CeilingColumn:
    """The ceiling of an edition; rows that are for the tree walker are left to `by_combination`."""

    def __init__(
        self,
        computed: ColumnAmounts,
        policies: PolicySet,
        edition: Edition,
        by_combination: Combinations[Ceiling],
        bits: Mapping[str, int],
    ) -> None:
        self._computed = computed
        self._units = policies.smallest_units
        self._period = edition.period
        ceiling = edition.ceiling
        self._ranged = isinstance(ceiling, Calculation) and ceiling.operation is Operation.RANGE
        self._by_combination = by_combination
        self._bits = bits

    def outcomes(self, chunk: Chunk, marks: bytes) -> Outcomes[Ceiling]:
        """Return the ceilings of the rows that are marked; what stands for the others means nothing."""
        if chunk.rows < _FEW_ROWS:
            return self._by_combination.outcomes(chunk)
        found = Numbering(chunk.rows, Ceiling(CeilingKind.AMOUNT, 0, 0, 0))
        for rows, spans, unstated, fixed in self._computed.rows(chunk, marks):
            if not spans:
                found.add(rows, [self.at(chunk, row) for row in rows], _same)
            elif unstated[0] and spans[0].low is None and spans[0].high is None:
                found.add_same(rows, Ceiling(CeilingKind.UNSTATED, period=self._period), _same)
            else:
                count = 1 if fixed else len(rows)
                keys, outcome = self._keys(spans[0], count)
                if fixed:
                    found.add_same(rows, keys[0], outcome)
                else:
                    found.add(rows, keys, outcome)
        return found.outcomes()

    def _keys(self, span: Span, rows: int) -> tuple[Sequence[Hashable], Callable[[Any], Ceiling]]:
        """Return what tells the ceilings of some rows apart, and what makes a ceiling of it."""
        low = self._rounded(span.low, rows)
        if span.decided:
            return low, self._decided
        bits = [_listed(bits, rows) for bits in (span.missing, span.rests)]
        return list(zip(low, self._rounded(span.high, rows), *bits, strict=True)), self._open

    def at(self, chunk: Chunk, row: int) -> Ceiling:
        """Return the ceiling of one row."""
        return self._by_combination.at(chunk, row)

    def _rounded(self, end: Column | None, rows: int) -> list[Number | None]:
        """Return ends rounded down to the smallest units of the currency, in such units."""
        if end is None:
            return [None] * rows
        numerators, denominator = end
        if self._units > 1:
            numerators = [number * self._units for number in numerators]
        return [number // denominator if number > 0 else 0 for number in numerators]

    def _decided(self, amount: Any) -> Ceiling:
        number = self._number(amount)
        return Ceiling(CeilingKind.AMOUNT, number, number, number, period=self._period)

    def _open(self, key: Any) -> Ceiling:
        low, high, missing, rests = key
        if (low or 0) == high:
            return self._decided(high)
        facts = tuple([fact for fact, bit in self._bits.items() if missing & bit])
        most = None if high is None else self._number(high)
        top = None if rests else most
        return Ceiling(
            CeilingKind.AMOUNT, self._number(low or 0), most, top, facts, period=self._period, ranged=self._ranged
        )

    def _number(self, units: int) -> Number:
        return units if self._units == 1 else whole_if_whole(Fraction(units, self._units))


class ComparisonColumn:
    """A comparison of amounts; its outcomes are those of `exact.OpenFacts`."""

    def __init__(
        self, computed: ColumnAmounts, condition: Compares, by_combination: Combinations[bytes], bits: Mapping[str, int]
    ) -> None:
        self._by_combination = by_combination
        self._computed = computed
        self._condition = condition
        self._compared = OpenFacts(condition, computed.facts)
        self._bits = {fact: bits[fact] for fact in computed.facts}

    def outcomes(self, chunk: Chunk) -> Outcomes[bytes]:
        """Return the outcomes of all rows."""
        if chunk.rows < _FEW_ROWS:
            return self._by_combination.outcomes(chunk)
        found = Numbering(chunk.rows, self._compared.outcome(Truth.FALSE, ()))
        limits = self._condition.operator.limits
        for rows, spans, _, fixed in self._computed.rows(chunk):
            count = 1 if fixed else len(rows)
            if spans and all(span.decided for span in spans):
                left, *bounds = spans
                kept = [_certain(left, bound, limit, count) for bound, limit in zip(bounds, limits, strict=True)]
                holds = kept[0] if len(kept) == 1 else map(all, zip(*kept, strict=True))
                keys: Sequence[Hashable] = list(holds)
            elif spans and len(limits) == 1:
                keys = self._open(spans[0], spans[1], limits[0], count)
            else:
                found.add(rows, [self._by_combination.at(chunk, row) for row in rows], _same)
                continue
            if fixed:
                found.add_same(rows, keys[0], self._outcome)
            else:
                found.add(rows, keys, self._outcome)
        return found.outcomes()

    def _open(self, left: Span, bound: Span, limit: Limit, rows: int) -> list[tuple[Truth, int]]:
        certain = _certain(left, bound, limit, rows)
        possible = _certain(_turned(left), _turned(bound), limit, rows, at_infinity=True)
        missing = map(operator.or_, _listed(left.missing, rows), _listed(bound.missing, rows))
        truths = [
            Truth.TRUE if one else Truth.UNKNOWN if other else Truth.FALSE
            for one, other in zip(certain, possible, strict=True)
        ]
        return list(zip(truths, missing, strict=True))

    def _outcome(self, key: Any) -> bytes:
        if isinstance(key, bool):
            return self._compared.closed(key)
        truth, missing = key
        return self._compared.outcome(truth, [fact for fact, bit in self._bits.items() if missing & bit])


def _certain(left: Span, bound: Span, limit: Limit, rows: int, *, at_infinity: bool = False) -> list[bool]:
    """Return whether the worse end of the left side still keeps to the worse end of a bound."""
    one, other = (left.high, bound.low) if limit.upper else (left.low, bound.high)
    if one is None or other is None:
        return [at_infinity] * rows
    (numbers, others), _ = alike([one, other])
    return list(map(RELATIONS[limit], numbers, others))


def _turned(span: Span) -> Span:
    return span._replace(low=span.high, high=span.low)


def _listed(bits: Bits, rows: int) -> Sequence[int]:
    return bits if isinstance(bits, Sequence) else [bits] * rows


def _same(key: Any) -> Any:
    return key
