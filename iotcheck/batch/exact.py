"""Exact arithmetic on whole columns of known values, and comparisons of amounts with one another.

Numerators stand in a list, with one denominator for all of them: costs of 10 and 7.5 are [20, 15] over 2, and 30% of
them [600, 450] over 200. All operations of amounts lead from fractions to fractions, so nothing is rounded on the way;
sums, minima and comparisons first bring both sides to a common denominator, which is positive, so that whole numbers
are compared. Rounding down to the smallest unit is one floor division at the end, exact for numbers of any size. Floats
would be quicker, and wrong by a cent where an amount lies on a whole cent.

This is for rows that know all they need, of amounts without cases and tables, or what `residues` leave of them. `spans`
compute with open facts. The tests hold both to the results of the tree walker.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import NamedTuple, assert_never

from iotcheck.batch.dictionary import Outcomes
from iotcheck.engine import Evaluation
from iotcheck.engine.interval import multiples
from iotcheck.engine.leaves import day_of
from iotcheck.logic import Truth, truth_of
from iotcheck.model import (
    Amount,
    Calculation,
    Compares,
    Constant,
    DerivedAmount,
    FactAmount,
    FactType,
    Limit,
    NamedAmount,
    Operation,
    PolicySet,
    Rounding,
)
from iotcheck.values import Number

TRUTH_BYTES = {Truth.FALSE: 0x00, Truth.UNKNOWN: 0x40, Truth.TRUE: 0xC0}
Values = Mapping[str, Sequence[Number]]
RELATIONS: dict[Limit, Callable[[Number, Number], bool]] = {
    Limit(upper=False): operator.ge,
    Limit(upper=True): operator.le,
    Limit(upper=False, strict=True): operator.gt,
    Limit(upper=True, strict=True): operator.lt,
}


_LARGE = 10_000  # a denominator that is worth reducing


class Column(NamedTuple):
    """Numbers as fractions of one positive denominator; numerators are fractions themselves after a division."""

    numerators: Sequence[Number]
    denominator: int


def can_compute(policies: PolicySet, amount: Amount) -> bool:
    """Whether an amount is computed from facts and numbers alone, without cases and tables."""
    match amount:
        case Constant() | FactAmount():
            return True
        case NamedAmount():
            return can_compute(policies, policies.amounts[amount.name])
        case DerivedAmount():
            return can_compute(policies, amount.meaning)
        case Calculation():
            exact = amount.operation is not Operation.RANGE
            return exact and all(can_compute(policies, operand) for operand in amount.operands)
        case _:
            return False


def compute(policies: PolicySet, amount: Amount, values: Values, rows: int) -> Column:
    """Return an amount for rows whose facts are all known."""
    match amount:
        case Constant():
            number = Fraction(amount.value)
            return Column([number.numerator] * rows, number.denominator)
        case FactAmount():
            if policies.facts[amount.fact].type is FactType.DATE:
                return Column([day_of(day).toordinal() for day in values[amount.fact]], 1)
            return column_of(values[amount.fact])
        case NamedAmount():
            return compute(policies, policies.amounts[amount.name], values, rows)
        case Calculation():
            operands = [compute(policies, operand, values, rows) for operand in amount.operands]
            return calculate(amount.operation, operands, amount.how)
        case DerivedAmount():
            return compute(policies, amount.meaning, values, rows)
        case _:
            raise TypeError(f"{type(amount).__name__}: see can_compute")


def compare(policies: PolicySet, condition: Compares, values: Values, rows: int) -> list[bool]:
    """Return whether a comparison holds, for rows whose facts are all known."""
    amounts = (condition.left, *condition.bounds)
    left, *bounds = alike([compute(policies, amount, values, rows) for amount in amounts])[0]
    kept = [
        list(map(RELATIONS[limit], left, bound)) for limit, bound in zip(condition.operator.limits, bounds, strict=True)
    ]
    return kept[0] if len(kept) == 1 else list(map(all, zip(*kept, strict=True)))


def calculate(operation: Operation, operands: Sequence[Column], how: Rounding = Rounding.DOWN) -> Column:
    """Return the result of an operation on columns of the same rows; `how` says how to round."""
    match operation:
        case Operation.PRODUCT:
            return _product(*operands)
        case Operation.PERCENT:
            product = _product(*operands)
            return Column(product.numerators, product.denominator * 100)
        case Operation.QUOTIENT:
            return _quotient(*operands)
        case Operation.DIFFERENCE:
            (left, right), denominator = alike(operands)
            differences = map(operator.sub, left, right)
            return Column([number if number > 0 else 0 for number in differences], denominator)
        case Operation.SUM:
            return _join(_sums, operands)
        case Operation.RANGE:
            raise TypeError("a range is no number: see can_compute")
        case Operation.LEAST:
            return _join(_least, operands)
        case Operation.GREATEST:
            return _join(_greatest, operands)
        case Operation.ROUND:
            return _rounded(operands[0], Fraction(operands[1].numerators[0], operands[1].denominator), how)
        case never:
            assert_never(never)


_Numbers = Sequence[Number]


def _join(of: Callable[[_Numbers, _Numbers], _Numbers], operands: Sequence[Column]) -> Column:
    columns, denominator = alike(operands)
    return Column(reduce(of, columns), denominator)


def _sums(left: _Numbers, right: _Numbers) -> _Numbers:
    return list(map(operator.add, left, right))


def _least(left: _Numbers, right: _Numbers) -> _Numbers:
    return [one if one < other else other for one, other in zip(left, right, strict=True)]


def _greatest(left: _Numbers, right: _Numbers) -> _Numbers:
    return [one if one > other else other for one, other in zip(left, right, strict=True)]


def _product(left: Column, right: Column) -> Column:
    return Column(list(map(operator.mul, left.numerators, right.numerators)), left.denominator * right.denominator)


def _quotient(left: Column, right: Column) -> Column:
    """Divide columns: by one number for all rows, which is usual, or else row by row; by 0 it comes to 0."""
    if right.numerators[0] and len(set(right.numerators)) == 1:
        by = Fraction(right.denominator) / right.numerators[0]
        return Column([number * by.numerator for number in left.numerators], left.denominator * by.denominator)
    scale = Fraction(right.denominator, left.denominator)
    pairs = zip(left.numerators, right.numerators, strict=True)
    return Column([scale * number / divisor if divisor else Fraction(0) for number, divisor in pairs], 1)


def _rounded(column: Column, unit: Fraction, how: Rounding) -> Column:
    """Round a column to multiples of a unit: with n/d and a unit of u/v, of n v by d u."""
    size = column.denominator * unit.numerator
    counts = [multiples(how, number * unit.denominator, size) for number in column.numerators]
    return Column([count * unit.numerator for count in counts], unit.denominator)


def reduced(column: Column) -> Column:
    """Return a column in lowest terms where its numbers have grown: 20 % of 15 % of 30 % is a matter of millionths."""
    if column.denominator < _LARGE or set(map(type, column.numerators)) != {int}:
        return column
    common = gcd(column.denominator, *column.numerators)  # type: ignore[arg-type]
    return Column([number // common for number in column.numerators], column.denominator // common)


def column_of(numbers: Sequence[Number]) -> Column:
    """Return numbers as a column."""
    if set(map(type, numbers)) == {int}:
        return Column(numbers, 1)
    denominator = lcm(*{number.denominator for number in numbers})
    return Column([int(number * denominator) for number in numbers], denominator)


def alike(columns: Sequence[Column]) -> tuple[list[Sequence[Number]], int]:
    """Bring columns to a common denominator."""
    common = lcm(*(column.denominator for column in columns))
    return [
        numerators if denominator == common else [number * (common // denominator) for number in numerators]
        for numerators, denominator in columns
    ], common


class OpenFacts:
    """Evaluates one comparison to bytes: its truth, then a bit for each open fact that it depends on."""

    def __init__(self, condition: Compares, facts: tuple[str, ...]) -> None:
        self._condition = condition
        self._facts = facts

    def __call__(self, evaluation: Evaluation) -> bytes:
        """Return the bytes of one combination of values."""
        trace = evaluation.condition(self._condition)
        return self.outcome(trace.high, trace.open_facts)

    def outcome(self, truth: Truth, open_facts: Collection[str]) -> bytes:
        """Return the bytes of a truth that depends on these open facts."""
        found = bytearray(2 + len(self._facts) // 8)
        found[0] = TRUTH_BYTES[truth]
        for place, fact in enumerate(self._facts):
            if fact in open_facts:
                found[1 + place // 8] |= 0x80 >> place % 8
        return bytes(found)

    def closed(self, truth: bool) -> bytes:
        """Return the bytes of a truth that depends on no open fact."""
        return self.outcome(truth_of(truth), ())


class ComparedRows:
    """One comparison for the rows of a chunk: `truths` as a big integer, and which rows wait for a fact."""

    def __init__(self, facts: tuple[str, ...], outcomes: Outcomes[bytes], rows: int) -> None:
        self.facts = facts
        self._outcomes = outcomes
        self._rows = rows
        self.truths = self._column(0)

    def open_rows(self, fact: str) -> int:
        """Return the rows where the comparison depends on an open fact, marked at bit 7; other bits mean nothing."""
        place = self.facts.index(fact)
        return self._column(1 + place // 8) << place % 8

    def _column(self, byte: int) -> int:
        return self._outcomes.spread(bytes([outcome[byte] for outcome in self._outcomes.found]), self._rows)
