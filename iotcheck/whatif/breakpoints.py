"""Where the order of two amounts turns as one fact moves and the other answers stay: thresholds, computed exactly.

As one fact moves, an amount is a chain of straight pieces. Sums, per cents and quotients of straight lines are straight
lines; `least`, `greatest` and a difference that is cut off at 0 have a corner where two of their parts cross, and
`cases` a jump, with a point on each side. The caller passes inner amounts first and adds what is found to the points;
so between two neighbouring points both sides of an outer comparison are straight, and so is their difference. One
straight line leads through two of its values: where this *secant* meets 0 the amounts cross, as an exact fraction.

For example `least(x - 100, 50) at least 40`: the difference has a corner at 100, the least one at 150. Between these,
left minus right is -40 at 100 and 10 at 150; the secant meets 0 at 100 + 40 * 50 / 50 = 140, the threshold.

A fact that is multiplied with itself makes parabolas of the pieces (degree 2). Three values of a piece determine its
parabola, so its top too; between the top and the ends it goes one way and crosses 0 once at most. Such a crossing may
be no fraction at all: it is found by halving, to the step that people answer in. On steeper curves, and where intervals
of open facts are multiplied, a piece may turn more often. Then `missed` is set, and nobody says that nothing is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from iotcheck.engine import Answers, Evaluation
from iotcheck.model import Amount, Calculation, FactAmount, FactType, Operation, PolicySet
from iotcheck.model.walk import AnyNode, below, facts_below
from iotcheck.values import Number, exact

Pair = tuple[Amount, Amount]
_STEEP = 3  # more than a parabola: the steps of what is rounded, and the curve of what is divided by the fact
_Difference = Callable[[Number], Number | None]


class Crossings:
    """The crossings of pairs of amounts along one fact.

    `missed` says that their order may turn where nothing was found: twice between two points, or between two units.
    """

    def __init__(self, policies: PolicySet, as_of: date, fact: str, answers: Answers) -> None:
        self._policies = policies
        self._as_of = as_of
        self._fact = fact
        self._answers = answers
        self._at: dict[Number, Evaluation] = {}
        self._degrees = Degrees(policies, fact)
        self.missed = False

    def roots(self, pair: Pair, points: Iterable[Number], step: Fraction) -> Iterator[Number]:
        """Yield the numbers at and between the points where the pair's order turns, and the tops of parabolas.

        One where both are equal without crossing comes twice, as does the crossing of two pairs: it may do alone.
        Amounts that depend on open facts are intervals: then it turns where the lower end of one meets the upper end
        of the other, either way.
        """
        if not any(self._fact in facts_below(self._policies, amount) for amount in pair):
            return
        degree = max(map(self._degrees.of, pair))
        self.missed |= degree > 2
        seen: dict[Number, tuple[Number | None, Number | None]] = {}

        def gaps(value: Number) -> tuple[Number | None, Number | None]:
            if value not in seen:
                left, right = (self._evaluation(value).amount(amount).interval for amount in pair)
                seen[value] = _minus(left.low, right.high), _minus(left.high, right.low)
            return seen[value]

        ordered = sorted(points)
        yield from self._turns(lambda value: gaps(value)[0], ordered, step, degree)
        if any(len(set(gap)) > 1 for gap in seen.values()):
            self.missed |= degree > 1  # products of intervals bend at places of their own
            yield from self._turns(lambda value: gaps(value)[1], ordered, step, degree)

    def _turns(self, difference: _Difference, ordered: list[Number], step: Fraction, degree: int) -> Iterator[Number]:
        pieces = pairwise(ordered) if degree > 1 else ()
        tops = [top for low, high in pieces if (top := _top(difference, low, high)) is not None]
        yield from tops
        stations = sorted([*ordered, *tops])
        yield from (place for place in stations if difference(place) == 0)
        for low, high in pairwise(stations):
            at_low, at_high = difference(low), difference(high)
            if at_low is None or at_high is None or at_low * at_high >= 0:
                continue
            secant = exact(low - Fraction(at_low) * (high - low) / (at_high - at_low))
            if difference(secant) == 0:
                yield secant
            else:
                self.missed |= self._policies.facts[self._fact].type is not FactType.COUNT
                yield _bisect(difference, low, high, step)

    def _evaluation(self, value: Number) -> Evaluation:
        if value not in self._at:
            self._at[value] = Evaluation(self._policies, {**self._answers, self._fact: value}, self._as_of)
        return self._at[value]


class Degrees:
    """How many factors of a product one fact is in at most: 2 makes parabolas of an amount, piece by piece."""

    def __init__(self, policies: PolicySet, fact: str) -> None:
        self._policies = policies
        self._fact = fact
        self._known: dict[int, int] = {}

    def of(self, node: AnyNode) -> int:
        """Return the degree of an amount, or the greatest of the amounts below a condition."""
        if id(node) not in self._known:
            self._known[id(node)] = self._degree(node)
        return self._known[id(node)]

    def _degree(self, node: AnyNode) -> int:
        if isinstance(node, FactAmount):
            return int(node.fact == self._fact)
        degrees = [self.of(part) for part in below(self._policies, node)]
        match node:
            case Calculation(operation=Operation.PRODUCT | Operation.PERCENT):
                return sum(degrees)
            case Calculation(operation=Operation.ROUND):
                return _STEEP if any(degrees) else 0
            case Calculation(operation=Operation.QUOTIENT):
                return _STEEP if degrees[1] else degrees[0]
            case _:
                return max(degrees, default=0)


def _top(difference: _Difference, low: Number, high: Number) -> Number | None:
    """Return where the parabola through three points of a piece turns back, if it does inside of it."""
    middle = exact(Fraction(low + high) / 2)
    left, centre, right = difference(low), difference(middle), difference(high)
    if left is None or centre is None or right is None or (bend := left - 2 * centre + right) == 0:
        return None
    top = exact(middle - Fraction(high - low) * (right - left) / (4 * bend))
    return top if low < top < high else None


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
