"""The values of a fact that conditions can tell apart.

A condition sees little of a value. Of a number or a day it sees on which side of some *cuts* it lies: `at_least: 10`
cuts the line before 10, `more_than: 10` after it, and `25` (the value itself) before 25 and after it. Between two cuts
next to one another every condition says the same of every value: these stretches are the *cells*, and one value of each
shows all that the conditions can say. A count from 0 with these three conditions has the cells 0-9, 10, 11-24, 25 and
26 or more; of an amount of money the third one is "more than 10, less than 25".

Of a selection a condition sees which of the options that it names are in it, and nothing else: with `includes_all: [a,
b]` over a, b, c and d there are four cells, whatever is chosen of c and d. Of a choice, each option is a cell.

So infinitely many values come to k + 1 for k cuts. Codes of columns, ranges in the interview, its samples, the values
that what-if and coverage try, and the ranges of proofs are all taken from here. The law (tests/test_partition.py): the
cells cover what the fact admits, and two values of one cell are judged alike by every condition over that fact alone.

Where a condition compares amounts that rest on several facts, its cuts move with the other answers. What they are is
for each search to find out (see `whatif/crossings.py`, `coverage/values.py`); what to do with them is the same.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from iotcheck.engine.leaves import declared_interval
from iotcheck.engine.trace import AmountTrace
from iotcheck.model import Amount, Calculation, Compares, ComparesDate, Fact, FactType, Operation, Selects
from iotcheck.model.walk import AnyNode
from iotcheck.values import Number, Value, exact


class Cut(NamedTuple):
    """A place on the line of numbers: just before a value, or just `after` it. Days are their ordinals."""

    value: Number
    after: bool = False


class Range(NamedTuple):
    """Numbers or days from `low` to `high`; None where there is no end. `after` and `before` leave out the ends."""

    low: Number | date | None = None
    high: Number | date | None = None
    after: bool = False
    before: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number is left."""
        low, high = self.numbers
        return low is not None and high is not None and (low > high or (low == high and (self.after or self.before)))

    @property
    def numbers(self) -> tuple[Number | None, Number | None]:
        """The ends of a range of numbers."""
        assert not isinstance(self.low, date)
        assert not isinstance(self.high, date)
        return self.low, self.high

    def contains(self, number: Number) -> bool:
        """Whether a number lies in it."""
        return not self.above(Cut(number)).below(Cut(number, after=True)).empty

    def up_to(self, other: Range) -> Range:
        """Return this range and all that follows, another one included."""
        return Range(self.low, other.high, self.after, other.before)

    def above(self, cut: Cut) -> Range:
        """Return the part that lies above a cut."""
        low, _ = self.numbers
        return self if low is not None and (low, self.after) >= cut else self._replace(low=cut.value, after=cut.after)

    def below(self, cut: Cut) -> Range:
        """Return the part that lies below a cut."""
        _, high = self.numbers
        if high is not None and (high, not self.before) <= cut:
            return self
        return self._replace(high=cut.value, before=not cut.after)

    def to_whole(self) -> Range:
        """Return the range with its ends at whole numbers inside it."""
        low, high = self.numbers
        low = None if low is None else math.floor(low) + 1 if self.after else math.ceil(low)
        high = None if high is None else math.ceil(high) - 1 if self.before else math.floor(high)
        return Range(low, high)

    def some(self) -> Number:
        """Return a number of the range, a simple one if there is one."""
        low, high = self.numbers
        if low is None:
            return 0 if high is None else math.ceil(high) - 1 if self.before else high
        if not self.after:
            return low
        next_whole = math.floor(low) + 1
        if high is None or next_whole < high:
            return next_whole
        return high if not self.before else exact(Fraction(low + high) / 2)


