"""Truths as coverage wishes for them: pairs, with every confirm true and with every confirm false, and sets of pairs.

How the pair of a group comes about from those of its children, one after another, is told here too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from iotcheck.logic import Truth
from iotcheck.model import All, AtLeast
from iotcheck.model import Any as AnyOf

Pair = tuple[Truth, Truth]
_ORDER = (Truth.UNKNOWN, Truth.TRUE, Truth.FALSE)  # open first: it needs no answer
PAIRS: tuple[Pair, ...] = tuple((high, low) for high in _ORDER for low in _ORDER if low <= high)
ANY_PAIR = frozenset(PAIRS)
TRUE = frozenset({(Truth.TRUE, Truth.TRUE)})
FALSE = frozenset({(Truth.FALSE, Truth.FALSE)})
OPEN = ANY_PAIR - TRUE - FALSE

Wanted = frozenset[Pair]
State = tuple[int, ...]  # of a group whose first children have been looked at


class Combination(NamedTuple):
    """How a group's truth comes about from its children's, one after another."""

    start: State
    step: Callable[[State, Pair], State]
    end: Callable[[State], Pair]
    possible: Callable[[State, Wanted, int], bool]  # whether the wish can still be had, with so many children to come


def combination_of(group: All | AnyOf | AtLeast) -> Combination:
    """Return how the truth of a group comes about."""
    match group:
        case All():
            return Combination(
                (Truth.TRUE, Truth.TRUE),
                lambda state, pair: (min(state[0], pair[0]), min(state[1], pair[1])),
                lambda state: (Truth(state[0]), Truth(state[1])),
                lambda state, wanted, _: any(high <= state[0] and low <= state[1] for high, low in wanted),
            )
        case AnyOf():
            return Combination(
                (Truth.FALSE, Truth.FALSE),
                lambda state, pair: (max(state[0], pair[0]), max(state[1], pair[1])),
                lambda state: (Truth(state[0]), Truth(state[1])),
                lambda state, wanted, _: any(high >= state[0] and low >= state[1] for high, low in wanted),
            )
        case AtLeast(count=count):
            return Combination((0, 0, 0, 0), _counted, lambda state: _reached(state, count), lambda *_: True)


def _counted(state: State, pair: Pair) -> State:
    """Count the children that certainly and that possibly hold, in either world."""
    high, low = pair
    return (
        state[0] + (high is Truth.TRUE),
        state[1] + (high is not Truth.FALSE),
        state[2] + (low is Truth.TRUE),
        state[3] + (low is not Truth.FALSE),
    )


def _reached(state: State, count: int) -> Pair:
    return truth_from_counts(state[0], state[1], count), truth_from_counts(state[2], state[3], count)


def truth_from_counts(certain: int, possible: int, count: int) -> Truth:
    """Return whether at least `count` hold, where so many certainly and so many possibly do."""
    return Truth.TRUE if certain >= count else Truth.FALSE if possible < count else Truth.UNKNOWN
