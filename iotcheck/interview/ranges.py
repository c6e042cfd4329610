"""What conditions say of all numbers or days, from a few of them: each threshold, and one between each two. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from iotcheck.engine import Report, Trace, leaf_traces
from iotcheck.engine.leaves import declared_interval
from iotcheck.interview.samples import turning_days
from iotcheck.logic import Truth
from iotcheck.model import ComparesDate, Fact, FactAmount, FactType, Selects
from iotcheck.values import Number, exact


class Range(NamedTuple):
    """Numbers or days from `low` to `high`; None where there is no end. `after` and `before` leave out the ends."""

    low: Number | date | None
    high: Number | date | None
    after: bool = False
    before: bool = False

    def up_to(self, other: Range) -> Range:
        """Return this range and all that follows, another one included."""
        return Range(self.low, other.high, self.after, other.before)


Piece = tuple[Range, Number | date]


def pieces(fact: Fact, traces: Iterable[Trace], as_of: date) -> list[Piece]:
    """Return ranges of a number's or day's values within which no condition changes, in order, each with a value of it.

    There are none if a condition weighs the fact against what is not known: where that turns cannot be told.
    """
    thresholds: set[Number] = set()
    for leaf in chain.from_iterable(map(leaf_traces, traces)):
        if fact.id in leaf.open_facts and leaf.high is Truth.UNKNOWN:
            found = _thresholds(fact, leaf, as_of)
            if found is None:
                return []
            thresholds |= found
    if fact.type is FactType.DATE:
        return list(_days(fact, thresholds))
    low, high = declared_interval(fact)
    return list((_whole if fact.type is FactType.COUNT else _dense)(low, thresholds, high))


def least_threshold(report: Report, fact: Fact) -> Number | None:
    """Return the smallest amount above 0 that undecided conditions compare a fact with; None where there is none."""
    traces = [program.trace for program in report.programs if program.trace is not None]
    found: set[Number] = set()
    for leaf in chain.from_iterable(map(leaf_traces, traces)):
        if fact.id in leaf.open_facts:
            found |= {number for number in _thresholds(fact, leaf, report.as_of) or () if number > 0}
    return min(found, default=None)


def _thresholds(fact: Fact, leaf: Trace, as_of: date) -> set[Number] | None:
    """Return the numbers, or the ordinals of days, at which a leaf may turn; None if that is not known."""
    if isinstance(leaf.condition, Selects):
        values = leaf.condition.values
        return {value.toordinal() if isinstance(value, date) else value for value in values}  # type: ignore[misc]
    if isinstance(leaf.condition, ComparesDate):
        span = leaf.condition.days(as_of)
        return {day.toordinal() for day in turning_days(*span)} if span else set()
    left, *bounds = leaf.operands
    if left.amount != FactAmount(fact=fact.id, location=left.amount.location):
        return None
    ends = [bound.interval.low for bound in bounds if bound.interval.low is not None and bound.interval.decided]
    return set(ends) if len(ends) == len(bounds) else None


def _whole(low: Number | None, thresholds: set[Number], high: Number | None) -> Iterator[Piece]:
    """Yield the whole numbers from `low` to `high`: each threshold, and those between two."""
    around = {end for one in thresholds for end in (math.floor(one), math.ceil(one))}
    start = low
    for one in sorted(around):
        if (low is None or one >= low) and (high is None or one <= high):
            if start is None or start < one:
                yield Range(start, one - 1), one - 1
            yield Range(one, one), one
            start = one + 1
    if start is None or high is None or start <= high:
        yield Range(start, high), (start if start is not None else 0 if high is None else high)


def _dense(low: Number | None, thresholds: set[Number], high: Number | None) -> Iterator[Piece]:
    """Yield the numbers from `low` to `high`: each threshold, and what lies between two."""
    start, after = low, False
    for one in sorted(thresholds):
        if (low is None or one >= low) and (high is None or one <= high):
            if start is None or start < one:
                yield Range(start, one, after, True), _amid(start, one)
            yield Range(one, one), one
            start, after = one, True
    if start is None or high is None or start < high or not after:
        yield Range(start, high, after), _amid(start, high)


def _days(fact: Fact, thresholds: set[Number]) -> Iterator[Piece]:
    """Yield the days from the first to the last declared one; without these the ranges have no end."""
    low, high = fact.minimum, fact.maximum
    first = low.toordinal() if isinstance(low, date) else date.min.toordinal()
    last = high.toordinal() if isinstance(high, date) else date.max.toordinal()
    for piece, value in _whole(first, thresholds, last):
        start = None if piece.low == first and low is None else _day(piece.low)
        end = None if piece.high == last and high is None else _day(piece.high)
        yield Range(start, end), _day(value)


def _amid(low: Number | None, high: Number | None) -> Number:
    """Return a number between two."""
    if low is None or high is None:
        return high - 1 if high is not None else low + 1 if low is not None else 0
    return exact(Fraction(low + high) / 2)


def _day(ordinal: object) -> date:
    return date.fromordinal(ordinal)  # type: ignore[arg-type]
