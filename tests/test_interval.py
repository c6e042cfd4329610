"""Interval arithmetic, held to trying every number."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.engine import interval as intervals
from iotcheck.engine.interval import Interval
from iotcheck.logic import Truth, truth_of
from iotcheck.model import Rounding
from iotcheck.values import Number

FAR = 10**6  # stands for a number as large as one likes where an end is open
OPERATIONS: dict[str, tuple[Callable[[Interval, Interval], Interval], Callable[[Number, Number], Number]]] = {
    "sum": (lambda a, b: intervals.add([a, b]), lambda a, b: a + b),
    "least": (lambda a, b: intervals.least([a, b]), min),
    "greatest": (lambda a, b: intervals.greatest([a, b]), max),
    "difference": (intervals.subtract, lambda a, b: max(a - b, 0)),
    "product": (intervals.multiply, lambda a, b: a * b),
}
COMPARISONS: dict[str, tuple[Callable[[Interval, Interval], Truth], Callable[[Number, Number], bool]]] = {
    "at least": (intervals.at_least, lambda a, b: a >= b),
    "more than": (intervals.more_than, lambda a, b: a > b),
}


@st.composite
def some_intervals(draw: st.DrawFn) -> Interval:
    """Draw an interval with small ends, open ones among them."""
    low, high = sorted((draw(st.integers(-3, 3)), draw(st.integers(-3, 3))))
    return Interval(draw(st.sampled_from((low, None))), draw(st.sampled_from((high, Fraction(high), None))))


def numbers(interval: Interval) -> list[Number]:
    """Return whole and half numbers of an interval, its ends among them."""
    low = -FAR if interval.low is None else interval.low
    high = FAR if interval.high is None else interval.high
    return [one for one in (low, *(Fraction(half, 2) for half in range(-8, 9)), high) if low <= one <= high]


@pytest.mark.parametrize("name", OPERATIONS)
@given(left=some_intervals(), right=some_intervals())
def test_results_are_exact(name: str, left: Interval, right: Interval) -> None:
    """Every result lies within the interval, and every end of it is reached, or there is none."""
    assert_exact(name, left, right)


@given(left=some_intervals(), right=some_intervals())
def test_quotients_are_as_narrow_as_they_can_be(left: Interval, right: Interval) -> None:
    """With divisors as near 0 as one likes each end is reached, or come near to; by 0 a number comes to 0."""
    near = [
        side
        for side in (Fraction(1, FAR**2), -Fraction(1, FAR**2))
        if intervals.hull([right, intervals.point(side)]) == right
    ]
    divisors = [*numbers(right), *near, *(FAR**3 * side for side in (1, -1) if None in right)]
    divisors = [one for one in divisors if intervals.hull([right, intervals.point(one)]) == right]
    results = [Fraction(a) / b if b else Fraction(0) for a, b in product(numbers(left), divisors)]
    found = intervals.divide(left, right)
    assert found.low is None or abs(min(results) - found.low) <= Fraction(1, FAR)
    assert found.low is not None or min(results) <= -FAR // 4
    assert found.high is None or abs(max(results) - found.high) <= Fraction(1, FAR)
    assert found.high is not None or max(results) >= FAR // 4


@pytest.mark.parametrize("how", Rounding)
@given(number=st.fractions(-9, 9, max_denominator=8), unit=st.fractions(Fraction(1, 8), 3, max_denominator=8))
def test_a_rounding_is_the_multiple_that_its_name_says(how: Rounding, number: Fraction, unit: Fraction) -> None:
    """Of the multiples it is the next one below or above, or the nearest; halfway the higher, or the even one."""
    found = intervals.rounding(how, unit)(number)
    below = next(unit * place for place in range(200, -200, -1) if unit * place <= number)
    beside = [below, below + unit] if below < number else [below]
    nearest = [one for one in beside if abs(one - number) == min(abs(other - number) for other in beside)]
    expected = {
        Rounding.DOWN: beside[0],
        Rounding.UP: beside[-1],
        Rounding.HALF_UP: nearest[-1],
        Rounding.HALF_EVEN: next(one for one in nearest if len(nearest) == 1 or one / unit % 2 == 0),
    }
    assert found == expected[how]


def test_products_with_every_kind_of_end_are_exact() -> None:
    """Ends below, at and above 0 and none at all, each with each: infinity times 0 is 0."""
    lows, highs = (None, -1, 0, 1), (-1, 0, 1, None)
    every = [Interval(low, high) for low in lows for high in highs if low is None or high is None or low <= high]
    for left, right in product(every, every):
        assert_exact("product", left, right)


def assert_exact(name: str, left: Interval, right: Interval) -> None:
    """Hold an operation on intervals to the same one on their numbers."""
    on_intervals, on_numbers = OPERATIONS[name]
    found = on_intervals(left, right)
    results = [on_numbers(a, b) for a, b in product(numbers(left), numbers(right))]
    assert found.low == min(results) if found.low is not None else min(results) <= -FAR // 2
    assert found.high == max(results) if found.high is not None else max(results) >= FAR // 2


@pytest.mark.parametrize("name", COMPARISONS)
@given(left=some_intervals(), right=some_intervals())
def test_comparisons_are_decided_when_all_numbers_agree(name: str, left: Interval, right: Interval) -> None:
    """True if all pairs compare so, false if none does, unknown only if they disagree."""
    on_intervals, on_numbers = COMPARISONS[name]
    results = {on_numbers(a, b) for a, b in product(numbers(left), numbers(right))}
    assert on_intervals(left, right) is (Truth.UNKNOWN if len(results) > 1 else truth_of(results.pop()))


@given(st.lists(some_intervals(), min_size=1, max_size=4))
def test_the_hull_is_the_smallest_interval_around_all(several: list[Interval]) -> None:
    """It has the lowest low and the highest high, and no end where one of them has none."""
    found = intervals.hull(several)
    lows, highs = [one.low for one in several], [one.high for one in several]
    assert found.low == (None if None in lows else min(low for low in lows if low is not None))
    assert found.high == (None if None in highs else max(high for high in highs if high is not None))


@given(some_intervals(), st.sampled_from([Fraction(1, 3), Fraction(-1, 2), Fraction(2)]))
def test_scaling_keeps_the_ends_in_order(interval: Interval, factor: Fraction) -> None:
    """A negative factor turns the interval round."""
    found = intervals.scale(interval, factor)
    scaled = [number * factor for number in numbers(interval)]
    assert found.low == min(scaled) if found.low is not None else min(scaled) <= -FAR // 4
    assert found.high == max(scaled) if found.high is not None else max(scaled) >= FAR // 4


def test_only_one_number_is_decided() -> None:
    """An interval is decided when its ends are one; two open ends are not."""
    undecided = (Interval(1, 2), Interval(None, None), Interval(1, None))
    assert (intervals.point(1).decided, [one.decided for one in undecided]) == (True, [False] * 3)


def test_whole_results_are_whole_numbers() -> None:
    """A half times two is the int 1, so that equal amounts look equal."""
    found = intervals.multiply(Interval(Fraction(1, 2), Fraction(1, 2)), Interval(2, 2))
    assert (found, type(found.low)) == (Interval(1, 1), int)


def test_bounds_of_whole_numbers_are_rounded_towards_each_other() -> None:
    """Between a half and two and a half lie 1 and 2; where there is no end, nothing is rounded."""
    half, more = Fraction(1, 2), Fraction(5, 2)
    assert intervals.round_inwards(Interval(half, None), Interval(None, more)) == (Interval(1, None), Interval(None, 2))
    assert intervals.round_inwards(Interval(None, half), Interval(more, None)) == (Interval(None, 1), Interval(2, None))
