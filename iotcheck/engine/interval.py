"""Exact interval arithmetic: what an amount can be while facts are open.

An end that is None lies at infinity; every value an interval stands for is finite. Pure numbers, no facts.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple, assert_never

from iotcheck.logic import Truth, not_
from iotcheck.model import Rounding
from iotcheck.values import Number, exact


class Interval(NamedTuple):
    """All numbers from `low` to `high`, both included; None where there is no end."""

    low: Number | None
    high: Number | None

    @property
    def decided(self) -> bool:
        """Whether only one number is left."""
        return self.low is not None and self.low == self.high


def point(number: Number) -> Interval:
    """Return the interval of one number."""
    return Interval(number, number)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that contains all the given ones (at least one)."""
    lows, highs = zip(*intervals, strict=True)
    return Interval(None if None in lows else min(lows), None if None in highs else max(highs))


def add(intervals: Iterable[Interval]) -> Interval:
    """Return the sum."""
    lows, highs = zip(*intervals, strict=True)
    return Interval(None if None in lows else sum(lows), None if None in highs else sum(highs))


def least(intervals: Iterable[Interval]) -> Interval:
    """Return the minimum."""
    lows, highs = zip(*intervals, strict=True)
    return Interval(
        None if None in lows else min(lows), min((high for high in highs if high is not None), default=None)
    )


def greatest(intervals: Iterable[Interval]) -> Interval:
    """Return the maximum."""
    lows, highs = zip(*intervals, strict=True)
    return Interval(max((low for low in lows if low is not None), default=None), None if None in highs else max(highs))


def subtract(left: Interval, right: Interval) -> Interval:
    """Return the difference, never below 0."""
    low = 0 if left.low is None or right.high is None else max(0, left.low - right.high)
    high = None if left.high is None or right.low is None else max(0, left.high - right.low)
    return Interval(low, high)


def multiply(left: Interval, right: Interval) -> Interval:
    """Return the product. An end at infinity times zero is zero: every value is finite."""
    corners = [_corner(a, b) for a in _ends(left) for b in _ends(right)]
    return Interval(
        None if any(sign < 0 for sign, _ in corners) else min(number for sign, number in corners if not sign),
        None if any(sign > 0 for sign, _ in corners) else max(number for sign, number in corners if not sign),
    )


def scale(interval: Interval, factor: Fraction) -> Interval:
    """Return the interval times an exact factor, which is not 0."""
    low = None if interval.low is None else exact(interval.low * factor)
    high = None if interval.high is None else exact(interval.high * factor)
    return Interval(low, high) if factor >= 0 else Interval(high, low)


def divide(left: Interval, right: Interval) -> Interval:
    """Return the quotient. A number divided by 0 counts as 0, so that every quotient has a value (see `reciprocal`)."""
    return hull([multiply(left, part) for part in _reciprocals(right)])


def round_ends(interval: Interval, rounded: Callable[[Number], Number]) -> Interval:
    """Return the interval with its ends rounded; what is rounded never changes places with what it lies below."""
    return Interval(*(None if end is None else rounded(end) for end in interval))


def rounding(how: Rounding, unit: Fraction) -> Callable[[Number], Number]:
    """Return what rounds a number to a multiple of `unit`, which is above 0."""
    return lambda number: exact(multiples(how, Fraction(number), unit) * unit)


def multiples(how: Rounding, number: Fraction | int, unit: Fraction | int) -> int:
    """Return of how many units a number consists when it is rounded."""
    match how:
        case Rounding.DOWN:
            return number // unit
        case Rounding.UP:
            return -(-number // unit)
        case Rounding.HALF_UP:
            return (2 * number + unit) // (2 * unit)
        case Rounding.HALF_EVEN:
            whole, rest = divmod(number, unit)
            return whole + (2 * rest > unit or (2 * rest == unit and whole % 2 == 1))
        case never:
            assert_never(never)


def round_inwards(first: Interval, last: Interval) -> tuple[Interval, Interval]:
    """Return a first and a last bound with every number rounded to the nearest whole one between them."""
    low, high = (None if end is None else math.ceil(end) for end in first)
    return Interval(low, high), Interval(*(None if end is None else math.floor(end) for end in last))


def at_least(left: Interval, right: Interval) -> Truth:
    """Return whether left >= right for all, for none or for some of their values."""
    if left.low is not None and right.high is not None and left.low >= right.high:
        return Truth.TRUE
    below = left.high is not None and right.low is not None and left.high < right.low
    return Truth.FALSE if below else Truth.UNKNOWN


def more_than(left: Interval, right: Interval) -> Truth:
    """Return whether left > right for all, for none or for some of their values."""
    return not_(at_least(right, left))


# An end is (-1, 0), (0, number) or (1, 0): below, at, or above all numbers.
_End = tuple[int, Number]


def _reciprocals(divisor: Interval) -> Iterator[Interval]:
    """Yield the intervals of 1/x for the x of an interval below 0, at 0 and above 0, as far as it has such.

    Towards 0 they have no end. At 0 itself 1/x counts as 0, and so does any number times it. For a divisor from 0 to 4
    they are 0 and all numbers from 1/4; with a guard that keeps it at 1 or more, the numbers from 1/4 to 1.
    """
    low, high = divisor
    if low is None or low < 0:
        below = 0 if low is None else exact(1 / Fraction(low))
        yield Interval(None if high is None or high >= 0 else exact(1 / Fraction(high)), below)
    if (low is None or low <= 0) and (high is None or high >= 0):
        yield point(0)
    if high is None or high > 0:
        above = 0 if high is None else exact(1 / Fraction(high))
        yield Interval(above, None if low is None or low <= 0 else exact(1 / Fraction(low)))


def _ends(interval: Interval) -> tuple[_End, _End]:
    low: _End = (-1, 0) if interval.low is None else (0, interval.low)
    high: _End = (1, 0) if interval.high is None else (0, interval.high)
    return low, high


def _corner(a: _End, b: _End) -> _End:
    if not a[0] and not b[0]:
        product = a[1] * b[1]
        return (0, product if isinstance(product, int) else exact(product))
    sign_a = a[0] or (a[1] > 0) - (a[1] < 0)
    sign_b = b[0] or (b[1] > 0) - (b[1] < 0)
    return (sign_a * sign_b, 0)
