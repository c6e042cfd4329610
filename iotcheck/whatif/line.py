"""The line of one fact, cut where the rules change what they say of it: see `whatif/steps.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain, combinations, pairwise
from math import ceil, floor

from iotcheck.engine import Answers, Evaluation
from iotcheck.engine.leaves import declared_interval
from iotcheck.engine.partition import Range, on_line, pairs_compared
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Compares,
    Constant,
    Edition,
    Fact,
    FactAmount,
    FactType,
    NoAmount,
    Operation,
    PolicySet,
    Rounding,
    Selects,
    TableLookup,
)
from iotcheck.model.walk import AnyNode, below, facts_below, walk
from iotcheck.values import Number, exact
from iotcheck.whatif.breakpoints import Degrees
from iotcheck.whatif.polynomials import Polynomial, evaluate, interpolate, roots

ENDS = (0, 1)  # of an interval
MOST_JUMPS = 200  # of a rounded amount


class Line:
    """The numbers that a fact admits, beside an applicant's other answers.

    `exact` turns False where a place may have been missed, or is known to a fraction of a unit only.
    """

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date, fact: Fact) -> None:
        self.exact = True
        self._policies = policies
        self._answers = answers
        self._as_of = as_of
        self._fact = fact
        self._degrees = Degrees(policies, fact.id)
        self._evaluations: dict[Number, Evaluation] = {}

    def degree(self, edition: Edition) -> int:
        """Return the degree of the polynomials that an edition's ceiling is made of."""
        return 0 if isinstance(edition.ceiling, NoAmount) else self._degrees.of(edition.ceiling)

    def pieces(self, edition: Edition) -> Iterator[Range]:
        """Yield the points where the line is cut for an edition, and the open stretches between them, in order."""
        yield from self._between(self._cuts(edition))

    def _cuts(self, edition: Edition) -> set[Number]:
        """Return where the line must be cut. At 0 a fact times an interval bends, since its ends change places."""
        cuts: set[Number] = {0}
        for node in nodes_of(self._policies, edition):
            if isinstance(node, Selects) and node.fact == self._fact.id:
                cuts |= {on_line(value) for value in node.values}
            self.exact &= not self._rounds(node)
            if isinstance(node, Calculation) and node.operation is Operation.ROUND and self._moves(node):
                cuts |= set(self._jumps(node, cuts))
            for pair in self._pairs(node):
                if any(map(self._moves, pair)):
                    cuts |= set(self._crossings(pair, cuts))
        if not isinstance(edition.ceiling, NoAmount):  # never below 0
            nothing = Constant(value=0, location=edition.location)
            cuts |= set(self._crossings((edition.ceiling, nothing), cuts))
        return cuts

    def _pairs(self, node: AnyNode) -> Iterator[tuple[Amount, Amount]]:
        """Yield the amounts whose order matters: those compared, and those that may hold while facts are open."""
        yield from pairs_compared(node)
        if isinstance(node, Cases | TableLookup):
            amounts = [part for part in below(self._policies, node) if isinstance(part, Amount)]
            yield from combinations(amounts, 2)

    def _rounds(self, node: AnyNode) -> bool:
        """Whether a comparison rounds bounds that move with the fact: where a count is open, whole numbers matter."""
        if not isinstance(node, Compares) or len(node.bounds) == 1 or not isinstance(node.left, FactAmount):
            return False
        left = self._policies.facts[node.left.fact]
        return left.type is FactType.COUNT and any(map(self._moves, node.bounds))

    def _moves(self, amount: Amount) -> bool:
        return self._fact.id in facts_below(self._policies, amount)

    def _jumps(self, node: Calculation, cuts: Iterable[Number]) -> Iterator[Number]:
        """Yield where a rounded amount jumps: where it meets a multiple, or the middle of two. Of very many, none."""
        amount, multiple = node.operands
        if self._moves(multiple) or (step := self._evaluation(0).amount(multiple).interval.low) is None:
            self.exact = False
            return
        middle = Fraction(step, 2) if node.how in (Rounding.HALF_UP, Rounding.HALF_EVEN) else 0
        for stretch in self._between(cuts):
            if stretch.low is not None and stretch.low == stretch.high:
                continue
            numbers = inside(stretch, self._degrees.of(amount) + 2)
            intervals = [self._evaluation(number).amount(amount).interval for number in numbers]
            for end in ENDS:
                polynomial = self.polynomial(numbers, [interval[end] for interval in intervals])
                if polynomial is None or len(polynomial) < 2:
                    continue
                if stretch.low is None or stretch.high is None or len(polynomial) > 2:
                    self.exact = False
                    continue
                ends = sorted(evaluate(polynomial, number) for number in stretch.numbers if number is not None)
                first, last = ceil((ends[0] - middle) / step), floor((ends[1] - middle) / step)
                if last - first > MOST_JUMPS:
                    self.exact = False
                    continue
                for place in range(first, last + 1):
                    yield from roots((polynomial[0] - place * step - middle, polynomial[1]))[0]

    def _crossings(self, pair: tuple[Amount, Amount], cuts: Iterable[Number]) -> Iterator[Number]:
        """Yield where an end of one amount's interval meets an end of the other's, between cuts."""
        degree = max(map(self._degrees.of, pair))
        for stretch in self._between(cuts):
            if stretch.low is not None and stretch.low == stretch.high:
                continue
            numbers = inside(stretch, degree + 2)
            left, right = ([self._evaluation(number).amount(amount).interval for number in numbers] for amount in pair)
            for one in ENDS:
                for other in ENDS:
                    difference = self.polynomial(
                        numbers, [_minus(a[one], b[other]) for a, b in zip(left, right, strict=True)]
                    )
                    places, complete = roots(difference or ())
                    self.exact &= complete
                    yield from (place for place in places if stretch.contains(place))

    def _between(self, cuts: Iterable[Number]) -> Iterator[Range]:
        """Yield the points of the fact's line and the open stretches between them, in order."""
        low, high = declared_interval(self._fact)
        ends = [end for end in (low, high) if end is not None]
        points: list[Number | None] = [*sorted({cut for cut in (*cuts, *ends) if Range(low, high).contains(cut)})]
        line = [*([None] if low is None else []), *points, *([None] if high is None else [])]
        for before, after in pairwise(line):
            if before is not None:
                yield Range(before, before)
            yield Range(before, after, after=before is not None, before=after is not None)
        if line[-1] is not None:
            yield Range(line[-1], line[-1])

    def polynomial(self, numbers: Sequence[Number], values: Sequence[Number | None]) -> Polynomial | None:
        """Return the polynomial through all but the last of some values; None where any has no end."""
        if None in values:
            self.exact &= all(value is None for value in values)
            return None
        polynomial = interpolate(numbers[:-1], values[:-1])  # type: ignore[arg-type]
        self.exact &= evaluate(polynomial, numbers[-1]) == values[-1]
        return polynomial

    def _evaluation(self, number: Number) -> Evaluation:
        if number not in self._evaluations:
            answers = {**self._answers, self._fact.id: number}
            self._evaluations[number] = Evaluation(self._policies, answers, self._as_of)
        return self._evaluations[number]


def inside(stretch: Range, count: int, *, whole: bool = False) -> list[Number]:
    """Return so many numbers between the ends of a stretch, these left out, or all there are; of a point, itself."""
    low, high = stretch.numbers
    if low is not None and low == high:
        return [low] if not whole or isinstance(low, int) else []
    if whole:
        low, high = stretch.to_whole().numbers
        if low is not None and high is not None and high - low < count:
            return list(range(int(low), int(high) + 1))
    if low is None:
        return [(0 if high is None else high) - place for place in range(1, count + 1)]
    if high is None:
        return [low + place for place in range(1, count + 1)]
    places = [low + Fraction(high - low) * place / (count + 1) for place in range(1, count + 1)]
    return [int(place) if whole else exact(place) for place in places]


def _minus(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else left - right


def nodes_of(policies: PolicySet, edition: Edition) -> list[AnyNode]:
    """Return all that an edition's condition and ceiling are made of, parts before wholes."""
    tops = [part for part in (edition.when, edition.ceiling) if part is not None and not isinstance(part, NoAmount)]
    return list(chain(*[walk(policies, top) for top in tops]))
