"""Kleene's strong three-valued logic: true, false, unknown, and the connectives over them.

Source: S. C. Kleene, Introduction to Metamathematics (1952), § 64. Nothing here knows of facts or policies.
"""

from collections.abc import Sequence
from enum import IntEnum


class Truth(IntEnum):
    """A truth value, ordered so that "all" is the minimum and "any" the maximum.

    NOTE: `if truth:` would take unknown for true; `__bool__` therefore raises (test_logic guards it).
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with `is`")


def truth_of(value: bool) -> Truth:
    """Return TRUE or FALSE."""
    return Truth.TRUE if value else Truth.FALSE


def not_(truth: Truth) -> Truth:
    """Return the negation; unknown stays unknown."""
    return Truth(2 - int(truth))


def at_least(needed: int, truths: Sequence[Truth]) -> Truth:
    """Return whether at least so many of the truths hold: all of them are the conjunction, one the disjunction."""
    return threshold(needed, truths.count(Truth.TRUE), len(truths) - truths.count(Truth.FALSE))


def threshold(needed: int, certain: int, possible: int) -> Truth:
    """Return whether at least `needed` hold where `certain` do, and `possible` may: these and the unknown ones.

    Of true, unknown, false: two are needed, `certain` is 1 and `possible` 2, so that it is UNKNOWN.
    """
    if certain >= needed:
        return Truth.TRUE
    return Truth.FALSE if possible < needed else Truth.UNKNOWN
