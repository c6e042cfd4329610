"""Exact arithmetic on whole columns of known values: numerators in a list, one denominator for all of them.

The quick way for rows that know all they need; amounts with cases or tables, and rows with open facts, go to the tree
walker. The tests hold both to the same results.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple, assert_never

from iotcheck.model import (
    Amount,
    Calculation,
    Compares,
    Constant,
    FactAmount,
    Limit,
    NamedAmount,
    Operation,
    PolicySet,
)
from iotcheck.values import Number

Values = Mapping[str, Sequence[Number]]
_RELATIONS: dict[Limit, Callable[[int, int], bool]] = {
    Limit(upper=False): operator.ge,
    Limit(upper=True): operator.le,
    Limit(upper=False, strict=True): operator.gt,
    Limit(upper=True, strict=True): operator.lt,
}


class Column(NamedTuple):
    """Numbers as fractions of one positive denominator."""

    numerators: list[int]
    denominator: int


def can_compute(policies: PolicySet, amount: Amount) -> bool:
    """Whether an amount is computed from facts and numbers alone, without cases and tables."""
    match amount:
        case Constant() | FactAmount():
            return True
        case NamedAmount():
            return can_compute(policies, policies.amounts[amount.name])
        case Calculation():
            return all(can_compute(policies, operand) for operand in amount.operands)
        case _:
            return False


def compute(policies: PolicySet, amount: Amount, values: Values, rows: int) -> Column:
    """Return an amount for rows whose facts are all known."""
    match amount:
        case Constant():
            number = Fraction(amount.value)
            return Column([number.numerator] * rows, number.denominator)
        case FactAmount():
            return _column(values[amount.fact])
        case NamedAmount():
            return compute(policies, policies.amounts[amount.name], values, rows)
        case Calculation():
            operands = [compute(policies, operand, values, rows) for operand in amount.operands]
            return _calculate(amount.operation, operands)
        case _:
            raise TypeError(f"{type(amount).__name__}: see can_compute")


def compare(policies: PolicySet, condition: Compares, values: Values, rows: int) -> list[bool]:
    """Return whether a comparison holds, for rows whose facts are all known."""
    amounts = (condition.left, *condition.bounds)
    left, *bounds = _alike([compute(policies, amount, values, rows) for amount in amounts])[0]
    kept = [
        list(map(_RELATIONS[limit], left, bound))
        for limit, bound in zip(condition.operator.limits, bounds, strict=True)
    ]
    return kept[0] if len(kept) == 1 else list(map(all, zip(*kept, strict=True)))


def _calculate(operation: Operation, operands: list[Column]) -> Column:
    match operation:
        case Operation.PRODUCT:
            return _product(*operands)
        case Operation.PERCENT:
            product = _product(*operands)
            return Column(product.numerators, product.denominator * 100)
        case Operation.QUOTIENT:
            divided, divisor = operands
            by = Fraction(divisor.denominator, divisor.numerators[0])  # the same number in every row
            return Column([one * by.numerator for one in divided.numerators], divided.denominator * by.denominator)
        case Operation.DIFFERENCE:
            (left, right), denominator = _alike(operands)
            return Column([max(0, a - b) for a, b in zip(left, right, strict=True)], denominator)
        case Operation.SUM:
            return _join(sum, operands)
        case Operation.LEAST:
            return _join(min, operands)
        case Operation.GREATEST:
            return _join(max, operands)
        case never:
            assert_never(never)


def _join(of: Callable[[tuple[int, ...]], int], operands: list[Column]) -> Column:
    columns, denominator = _alike(operands)
    return Column([of(numbers) for numbers in zip(*columns, strict=True)], denominator)


def _product(left: Column, right: Column) -> Column:
    return Column(list(map(operator.mul, left.numerators, right.numerators)), left.denominator * right.denominator)


def _column(numbers: Sequence[Number]) -> Column:
    denominator = lcm(*{number.denominator for number in numbers})
    if denominator == 1:
        return Column([int(number) for number in numbers], 1)
    return Column([int(number * denominator) for number in numbers], denominator)


def _alike(columns: list[Column]) -> tuple[list[list[int]], int]:
    """Bring columns to a common denominator."""
    common = lcm(*(column.denominator for column in columns))
    return [
        numerators if denominator == common else [number * (common // denominator) for number in numerators]
        for numerators, denominator in columns
    ], common
