"""Sample values of an unanswered fact: the look-ahead's hypothetical answers.

Nothing is assumed of applicants: every choice, every option of several, every stretch between two thresholds counts
the same. Samples decide the order of questions and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from iotcheck.engine import Trace
from iotcheck.model import ComparesDate, Fact, FactType, Selects
from iotcheck.values import MAX_DIGITS, Value

_MOST_VALUES = 24  # samples of one fact
_STEPS = 8  # samples of a range that has both ends
_ROWS = 16  # sample subsets where there are too many to look at all
# Option j is in subset r if the bits that r and its code share are odd in number. Up to five options make all subsets;
# up to eight, any three of them are independent of one another, and up to fifteen any two.
_FEW_CODES = (1, 2, 4, 8, 16)
_CODES = (8, 9, 10, 11, 12, 13, 14, 15, 1, 2, 3, 4, 5, 6, 7)


def sample_values(fact: Fact, leaves: Sequence[Trace], as_of: date) -> list[Value]:
    """Return sample values of a fact, given the undecided leaves over it; one where there are none."""
    mentioned = [value for leaf in leaves if isinstance(leaf.condition, Selects) for value in leaf.condition.values]
    match fact.type:
        case FactType.BOOLEAN | FactType.CHOICE:
            values: list[Any] = list(fact.choices) or [True, False]
            if len(values) > _MOST_VALUES:  # those that rules name come first
                values = list(dict.fromkeys([*mentioned[: _MOST_VALUES - 1], *values]))[:_MOST_VALUES]
        case FactType.CHOICES:
            values = list(_subsets(list(dict.fromkeys(mentioned))))
        case FactType.DATE:
            values = _days(fact, leaves, mentioned, as_of)
        case _:
            values = _numbers(fact, leaves, mentioned)
    return values if leaves else values[:1]


def _subsets(options: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield sample subsets of the options that matter."""
    few = len(options) <= len(_FEW_CODES)
    codes, rows = (_FEW_CODES, 1 << len(options)) if few else (_CODES, _ROWS)
    for row in range(rows):
        # "None of them" and "all of them" are rare: turning every fourth option round keeps them out of few samples.
        turned = [not few and place % 4 == 3 for place in range(len(options))]
        odd = [(row & codes[place % len(codes)]).bit_count() % 2 for place in range(len(options))]
        yield tuple(option for option, bit, turn in zip(options, odd, turned, strict=True) if bit != turn)


def _numbers(fact: Fact, leaves: Iterable[Trace], mentioned: Sequence[Any]) -> list[Any]:
    """Return sample numbers in order: evenly spaced in a range with both ends, else one between each two thresholds."""
    low, high = fact.minimum, fact.maximum
    if isinstance(low, int | Fraction) and isinstance(high, int | Fraction):
        return sorted({low + (high - low) * (2 * step + 1) // (2 * _STEPS) for step in range(_STEPS)})
    ends = [operand.interval for leaf in leaves for operand in leaf.operands]
    cuts = sorted({end.low for end in ends if end.low is not None and end.decided})
    between: list[Any] = [Fraction(left + right) / 2 for left, right in pairwise(cuts)]
    outside = [cuts[0] - 1, cuts[-1] + 1] if cuts else []
    if fact.type is FactType.COUNT:
        between = [math.floor(value) for value in between]
        outside = [math.floor(cuts[0]) - 1, math.floor(cuts[-1]) + 1] if cuts else []
    return _some({*outside, *between, *mentioned} or {1, 10**MAX_DIGITS - 1})


def _days(fact: Fact, leaves: Iterable[Trace], mentioned: Sequence[Any], as_of: date) -> list[Any]:
    """Return sample days in order: the first of each stretch between the days that leaves name, and one before all."""
    spans = [leaf.condition.days(as_of) for leaf in leaves if isinstance(leaf.condition, ComparesDate)]
    cuts = {cut for span in spans if span for cut in turning_days(*span)}
    before = {min(cuts) - timedelta(1)} if cuts and min(cuts) > date.min else set()
    return _some({*before, *cuts, *mentioned} or {as_of})


def turning_days(first: date, last: date) -> Iterator[date]:
    """Yield the days from which a comparison says something else, given the first and the last that it holds for."""
    if first > date.min:
        yield first
    if last < date.max:
        yield last + timedelta(1)


def _some(values: Iterable[Any]) -> list[Any]:
    """Return the values in order, or where they are many, as many as can be looked at, evenly spread."""
    ordered = sorted(values)
    return ordered[:: -(-len(ordered) // _MOST_VALUES)]
