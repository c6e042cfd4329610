"""Where the order of two amounts turns as one fact moves and the other answers stay: thresholds, computed exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from iotcheck.engine import Answers, Evaluation
from iotcheck.model import Amount, PolicySet
from iotcheck.model.walk import facts_below
from iotcheck.values import Number, exact

Pair = tuple[Amount, Amount]
_Difference = Callable[[Number], Number | None]


class Crossings:
    """Where two amounts cross as one fact moves and the other answers stay."""

    def __init__(self, policies: PolicySet, as_of: date, fact: str, answers: Answers) -> None:
        self._policies = policies
        self._as_of = as_of
        self._fact = fact
        self._answers = answers
        self._at: dict[Number, Evaluation] = {}

    def roots(self, pair: Pair, points: Iterable[Number], step: Fraction) -> Iterator[Number]:
        """Yield a number between each two neighbouring points where the pair's order turns.

        Amounts that depend on open facts are intervals: then it turns where the lower end of one meets the upper end
        of the other, either way.
        """
        if not any(self._fact in facts_below(self._policies, amount) for amount in pair):
            return
        seen: dict[Number, tuple[Number | None, Number | None]] = {}

        def gaps(value: Number) -> tuple[Number | None, Number | None]:
            if value not in seen:
                left, right = (self._evaluation(value).amount(amount).interval for amount in pair)
                seen[value] = _minus(left.low, right.high), _minus(left.high, right.low)
            return seen[value]

        ordered = sorted(points)
        yield from _turns(lambda value: gaps(value)[0], ordered, step)
        if any(len(set(gap)) > 1 for gap in seen.values()):
            yield from _turns(lambda value: gaps(value)[1], ordered, step)

    def _evaluation(self, value: Number) -> Evaluation:
        if value not in self._at:
            self._at[value] = Evaluation(self._policies, {**self._answers, self._fact: value}, self._as_of)
        return self._at[value]


def _turns(difference: _Difference, ordered: list[Number], step: Fraction) -> Iterator[Number]:
    for low, high in pairwise(ordered):
        at_low, at_high = difference(low), difference(high)
        if at_low is None or at_high is None or at_low * at_high >= 0:
            continue
        secant = exact(low - Fraction(at_low) * (high - low) / (at_high - at_low))
        yield secant if difference(secant) == 0 else _bisect(difference, low, high, step)


def _minus(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else left - right


def _bisect(difference: _Difference, low: Number, high: Number, step: Fraction) -> Number:
    """Return where the sign turns, to the step: the greatest multiple that still has the sign of the lower end."""
    rising = (difference(low) or 0) < 0
    first, last = low // step, -(-high // step)
    while last - first > 1:
        middle = (first + last) // 2
        here = difference(exact(middle * step))
        if here is not None and (here < 0) is rising and here != 0:
            first = middle
        else:
            last = middle
    return exact(first * step)
