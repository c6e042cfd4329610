"""Pairs of truths, with every confirm true and with every confirm false, and how the pair of a group comes about."""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.logic import Truth

Pair = tuple[Truth, Truth]
_ORDER = (Truth.UNKNOWN, Truth.TRUE, Truth.FALSE)  # open first: it needs no answer
PAIRS: tuple[Pair, ...] = tuple((high, low) for high in _ORDER for low in _ORDER if low <= high)
ANY_PAIR = frozenset(PAIRS)
TRUE = frozenset({(Truth.TRUE, Truth.TRUE)})
FALSE = frozenset({(Truth.FALSE, Truth.FALSE)})
OPEN = ANY_PAIR - TRUE - FALSE

Wanted = frozenset[Pair]


class Count(NamedTuple):
    """Of a group's children looked at so far, how many certainly hold in one world, and how many possibly do.

    A search adds the truths of children one by one, and need not tell apart two counts that can only end alike. So each
    number is clipped to what still matters: once enough children hold it stays at that number, and once too few can, at
    the greatest from which the rest cannot make up. For *all of four*, after three children there are two counts left,
    "all three hold" and "not all three"; for *any of four* there are "one holds" and "none does". A thousand children
    are then a thousand steps over a handful of counts, where the combinations of their truths would be 3^1000.
    """

    certain: int = 0
    possible: int = 0

    def plus(self, truth: Truth, needed: Count, remaining: int) -> Count:
        """Return the count with one more child, of a group with so many `remaining` ones."""
        return Count(
            _clipped(self.certain + (truth is Truth.TRUE), needed.certain, remaining),
            _clipped(self.possible + (truth is not Truth.FALSE), needed.possible, remaining),
        )

    def can_be(self, truth: Truth, needed: int, remaining: int) -> bool:
        """Return whether a group of which `needed` children must hold can still have a truth."""
        match truth:
            case Truth.TRUE:
                return self.certain + remaining >= needed
            case Truth.FALSE:
                return self.possible < needed
            case Truth.UNKNOWN:
                return self.certain < needed <= self.possible + remaining


def _clipped(count: int, needed: int, remaining: int) -> int:
    return min(max(count, needed - remaining - 1), needed)
