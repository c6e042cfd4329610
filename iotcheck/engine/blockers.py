"""Blockers: the smallest sets of leaf conditions that, turned over alone, leave a program not ineligible.

A leaf under `met` is one condition however often it is used, so it is turned over everywhere at once. The sets are
found from the leaves upwards: what must be turned over for a node to hold is a choice of what must be for its children.
"""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.engine.trace import Trace
from iotcheck.logic import Truth
from iotcheck.model import Any as AnyOf
from iotcheck.model import AtLeast, Not

MOST = 20
_KEPT = 100  # sets kept at each node, the smallest first: beyond any file seen, it bounds the work, not the meaning

_Path = tuple[int, ...]
_Sets = list[frozenset[int]]  # a leaf's number n: turn it over; ~n: leave it as it is


def blockers(trace: Trace) -> tuple[tuple[_Path, ...], ...]:
    """Return up to 20 inclusion-minimal blocker sets of an ineligible program's trace, the smallest first.

    Each blocker is a path of child indices from the root of the trace to the (first) place of the leaf. Empty where the
    trace is not false, or where nothing can be turned over.
    """
    if trace.high is not Truth.FALSE:
        return ()
    leaves = _Leaves({}, [], set())
    leaves.visit(trace, (), upright=True)
    found = _minimal([frozenset(leaf for leaf in one if leaf >= 0) for one in leaves.sets(trace, rising=True)])
    smallest = sorted((sorted(one) for one in found), key=lambda one: (len(one), one))[:MOST]
    return tuple(tuple(leaves.places[leaf] for leaf in one) for one in smallest)


class _Leaves(NamedTuple):
    """The leaf conditions of a trace, numbered in its order; `mixed` stand both under and outside `not`.

    Only a mixed leaf can hold where it stands and yet do harm elsewhere once it is turned over.
    """

    numbers: dict[tuple[int, bool], int]
    places: list[_Path]
    mixed: set[int]

    def visit(self, trace: Trace, path: _Path, upright: bool) -> None:
        """Give each leaf below a node a number; `upright` outside of `not`."""
        if not trace.children:
            leaf = id(trace.condition)
            other = self.numbers.get((leaf, not upright))
            number = self.numbers.setdefault((leaf, upright), len(self.places) if other is None else other)
            if other is not None:
                self.mixed.add(number)
            elif number == len(self.places):
                self.places.append(path)
        below = upright is not isinstance(trace.condition, Not)
        for index, child in enumerate(trace.children):
            self.visit(child, (*path, index), below)

    def sets(self, trace: Trace, rising: bool) -> _Sets:
        """Return the minimal ways to leave a node not FALSE, or where not `rising`, not TRUE."""
        fails = trace.high is (Truth.FALSE if rising else Truth.TRUE)
        if not trace.children:
            if trace.high is Truth.UNKNOWN:
                return [frozenset()]
            leaf = self.numbers[id(trace.condition), rising]
            return [frozenset({leaf} if fails else {~leaf} if leaf in self.mixed else ())]
        if not (fails or self.mixed):
            return [frozenset()]
        upwards = rising is not isinstance(trace.condition, Not)
        return _choices([self.sets(child, upwards) for child in trace.children], _children_needed(trace, rising))


def _children_needed(trace: Trace, rising: bool) -> int:
    """Return how many children must not be FALSE (or TRUE) for the node not to be."""
    total = len(trace.children)
    match trace.condition:
        case AnyOf():
            least = 1
        case AtLeast(count=count):
            least = count
        case _:
            least = total
    return least if rising else total - least + 1


def _choices(children: list[_Sets], needed: int) -> _Sets:
    """Return the minimal unions of one set each from at least `needed` of the children."""
    reached: list[_Sets] = [[frozenset()], *([] for _ in range(needed))]
    for index, options in enumerate(children):
        still_to_come = len(children) - index - 1
        for count in range(min(needed, index + 1), max(0, needed - still_to_come - 1), -1):
            with_this = [one | option for one in reached[count - 1] for option in options]
            reached[count] = _minimal([*reached[count], *with_this])
    return reached[needed]


def _minimal(sets: _Sets) -> _Sets:
    """Return the sets that contain no other and do not contradict themselves, the smallest first, else in order."""
    kept: _Sets = []
    for one in sorted(dict.fromkeys(sets), key=len):
        if any(~leaf in one for leaf in one) or any(len(other) < len(one) and other < one for other in kept):
            continue
        kept.append(one)
        if len(kept) == _KEPT:
            break
    return kept
