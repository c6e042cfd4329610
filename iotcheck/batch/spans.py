"""What amounts can be while facts are open, for whole columns: `engine.interval` and what a trace says, row by row.

The rows of a column are alike in what is open (`shapes`), so that an end that lies at infinity does so in every row,
and is no column at all. Of an amount that is decided both ends are the same column: it is computed once, and waits for
nothing. Where what comes out depends on the row, as with *no end, times a number that may be 0*, the rows are left to
the tree walker: `ByRowError` says so.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from iotcheck.batch.exact import Column, alike, calculate
from iotcheck.model import Operation, Rounding
from iotcheck.values import Number

Bits = int | Sequence[int]  # of each row, or of all rows: which facts are meant
Flags = bool | Sequence[bool]  # of each row, or of all rows
_ONE = {Operation.LEAST, Operation.GREATEST}  # one of the operands is the result


class ByRowError(Exception):
    """What comes out for these rows cannot be said by columns."""


class Span(NamedTuple):
    """What an amount can be for some rows: its ends, None at infinity, and the same column where it is decided.

    `missing` are the open facts that it depends on, as bits; `rests` says that no rule sets its upper end (see
    `trace.rests_on_input`). Of a row that is decided they are 0 and False.
    """

    low: Column | None
    high: Column | None
    missing: Bits = 0
    rests: Flags = False

    @property
    def decided(self) -> bool:
        """Whether it is decided in every row."""
        return self.low is not None and self.low is self.high

    def repeated(self, rows: int) -> Span:
        """Return the span of one row for so many rows."""
        if self.decided:
            return decided(_repeated(self.low, rows))
        missing, rests = (next(iter(each(bits))) for bits in (self.missing, self.rests))
        return Span(_repeated(self.low, rows), _repeated(self.high, rows), missing, bool(rests))


def decided(column: Column | None) -> Span:
    """Return the span of known numbers."""
    return Span(column, column)


def _repeated(column: Column | None, rows: int) -> Column | None:
    return None if column is None else Column([column.numerators[0]] * rows, column.denominator)


def calculated(operation: Operation, how: Rounding, operands: Sequence[Span], rows: int) -> Span:
    """Return the result of an operation; raise ByRowError."""
    if all(one.decided for one in operands) and operation is not Operation.RANGE:
        return decided(calculate(operation, [one.low for one in operands if one.low], how))
    low, high = _ends(operation, how, operands, rows)
    relevant: list[Flags] = [True] * len(operands)
    if operation is Operation.LEAST and high is not None:
        relevant = [one.low is None or _compared(operator.lt, one.low, high) for one in operands]
    if operation is Operation.GREATEST and low is not None:
        relevant = [one.high is None or _compared(operator.gt, one.high, low) for one in operands]
    return _span(low, high, operands, relevant, 0, one_is_it=operation in _ONE)


def hull(operands: Sequence[Span], facts: int) -> Span:
    """Return what some amounts can be of which any may be the one, depending on these facts."""
    low = _selected(Operation.LEAST, [one.low for one in operands], all_=True)
    high = _selected(Operation.GREATEST, [one.high for one in operands], all_=True)
    return _span(low, high, operands, [True] * len(operands), facts, one_is_it=True)


def _ends(
    operation: Operation, how: Rounding, operands: Sequence[Span], rows: int
) -> tuple[Column | None, Column | None]:
    """Return the ends of a result, as `engine.interval` has them."""
    lows, highs = [one.low for one in operands], [one.high for one in operands]
    match operation:
        case Operation.SUM:
            return _selected(operation, lows, all_=True), _selected(operation, highs, all_=True)
        case Operation.LEAST:
            return _selected(operation, lows, all_=True), _selected(operation, highs, all_=False)
        case Operation.GREATEST:
            return _selected(operation, lows, all_=False), _selected(operation, highs, all_=True)
        case Operation.DIFFERENCE:
            low = _selected(operation, [lows[0], highs[1]], all_=True) or Column([0] * rows, 1)
            return low, _selected(operation, [highs[0], lows[1]], all_=True)
        case Operation.ROUND:
            return _ends_with(operation, operands[0], _unit(lows[1]), how)
        case Operation.RANGE:
            return lows[0], highs[1]
        case Operation.QUOTIENT:
            divisor = operands[1].low
            if divisor is None or not operands[1].decided or min(divisor.numerators) <= 0:
                raise ByRowError
            return _ends_with(operation, operands[0], divisor)
        case _:
            return _product(operation, *operands)


def _ends_with(
    operation: Operation, left: Span, right: Column, how: Rounding = Rounding.DOWN
) -> tuple[Column | None, Column | None]:
    """Return the ends of an operation that does not turn them round, with a known right side."""
    low, high = (None if end is None else calculate(operation, [end, right], how) for end in (left.low, left.high))
    return low, high


def _unit(column: Column | None) -> Column:
    if column is None:
        raise ByRowError
    return column


def _product(operation: Operation, left: Span, right: Span) -> tuple[Column | None, Column | None]:
    """Return the ends of a product, or of a percentage, of numbers that are not below 0."""
    if left.low is None or right.low is None or min(left.low.numerators) < 0 or min(right.low.numerators) < 0:
        raise ByRowError
    low = calculate(operation, [left.low, right.low])
    if left.high is not None and right.high is not None:
        return low, calculate(operation, [left.high, right.high])
    for high in (left.high, right.high):
        if high is not None and min(high.numerators) <= 0:
            raise ByRowError  # no end, times 0: that is 0
    return low, None


def _selected(operation: Operation, ends: Sequence[Column | None], *, all_: bool) -> Column | None:
    """Return the result of an operation on ends; None where one is at infinity (`all_`), or all are."""
    there = [end for end in ends if end is not None]
    if not there or (all_ and len(there) < len(ends)):
        return None
    return there[0] if len(there) == 1 and len(ends) == 1 else calculate(operation, there)


def _span(
    low: Column | None,
    high: Column | None,
    operands: Sequence[Span],
    relevant: Sequence[Flags],
    facts: int,
    *,
    one_is_it: bool,
) -> Span:
    """Add to the ends of a result what it depends on, where it is not decided."""
    open_rows: Flags = True
    if low is not None and high is not None:
        open_rows = _compared(operator.ne, low, high)
        if not any(open_rows):
            return decided(low)
    missing: Bits = facts
    for operand, is_relevant in zip(operands, relevant, strict=True):
        missing = _either(missing, _where(is_relevant, operand.missing))
    rests = _rests_of_one(high, operands) if one_is_it else _any_rests(operands)
    return Span(low, high, _where(open_rows, missing), _where(open_rows, rests))  # type: ignore[arg-type]


def _any_rests(operands: Sequence[Span]) -> Flags:
    rests: Bits = False
    for operand in operands:
        rests = _either(rests, operand.rests)
    return rests  # type: ignore[return-value]


def _rests_of_one(high: Column | None, operands: Sequence[Span]) -> Flags:
    """Return whether all operands that reach the upper end rest on input, and there are any."""
    ruled: Flags = False
    reached: Flags = False
    for operand in operands:
        if operand.high is None or high is None:
            reaches: Flags = operand.high is high
        else:
            reaches = _compared(operator.eq, operand.high, high)
        reached = _either(reached, reaches)  # type: ignore[assignment]
        ruled = _either(ruled, _where(reaches, _inverted(operand.rests)))  # type: ignore[assignment]
    return _where(reached, _inverted(ruled))  # type: ignore[return-value]


def _compared(relation: Callable[[Number, Number], bool], left: Column, right: Column) -> list[bool]:
    (one, other), _ = alike([left, right])
    return list(map(relation, one, other))


def _inverted(flags: Flags) -> Flags:
    return [not flag for flag in flags] if isinstance(flags, Sequence) else not flags


def _either(one: Bits, other: Bits) -> Bits:
    """Return the bits of both, of each row or of all."""
    if not isinstance(one, Sequence) and not isinstance(other, Sequence):
        return one | other
    return list(map(operator.or_, each(one), each(other)))


def _where(flags: Flags, bits: Bits) -> Bits:
    """Return the bits of the rows that have a flag, and nothing for the others."""
    if not isinstance(flags, Sequence):
        return bits if flags else 0 if not isinstance(bits, bool) else False
    if not isinstance(bits, Sequence) and not bits:
        return bits
    return [bit if flag else 0 for flag, bit in zip(flags, each(bits), strict=False)]


def each(bits: Bits) -> Iterable[int]:
    """Return bits of each row; those of all rows without end."""
    return bits if isinstance(bits, Sequence) else repeat(bits)