class Partition:
    """The cells of a fact whose values are numbers or days: `cuts` divide what the fact admits, in order."""

    def __init__(self, fact: Fact, cuts: Iterable[Cut]) -> None:
        self._fact = fact
        self.days = fact.type is FactType.DATE
        self.whole = self.days or fact.type is FactType.COUNT
        self._low: Number | None
        self._high: Number | None
        self._low, self._high = declared_interval(fact)
        if self.whole:  # after 3 is before 4
            cuts = {Cut(math.floor(value) + 1 if after else math.ceil(value)) for value, after in cuts}
        self.cuts: list[Cut] = sorted({cut for cut in cuts if self._divides(cut)})

    def cell_of(self, value: Number) -> int:
        """Return the number of the cell in which a value (of days: its ordinal) lies."""
        return bisect_right(self.cuts, (value, False))

    def cells(self) -> list[Range]:
        """Return the cells in order, days as their ordinals."""
        cells: list[Range] = []
        rest = Range(self._low, self._high)
        for cut in self.cuts:
            cells.append(rest.below(cut))
            rest = rest.above(cut)
        return [cell.to_whole() if self.whole else cell for cell in (*cells, rest)]

    def values(self) -> list[Value]:
        """Return a value of each cell, in order; of days as such."""
        numbers = [cell.some() for cell in self.cells()]
        return [date.fromordinal(int(number)) for number in numbers] if self.days else list(numbers)

    def as_days(self, cell: Range) -> Range:
        """Return a cell of ordinals as one of days; its end is None where the fact itself declares none."""
        low = None if cell.low == self._low and self._fact.minimum is None else cell.low
        high = None if cell.high == self._high and self._fact.maximum is None else cell.high
        return Range(*(None if end is None else date.fromordinal(int(end)) for end in (low, high)))  # type: ignore[arg-type]

    def _divides(self, cut: Cut) -> bool:
        """Whether the fact admits values on both sides of a cut."""
        return (self._low is None or cut > (self._low, False)) and (self._high is None or cut <= (self._high, False))


def cuts_of(leaf: AnyNode, as_of: date, sides: Sequence[Number | None] = ()) -> Iterator[Cut]:
    """Yield where a condition on numbers or days cuts the line of its fact; raise TypeError for any other condition.

    `sides` are what a comparison compares, the left side first: known numbers, or None for the fact itself.
    """
    match leaf:
        case Selects(values=values):
            for value in values:
                yield from (Cut(on_line(value)), Cut(on_line(value), after=True))
        case ComparesDate():
            first, last = leaf.days(as_of) or (date.min, date.max)
            yield from (Cut(first.toordinal()), Cut(last.toordinal(), after=True))
        case Compares(operator=operator):
            left, *bounds = sides
            for limit, bound in zip(operator.limits, bounds, strict=True):
                if left is None and bound is not None:
                    yield Cut(bound, after=limit.upper is not limit.strict)
                elif left is not None and bound is None:
                    yield Cut(left, after=limit.upper is limit.strict)
        case _:
            raise TypeError(leaf)


def sides_of(operands: Iterable[AmountTrace]) -> list[Number | None]:
    """Return the numbers that are compared, None for what is not known: `sides` for `cuts_of`."""
    return [operand.interval.low if operand.interval.decided else None for operand in operands]


def pairs_compared(part: AnyNode) -> Iterator[tuple[Amount, Amount]]:
    """Yield the amounts that a part holds against one another: where their order turns, so may what it says.

    The bounds of a comparison are such too: between 5 and 3 nothing lies.
    """
    match part:
        case Compares(left=left, bounds=bounds):
            yield from combinations((left, *bounds), 2)
        case Calculation(operation=Operation.LEAST | Operation.GREATEST | Operation.DIFFERENCE, operands=operands):
            yield from combinations(operands, 2)
        case _:
            return


def named_options(fact: Fact, leaves: Iterable[AnyNode]) -> list[str]:
    """Return the options of a fact that some of these conditions name, in the file's order."""
    named = {value for leaf in leaves if isinstance(leaf, Selects) and leaf.fact == fact.id for value in leaf.values}
    return [option for option in fact.choices if option in named]


def beside(number: Number, step: Number = 1) -> list[Number]:
    """Return the multiples of a step at a number, or next to it, and the one further on each side.

    These are a value of each of the cells that meet there, in steps that people answer in.
    """
    below, above = math.floor(Fraction(number) / step), math.ceil(Fraction(number) / step)
    return [exact(Fraction(place) * step) for place in range(below - 1, above + 2)]


def on_line(value: Value) -> Number:
    """Return a number as it is, and a day as its ordinal; raise TypeError for values that have no order."""
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, int | Fraction):
        return value
    raise TypeError(f"{value!r} is neither a number nor a day")
