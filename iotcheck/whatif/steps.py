"""Where results change as one fact moves and the other answers stay: every place, exactly.

The line of the fact is cut into points and the open stretches between them, until within each stretch every amount is
one polynomial and every comparison has one truth. The cuts come from the rules, inner amounts first: a value that a
condition names, and a place where two amounts cross that are compared, or of which one is the least. Where they cross
is computed, not searched for: on a stretch their difference is a polynomial, whose degree the rule shows (a fact times
a number: 1); degree + 1 values of it inside the stretch determine it, and its roots are new cuts. As the parts of an
amount were cut before the amount itself, what is sampled is indeed one polynomial.

For example, let the ceiling be `least(30% of cost, 100)`, for `cost at_least 50`. The condition cuts at 50. Between 50
and infinity the difference of the two parts is 0.3 cost - 100, known from its values at 51 and 52: they cross at
1000/3. Below 50 and above there is one formula on each side; the point 1000/3 itself fits both of them, so the result
is three stretches: below 50 not eligible; from 50 to 1000/3, 15 to 100; from there on, 100.

Amounts that depend on open facts are intervals, and both of their ends are polynomials. One more value of each stretch
is computed than is needed, and compared: where it does not lie on its polynomial (a product of two intervals may bend
anywhere), or a root is no fraction, `exact` is False, and nobody is told that every place was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from iotcheck.engine import Ceiling, ProgramReport, Report
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.engine.partition import Partition, Range, cuts_of, on_line
from iotcheck.model import ComparesDate, Edition, Fact, FactType, Selects
from iotcheck.values import Number, Value, exact
from iotcheck.whatif.line import ENDS, Line, inside, nodes_of
from iotcheck.whatif.polynomials import evaluate, interpolate
from iotcheck.whatif.results import Formula, Steps, Stretch, Variation


def vary(report: Report, fact: str, programs: Iterable[str]) -> Variation:
    """Return how the results of some programs change along a fact, the report's other answers and day unchanged.

    Raise ValueError for a fact of several choices, whose values are no line.
    """
    varied = report.policies.facts[fact]
    results = _Results(report, varied)
    all_steps = [results.steps(name) for name in programs]
    return Variation(
        fact=varied,
        programs=tuple([steps for steps in all_steps if steps.depends]),
        unchanged=tuple([steps.program for steps in all_steps if not steps.depends]),
        exact=all(steps.exact for steps in all_steps),
    )


class _Piece(NamedTuple):
    """A point of the line or an open stretch of it: a program's result there, and its ceiling's formula, if it has one.

    `point` is the value at a point, None on a stretch.
    """

    values: Range
    point: Number | None
    result: ProgramReport
    formula: Formula | None

    def continues(self, other: _Piece) -> bool:
        """Whether the piece before this one has the same result, by the same formula."""
        if _standing(self.result) != _standing(other.result):
            return False
        if self.formula is None or other.formula is None or self.formula == other.formula:
            return self.formula == other.formula
        point = other.point if self.point is None else self.point
        return point is not None and value_at(self.formula, point) == value_at(other.formula, point)


class _Results:
    """The results of programs for all values of one fact."""

    def __init__(self, report: Report, fact: Fact) -> None:
        if fact.type is FactType.CHOICES:
            raise ValueError("several choices together are no line")
        self._policies = report.policies
        self._as_of = report.as_of
        self._fact = fact
        self._answers = {name: value for name, value in report.answers.items() if name != fact.id}
        self._changed = ChangedAnswers(report.policies, self._answers, report.as_of)
        self._line = Line(report.policies, self._answers, report.as_of, fact)

    def steps(self, name: str) -> Steps:
        """Return the steps of one program."""
        self._line.exact = True
        stretches = tuple(self._stretches(name))
        return Steps(program=self._policies.programs[name], stretches=stretches, exact=self._line.exact)

    def _stretches(self, name: str) -> Iterator[Stretch]:
        match self._fact.type:
            case FactType.BOOLEAN:
                yield from self._options(name, (False, True))
            case FactType.CHOICE:
                yield from self._options(name, tuple(self._fact.choices))
            case FactType.DATE:
                yield from self._joined(self._days(name))
            case _:
                yield from self._joined(self._numbers(name))

    def _options(self, name: str, options: Sequence[Value]) -> Iterator[Stretch]:
        results = [self._result(name, option) for option in options]
        if len({(_standing(result), result.ceiling[:4]) for result in results}) > 1:
            for option, result in zip(options, results, strict=True):
                yield Stretch(values=option, result=result, first=result.ceiling, last=result.ceiling)

    def _days(self, name: str) -> Iterator[_Piece]:
        edition = self._edition(name)
        nodes = nodes_of(self._policies, edition) if edition else []
        rules = [node for node in nodes if isinstance(node, Selects | ComparesDate) and node.fact == self._fact.id]
        partition = Partition(self._fact, [cut for rule in rules for cut in cuts_of(rule, self._as_of)])
        for cell, day in zip(partition.cells(), partition.values(), strict=True):
            result = self._result(name, day)
            yield _Piece(partition.as_days(cell), on_line(day), result, _constant(result))

    def _numbers(self, name: str) -> Iterator[_Piece]:
        """Yield the points and stretches of a fact of numbers; of counts those that hold a whole number."""
        edition = self._edition(name)
        if edition is None:
            return
        degree = self._line.degree(edition)
        for stretch in self._line.pieces(edition):
            whole = self._fact.type is FactType.COUNT
            values = stretch.to_whole() if whole else stretch
            numbers = inside(stretch, degree + 2, whole=whole)
            if len(numbers) < degree + 2:
                for number in numbers:
                    result = self._result(name, number)
                    yield _Piece(Range(number, number), number, result, _constant(result))
            else:
                results = [self._result(name, number) for number in numbers]
                self._line.exact &= len({_standing(result) for result in results}) == 1
                yield _Piece(values, None, results[0], self._formula(numbers, results))

    def _formula(self, numbers: Sequence[Number], results: Sequence[ProgramReport]) -> Formula | None:
        traces = [result.ceiling.trace for result in results]
        intervals = [trace.interval for trace in traces if trace is not None]
        if len(intervals) < len(traces):
            return None
        low, high = (
            self._line.polynomial(numbers, [_not_below(interval[end]) for interval in intervals]) for end in ENDS
        )
        return low, high

    def _joined(self, pieces: Iterable[_Piece]) -> Iterator[Stretch]:
        """Join pieces that follow one another with one result and formula, points among them."""
        joined: list[_Piece] = []
        for piece in pieces:
            if joined and piece.continues(joined[-1]):
                before = joined[-1]
                longer = before if piece.point is not None else piece
                joined[-1] = longer._replace(values=before.values.up_to(piece.values), point=None)
            else:
                joined.append(piece)
        yield from (self._stretch(piece) for piece in joined)

    def _stretch(self, piece: _Piece) -> Stretch:
        low, high = (None if end is None else on_line(end) for end in (piece.values.low, piece.values.high))
        first, last = (self._ceiling(piece, end) for end in (low, high))
        return Stretch(values=piece.values, result=piece.result, formula=piece.formula, first=first, last=last)

    def _ceiling(self, piece: _Piece, place: Number | None) -> Ceiling | None:
        """Return the ceiling at an end of a piece, or that of all its values where it is the same for all."""
        if piece.formula is None:
            return piece.result.ceiling
        if place is None:
            if any(polynomial is not None and len(polynomial) > 1 for polynomial in piece.formula):
                return None
            place = 0
        low, high = (
            None if end is None else max(0, self._policies.round_down(exact(end)))
            for end in value_at(piece.formula, place)
        )
        top = high if piece.result.ceiling.top is not None or low == high else None
        return Ceiling(piece.result.ceiling.kind, low or 0, high, top, piece.result.ceiling.missing)

    def _edition(self, name: str) -> Edition | None:
        return self._policies.programs[name].edition_on(self._as_of)

    def _result(self, name: str, value: Value) -> ProgramReport:
        return self._changed.program(name, {self._fact.id: value})


def _standing(result: ProgramReport) -> tuple[object, ...]:
    """Return what a stretch has one of, beside the formula."""
    return result.verdict, result.ceiling.kind


def _constant(result: ProgramReport) -> Formula | None:
    trace = result.ceiling.trace
    if trace is None:
        return None
    low, high = (None if end is None else interpolate([0], [max(0, end)]) for end in trace.interval)
    return low, high


def value_at(formula: Formula, number: Number) -> tuple[Fraction | None, Fraction | None]:
    """Return both ends of a ceiling for a value of the fact, not rounded."""
    low, high = (None if polynomial is None else evaluate(polynomial, number) for polynomial in formula)
    return low, high


def _not_below(end: Number | None) -> Number | None:
    return None if end is None else max(0, end)
