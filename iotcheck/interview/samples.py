"""Sample values of an unanswered fact, and what conditions say of them: the look-ahead's hypothetical answers.

Nothing is assumed of applicants: every choice, every option of several, every stretch between two thresholds counts
the same. Samples decide the order of questions and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

from iotcheck.engine import Trace
from iotcheck.engine.leaves import compare_date
from iotcheck.model import (
    Compares,
    ComparesDate,
    Fact,
    FactAmount,
    FactType,
    Operator,
    Selection,
    Selects,
)

_MOST_VALUES = 24  # samples of one fact
_STEPS = 8  # samples of a range that has both ends
_ROWS = 16  # sample subsets where there are too many to look at all
# Option j is in subset r if the bits that r and its code share are odd in number. Up to five options make all subsets;
# up to eight, any three of them are independent of one another, and up to fifteen any two.
_FEW_CODES = (1, 2, 4, 8, 16)
_CODES = (8, 9, 10, 11, 12, 13, 14, 15, 1, 2, 3, 4, 5, 6, 7)


def sample_truths(fact: Fact, leaves: Sequence[Trace], as_of: date) -> tuple[int, list[int]]:
    """Return the number of sample values, and for each undecided leaf over the fact the samples that it holds for.

    Sample i is bit i of an integer. A leaf that weighs the fact against others, or in a way of its own, holds for
    every other sample.
    """
    match fact.type:
        case FactType.BOOLEAN | FactType.CHOICE:
            size, bits = _choice_bits(fact, leaves)
        case FactType.CHOICES:
            size, bits = _subset_bits(leaves)
        case _:
            values = _days(leaves, as_of) if fact.type is FactType.DATE else _numbers(fact, leaves)
            return len(values), [_holds(leaf, fact, values, as_of) for leaf in leaves]
    return size, [_selected(leaf, size, bits) for leaf in leaves]


def _choice_bits(fact: Fact, leaves: Sequence[Trace]) -> tuple[int, dict[Any, int]]:
    values: list[Any] = list(fact.choices) or [True, False]
    if len(values) > _MOST_VALUES:  # those that rules name come first
        values = list(dict.fromkeys([*_mentioned(leaves)[: _MOST_VALUES - 1], *values]))[:_MOST_VALUES]
    return len(values), {value: 1 << place for place, value in enumerate(values)}


def _subset_bits(leaves: Sequence[Trace]) -> tuple[int, dict[Any, int]]:
    """Return the number of sample subsets, and for each option that matters the subsets that have it."""
    options = _mentioned(leaves)
    rows, columns = _subsets(len(options))
    return rows, dict(zip(options, columns, strict=True))


@cache
def _subsets(options: int) -> tuple[int, list[int]]:
    """Return the number of sample subsets of so many options, and for each option those that have it."""
    few = options <= len(_FEW_CODES)
    codes, rows = (_FEW_CODES, 1 << options) if few else (_CODES, _ROWS)
    columns: list[int] = []
    for place in range(options):
        code = codes[place % len(codes)]
        # "None of them" and "all of them" are rare: turning every fourth option round keeps them out of few samples.
        turned = not few and place % 4 == 3
        columns.append(_bits((row & code).bit_count() % 2 != turned for row in range(rows)))
    return rows, columns


def _mentioned(leaves: Sequence[Trace]) -> list[Any]:
    conditions = [leaf.condition for leaf in leaves]
    return list(dict.fromkeys(value for one in conditions if isinstance(one, Selects) for value in one.values))


def _selected(leaf: Trace, size: int, bits: dict[Any, int]) -> int:
    """Return the samples that a leaf holds for, given those that have each value."""
    condition = leaf.condition
    if not isinstance(condition, Selects):
        return _every_other(size)
    every = (1 << size) - 1
    if condition.selection is Selection.INCLUDES_ALL:
        found = every
        for value in condition.values:
            found &= bits.get(value, 0)
        return found
    found = 0
    for value in condition.values:
        found |= bits.get(value, 0)
    return found if condition.selection is Selection.ANY_OF else every ^ found


def _numbers(fact: Fact, leaves: Sequence[Trace]) -> list[Any]:
    """Return sample numbers in order: evenly spaced in a range with both ends, else one between each two thresholds."""
    low, high = fact.minimum, fact.maximum
    if isinstance(low, int | Fraction) and isinstance(high, int | Fraction):
        return sorted({low + (high - low) * (2 * step + 1) // (2 * _STEPS) for step in range(_STEPS)})
    ends = [operand.interval for leaf in leaves for operand in leaf.operands]
    cuts = sorted({end.low for end in ends if end.low is not None and end.decided})
    between = [Fraction(left + right) / 2 for left, right in pairwise(cuts)]
    outside = [cuts[0] - 1, cuts[-1] + 1] if cuts else []
    return _some({*outside, *between, *_mentioned(leaves)} or {0, 1})


def _days(leaves: Sequence[Trace], as_of: date) -> list[Any]:
    """Return sample days in order: the first of each stretch between the days that leaves name, and one before all."""
    conditions = [leaf.condition for leaf in leaves]
    spans = [one.days(as_of) for one in conditions if isinstance(one, ComparesDate)]
    cuts = {cut for span in spans if span for cut in turning_days(*span)}
    before = {min(cuts) - timedelta(1)} if cuts and min(cuts) > date.min else set()
    return _some({*before, *cuts, *_mentioned(leaves)} or {as_of})


def turning_days(first: date, last: date) -> Iterator[date]:
    """Yield the days from which a comparison says something else, given the first and the last that it holds for."""
    if first > date.min:
        yield first
    if last < date.max:
        yield last + timedelta(1)


def _holds(leaf: Trace, fact: Fact, values: list[Any], as_of: date) -> int:
    """Return which of the sorted values a leaf holds for."""
    condition = leaf.condition
    if isinstance(condition, Selects):
        chosen = condition.selection is not Selection.NONE_OF
        return _bits((value in condition.values) is chosen for value in values)
    if isinstance(condition, ComparesDate):
        return _bits(compare_date(condition, day, as_of) for day in values)
    left, *bounds = leaf.operands
    ends = [bound.interval.low for bound in bounds if bound.interval.decided]
    plain = isinstance(left.amount, FactAmount) and left.amount.fact == fact.id and len(ends) == len(bounds)
    if plain and isinstance(condition, Compares):
        return _between(values, condition.operator, ends)
    return _every_other(len(values))


def _between(values: list[Any], operator: Operator, ends: list[Any]) -> int:
    """Return which of the sorted values compare with the ends."""
    start, stop = 0, len(values)
    for limit, end in zip(operator.limits, ends, strict=True):
        place = (bisect_left if limit.upper is limit.strict else bisect_right)(values, end)
        start, stop = (start, place) if limit.upper else (place, stop)
    return (1 << stop) - (1 << start) if start < stop else 0


def _some(values: Iterable[Any]) -> list[Any]:
    """Return the values in order, or where they are many, as many as can be looked at, evenly spread."""
    ordered = sorted(values)
    return ordered[:: -(-len(ordered) // _MOST_VALUES)]


def _every_other(size: int) -> int:
    return _bits(place % 2 == 0 for place in range(size))


def _bits(holds: Iterable[bool]) -> int:
    return sum(1 << place for place, true in enumerate(holds) if true)
