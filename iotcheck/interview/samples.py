"""Sample values of an unanswered fact: the look-ahead's hypothetical answers.

Nothing is assumed of applicants: every choice, every option of several, every stretch between two thresholds counts
the same. Samples decide the order of questions and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from iotcheck.engine import Trace
from iotcheck.engine.partition import Partition, cuts_of, named_options, sides_of
from iotcheck.model import Fact, FactType
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
    conditions = [leaf.condition for leaf in leaves]
    values: Sequence[Value]
    match fact.type:
        case FactType.BOOLEAN:
            values = (True, False)
        case FactType.CHOICE:  # those that rules name come first where they are many
            named = named_options(fact, conditions) if len(fact.choices) > _MOST_VALUES else []
            values = list(dict.fromkeys([*named[: _MOST_VALUES - 1], *fact.choices]))[:_MOST_VALUES]
        case FactType.CHOICES:
            values = list(_subsets(named_options(fact, conditions)))
        case _:
            values = _on_line(fact, leaves, as_of)
    return list(values if leaves else values[:1])


def _subsets(options: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield sample subsets of the options that matter."""
    few = len(options) <= len(_FEW_CODES)
    codes, rows = (_FEW_CODES, 1 << len(options)) if few else (_CODES, _ROWS)
    for row in range(rows):
        # "None of them" and "all of them" are rare: turning every fourth option round keeps them out of few samples.
        turned = [not few and place % 4 == 3 for place in range(len(options))]
        odd = [(row & codes[place % len(codes)]).bit_count() % 2 for place in range(len(options))]
        yield tuple(option for option, bit, turn in zip(options, odd, turned, strict=True) if bit != turn)


def _on_line(fact: Fact, leaves: Iterable[Trace], as_of: date) -> list[Value]:
    """Return sample numbers or days in order: one of each cell, or evenly spaced numbers if the fact has both ends."""
    low, high = fact.minimum, fact.maximum
    if isinstance(low, int | Fraction) and isinstance(high, int | Fraction):
        return sorted({low + (high - low) * (2 * step + 1) // (2 * _STEPS) for step in range(_STEPS)})
    cuts = [cut for leaf in leaves for cut in cuts_of(leaf.condition, as_of, sides_of(leaf.operands))]
    values = Partition(fact, cuts).values()
    if len(values) == 1:  # the leaves weigh the fact against what is not known
        return [as_of] if fact.type is FactType.DATE else [1, 10**MAX_DIGITS - 1]
    return values[:: -(-len(values) // _MOST_VALUES)]  # where they are many, as many as can be looked at, evenly spread
