"""Kleene's strong three-valued logic: true, false, unknown, and the connectives over them.

Source: S. C. Kleene, Introduction to Metamathematics (1952), § 64. Nothing here knows of facts or policies.
"""

from collections.abc import Iterable
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


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction; TRUE for none."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction; FALSE for none."""
    return max(truths, default=Truth.FALSE)


def not_(truth: Truth) -> Truth:
    """Return the negation; unknown stays unknown."""
    return Truth(2 - int(truth))


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """Return whether at least `count` of the truths hold: TRUE once enough are true, FALSE once too few can be."""
    certain = possible = 0
    for truth in truths:
        certain += truth is Truth.TRUE
        possible += truth is not Truth.FALSE
    if certain >= count:
        return Truth.TRUE
    return Truth.FALSE if possible < count else Truth.UNKNOWN
