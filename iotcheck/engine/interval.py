"""Exact interval arithmetic: what an amount can be while facts are open.

An end that is None lies at infinity; every value an interval stands for is finite. Pure numbers, no facts.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from iotcheck.logic import Truth, not_
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
