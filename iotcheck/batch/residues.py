"""What is left to compute of an amount for rows that are alike in all that its cases and tables look at.

*Where income is at most 100: 50; else 10 % of cost, up to 80* is for some rows nothing but 50, and for the others
`least(10 % of cost, 80)`. Which it is, and what open facts leave possible, the tree walker says of one of the rows: it
is true of all. What no row changes is worked out at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, assert_never

from iotcheck.batch.exact import column_of
from iotcheck.batch.spans import ByRowError, Span, calculated, decided, hull
from iotcheck.engine import Evaluation, undecided_facts
from iotcheck.engine.leaves import declared_interval
from iotcheck.logic import Truth
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Constant,
    DerivedAmount,
    FactAmount,
    NamedAmount,
    Operation,
    Rounding,
    TableLookup,
    Unstated,
)


class Fixed(NamedTuple):
    """The same in every row: the span of one row."""

    span: Span
    unstated: bool = False


class Known(NamedTuple):
    """The value of a fact that is known in every row."""

    fact: str


class Named(NamedTuple):
    """A named amount, computed for its own sake."""

    name: str
    unstated: bool


class Calculated(NamedTuple):
    """An operation."""

    operation: Operation
    how: Rounding
    operands: tuple[Residue, ...]


class Possible(NamedTuple):
    """One of some amounts, depending on these facts."""

    operands: tuple[Residue, ...]
    facts: int


class ByRow(NamedTuple):
    """What only the tree walker can compute."""


Residue = Fixed | Known | Named | Calculated | Possible | ByRow
Columns = Callable[[Known | Named], Span]


def is_unstated(residue: Residue) -> bool:
    """Whether all that an amount can still come to is unstated."""
    match residue:
        case Fixed() | Named():
            return residue.unstated
        case Possible():
            return all(map(is_unstated, residue.operands))
        case _:
            return False


def compute(residue: Residue, columns: Columns, rows: int) -> Span:
    """Return what a residue comes to for so many rows; raise ByRowError."""
    match residue:
        case Fixed():
            return residue.span.repeated(rows)
        case Known() | Named():
            return columns(residue)
        case Calculated():
            operands = [compute(operand, columns, rows) for operand in residue.operands]
            return calculated(residue.operation, residue.how, operands, rows)
        case Possible():
            return hull([compute(operand, columns, rows) for operand in residue.operands], residue.facts)
        case ByRow():
            raise ByRowError
        case never:
            assert_never(never)


class Reduction:
    """Reduces amounts to what is left of them for the rows that are like one of them, whose `evaluation` it is.

    `bits` has a bit for each fact; `named` the amounts that are computed for their own sake, and whether each is
    unstated in these rows.
    """

    def __init__(self, evaluation: Evaluation, bits: Mapping[str, int], named: Mapping[str, bool]) -> None:
        self._evaluation = evaluation
        self._bits = bits
        self._named = named

    def reduce(self, amount: Amount) -> Residue:
        """Return what is left of an amount."""
        policies, answers = self._evaluation.policies, self._evaluation.answers
        match amount:
            case Constant():
                return Fixed(decided(column_of([amount.value])))
            case FactAmount():
                return self._fact(amount.fact) if answers.get(amount.fact) is None else Known(amount.fact)
            case Calculation():
                return _calculated(amount, tuple(map(self.reduce, amount.operands)))
            case NamedAmount():
                if amount.name in self._named:
                    return Named(amount.name, self._named[amount.name])
                return self.reduce(policies.amounts[amount.name])
            case Cases():
                return self._cases(amount)
            case TableLookup():
                return self._lookup(amount)
            case Unstated():
                return Fixed(Span(None, None), unstated=True)
            case DerivedAmount():
                return self.reduce(amount.meaning)
            case never:
                assert_never(never)

    def _fact(self, fact: str) -> Fixed:
        low, high = declared_interval(self._evaluation.policies.facts[fact])
        if low is not None and low == high:
            return Fixed(decided(column_of([low])))
        ends = [None if end is None else column_of([end]) for end in (low, high)]
        return Fixed(Span(ends[0], ends[1], self._bits[fact], True))

    def _cases(self, amount: Cases) -> Residue:
        """Return the amounts of the cases that may apply, as `Evaluation` finds them."""
        possible: list[Amount] = []
        facts: set[str] = set()
        for branch in amount.branches:
            trace = self._evaluation.condition(branch.when)
            facts |= undecided_facts(trace)
            if trace.truth is not Truth.FALSE:
                possible.append(branch.then)
            if trace.truth is Truth.TRUE:
                break
        else:
            possible.append(amount.otherwise)
        return self._possible(possible, facts)

    def _lookup(self, amount: TableLookup) -> Residue:
        table = self._evaluation.policies.tables[amount.table]
        value = self._evaluation.answers.get(amount.fact)
        choices = self._evaluation.policies.facts[amount.fact].choices if value is None else (value,)
        rows = {id(row): row for choice in choices if (row := table.rows.get(str(choice), table.otherwise)) is not None}
        return self._possible(list(rows.values()), {amount.fact} if value is None else set())

    def _possible(self, amounts: Sequence[Amount], facts: set[str]) -> Residue:
        operands = tuple(map(self.reduce, amounts))
        bits = sum([self._bits[fact] for fact in facts])
        if len(operands) == 1 and not bits:
            return operands[0]
        fixed = [operand.span for operand in operands if isinstance(operand, Fixed)]
        if len(fixed) == len(operands):
            return Fixed(hull(fixed, bits), unstated=all(map(is_unstated, operands)))
        return Possible(operands, bits)


def _calculated(amount: Calculation, operands: tuple[Residue, ...]) -> Residue:
    fixed = [operand.span for operand in operands if isinstance(operand, Fixed)]
    if len(fixed) < len(operands):
        return Calculated(amount.operation, amount.how, operands)
    try:
        return Fixed(calculated(amount.operation, amount.how, fixed, 1))
    except ByRowError:
        return ByRow()
