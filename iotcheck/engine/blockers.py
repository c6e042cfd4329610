"""Blockers: the smallest sets of leaf conditions that, turned over alone, leave a program not ineligible.

A leaf under `met` is one condition however often it is used, so it is turned over everywhere at once.
"""

from __future__ import annotations

from itertools import combinations

from iotcheck import logic
from iotcheck.engine.trace import Trace
from iotcheck.logic import Truth
from iotcheck.model import Any as AnyOf
from iotcheck.model import AtLeast, Met, Not

MOST = 20
_KEPT = 400  # candidate sets kept at each node: beyond any file seen, it bounds the work, not the meaning
_SEARCHED = 20_000  # sets tried when a leaf stands both under and outside `not`

_Leaf = int  # the identity of a leaf's condition
_Sets = list[frozenset[_Leaf]]


def blockers(trace: Trace) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Return up to 20 inclusion-minimal blocker sets of an ineligible program's trace, the smallest first.

    Each blocker is a path of child indices from the root of the trace to the (first) place of the leaf. Empty where the
    trace is not false, or where nothing can be turned over.
    """
    if trace.high is not Truth.FALSE:
        return ()
    places: dict[_Leaf, tuple[int, ...]] = {}
    signs: dict[_Leaf, set[bool]] = {}
    _visit(trace, (), True, places, signs)
    order = {leaf: place for place, leaf in enumerate(places)}
    if any(len(found) > 1 for found in signs.values()):
        found = _search(trace, tuple(places))
    else:
        found = _to_reach(trace, Truth.UNKNOWN)
    found.sort(key=lambda one: (len(one), sorted(order[leaf] for leaf in one)))
    return tuple(tuple(places[leaf] for leaf in sorted(one, key=order.__getitem__)) for one in found[:MOST])


def truth_after(trace: Trace, flipped: frozenset[int]) -> Truth:
    """Return the high truth of a trace once the leaf conditions of these identities are turned over."""
    if not trace.children:
        return logic.not_(trace.high) if id(trace.condition) in flipped else trace.high
    truths = [truth_after(child, flipped) for child in trace.children]
    match trace.condition:
        case AnyOf():
            return logic.any_of(truths)
        case Not():
            return logic.not_(truths[0])
        case AtLeast(count=count):
            return logic.at_least(count, truths)
        case _:
            return logic.all_of(truths)


def _visit(
    trace: Trace,
    path: tuple[int, ...],
    upright: bool,
    places: dict[_Leaf, tuple[int, ...]],
    signs: dict[_Leaf, set[bool]],
) -> None:
    """Note each leaf's first place, and whether it stands outside `not`, under it, or both."""
    if not trace.children:
        places.setdefault(id(trace.condition), path)
        signs.setdefault(id(trace.condition), set()).add(upright)
    below = upright is not isinstance(trace.condition, Not)
    for index, child in enumerate(trace.children):
        _visit(child, (*path, index), below, places, signs)


def _to_reach(trace: Trace, goal: Truth) -> _Sets:
    """Return the minimal sets of leaves that, turned over, leave the truth not FALSE, or (goal FALSE) not TRUE."""
    rising = goal is Truth.UNKNOWN
    if trace.high is not (Truth.FALSE if rising else Truth.TRUE):
        return [frozenset()]
    if not trace.children:
        return [frozenset({id(trace.condition)})]
    if isinstance(trace.condition, Met):
        return _to_reach(trace.children[0], goal)
    if isinstance(trace.condition, Not):
        return _to_reach(trace.children[0], Truth.FALSE if rising else Truth.UNKNOWN)
    needed = _children_needed(trace, rising)
    sets = [_to_reach(child, goal) for child in trace.children]
    if needed == len(sets):
        return _product(sets)
    if needed == 1:
        return _minimal([one for child in sets for one in child])
    return _minimal([one for some in combinations(sets, needed) for one in _product(list(some))])


def _children_needed(trace: Trace, rising: bool) -> int:
    """Return how many children must reach the goal for the node to reach it."""
    total = len(trace.children)
    match trace.condition:
        case AnyOf():
            least = 1
        case AtLeast(count=count):
            least = count
        case _:
            least = total
    return least if rising else total - least + 1


def _product(sets: list[_Sets]) -> _Sets:
    result: _Sets = [frozenset()]
    for options in sets:
        result = _minimal([one | other for one in result for other in options])
    return result


def _minimal(sets: _Sets) -> _Sets:
    kept: _Sets = []
    for one in sorted(set(sets), key=lambda members: (len(members), sorted(members))):
        if not any(other <= one for other in kept):
            kept.append(one)
            if len(kept) == _KEPT:
                break
    return kept


def _search(trace: Trace, leaves: tuple[_Leaf, ...]) -> _Sets:
    """Try sets of growing size: the way that needs no leaf to count in one direction only."""
    found: _Sets = []
    tried = 0
    for size in range(1, len(leaves) + 1):
        for some in combinations(leaves, size):
            tried += 1
            if tried > _SEARCHED:
                return found
            one = frozenset(some)
            if not any(other <= one for other in found) and truth_after(trace, one) is not Truth.FALSE:
                found.append(one)
    return found
