"""Blockers: the smallest sets of leaf conditions that, turned over alone, leave a program not ineligible.

A leaf under `met` is one condition however often it is used, so it is turned over everywhere at once. Once it is
settled which of such *shared* leaves are turned over, the others each stand in one place, and the smallest sets are
found from the leaves upwards: those of a node are unions of the smallest of its children (see `_smallest_sets`). So
every choice of shared leaves is tried, the smaller first. A set is at least as large as the choice that it rests on:
with 20 sets no larger than the next choices, the search ends.

Three savings. A shared leaf without which nothing helps is in every set, so there is no choice about it; with `any:
[all: [x, a], all: [x, b]]`, all false and x under a name, {x} is settled, and {x, a}, {x, b} are what is left. A leaf
that is *mixed*, failing in one place and holding in another (under `not`), can do harm when turned over; only where
there are such leaves must subsets of several be tried to see whether a set is minimal. And a set that turns over more
shared leaves than it needs is found from the smaller choice too, so it is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from iotcheck.engine.trace import Trace, children_needed
from iotcheck.logic import Truth
from iotcheck.model import Not, OnDay

MOST = 20
_KEPT = 2 * MOST  # sets kept at each node: 20 of disjoint leaves would do, more only where `mixed` ones shadow some
_MOST_VISITS = 50_000  # of nodes above shared leaves, over all choices of these: about a second

_Path = tuple[int, ...]
_Set = frozenset[int]  # of the numbers of leaves
_HOLDS: _Set = frozenset()


class _Shared(NamedTuple):
    """A place of a leaf that stands in several; it holds there if it fails and is turned over, or neither."""

    leaf: int
    fails: bool


class _Gate(NamedTuple):
    """A node above shared leaves: how many of its parts must hold."""

    needed: int
    parts: tuple[_Part, ...]


_Part = _Gate | _Shared | list[_Set]  # a list: the smallest sets, whatever becomes of shared leaves


def blockers(trace: Trace) -> tuple[tuple[_Path, ...], ...]:
    """Return the 20 smallest inclusion-minimal blocker sets of an ineligible program's trace, the smallest first.

    Each blocker is a path of child indices from the root of the trace to the (first) place of the leaf. Empty where the
    trace is not false, or where nothing can be turned over. No set has a proper subset that would do; only where a
    dozen named conditions are used again and again, smaller sets may stay unfound.
    """
    if trace.high is not Truth.FALSE:
        return ()
    leaves = _Leaves({}, [], [], [])
    leaves.visit(trace, (), rising=True)
    smallest = sorted((sorted(one) for one in _search(leaves.part(trace, rising=True), leaves)), key=_by_size)[:MOST]
    return tuple(tuple(leaves.places[leaf] for leaf in one) for one in smallest)


class _Leaves(NamedTuple):
    """The leaf conditions of a trace, numbered in its order: the first place, in how many they fail, and do not.

    A *rising* place is one outside of `not` (or under two of them): there a leaf fails by being false, else by being
    true.
    """

    numbers: dict[int, int]
    places: list[_Path]
    failing: list[int]
    holding: list[int]

    def visit(self, trace: Trace, path: _Path, rising: bool) -> None:
        """Give each leaf below a node a number."""
        if not trace.children and not isinstance(trace.condition, OnDay):
            number = self.numbers.setdefault(id(trace.condition), len(self.places))
            if number == len(self.places):
                self.places.append(path)
                self.failing.append(0)
                self.holding.append(0)
            self.failing[number] += _fails(trace, rising)
            self.holding[number] += not _fails(trace, rising)
        for index, child in enumerate(trace.children):
            self.visit(child, (*path, index), rising is not isinstance(trace.condition, Not))

    def part(self, trace: Trace, rising: bool) -> _Part:
        """Return what must be turned over for a node not to be FALSE, or where not `rising`, not TRUE."""
        if trace.children:
            below = rising is not isinstance(trace.condition, Not)
            parts = tuple([self.part(child, below) for child in trace.children])
            gate = _Gate(children_needed(trace, Truth.TRUE if rising else Truth.FALSE), parts)
            return gate if any(not isinstance(part, list) for part in parts) else _smallest_sets(gate, _HOLDS)
        if isinstance(trace.condition, OnDay):  # nothing that an applicant does turns the day
            return [] if _fails(trace, rising) else [_HOLDS]
        number = self.numbers[id(trace.condition)]
        if self.shared(number):
            return _Shared(number, _fails(trace, rising))
        return [frozenset({number}) if _fails(trace, rising) else _HOLDS]

    def shared(self, number: int) -> bool:
        """Whether a leaf stands in several places, and fails in one."""
        return self.failing[number] > 0 and self.failing[number] + self.holding[number] > 1

    def mixed(self, number: int) -> bool:
        """Whether turning a leaf over that fails does harm in another place."""
        return self.holding[number] > 0


def _search(root: _Part, leaves: _Leaves) -> list[_Set]:
    """Return minimal sets, the 20 smallest among them."""
    everything = frozenset(number for number, failing in enumerate(leaves.failing) if failing)
    mixed = frozenset(filter(leaves.mixed, everything))
    forced = frozenset(
        leaf for leaf in everything if leaves.shared(leaf) and not mixed and not _holds(root, everything - {leaf})
    )
    others = [leaf for leaf in sorted(everything - forced) if leaves.shared(leaf)]
    choices_left = max(1, _MOST_VISITS // _size(root))
    found: list[_Set] = []
    for count in range(len(others) + 1):
        if len(found) >= MOST and len(forced) + count >= len(sorted(found, key=len)[MOST - 1]):
            return found
        for some in combinations(others, count):
            if not choices_left:
                return found or _any_set(root, everything)
            choices_left -= 1
            turned = forced.union(some)
            sets = [turned | rest for rest in _smallest_sets(root, turned)]
            found += [one for one in sets if _is_minimal(root, one, turned, mixed)]
    return found


def _smallest_sets(part: _Part, turned: _Set) -> list[_Set]:
    """Return the smallest sets of leaves that, once these shared ones are turned over, make a part hold.

    The children of a node have no leaf in common here (shared ones are settled), so a minimal set that makes `needed`
    more children hold is a union of one minimal set of each of `needed` children, and its size is the sum of theirs.
    Put a smaller set of a child in place of a larger one, and the union is smaller: so the 20 smallest unions are made
    of the 20 smallest sets of the children, and to keep no more at any node loses none of them.

    `reached[count]` are the smallest sets that make `count` of the children so far hold. For *at least 2 of a, b, c*,
    all false, where b is *d or e*: after a there is {a} for 1; after b {a}, {d}, {e} for 1 and {a, d}, {a, e} for 2;
    after c {a, d}, {a, e}, {a, c}, {c, d}, {c, e} for 2. Counts go down, so that no child counts twice, and no further
    than the children still to come can make up.
    """
    if isinstance(part, list):
        return part
    if isinstance(part, _Shared):
        return [_HOLDS] if part.fails is (part.leaf in turned) else []
    children = [_smallest_sets(child, turned) for child in part.parts]
    needed = part.needed - children.count([_HOLDS])
    options = [sets for sets in children if sets and sets != [_HOLDS]]
    if needed <= 0:
        return [_HOLDS]
    reached: list[list[_Set]] = [[_HOLDS], *([] for _ in range(needed))]
    for index, sets in enumerate(options):
        still_to_come = len(options) - index - 1
        for count in range(min(needed, index + 1), max(0, needed - still_to_come - 1), -1):
            with_this = [one | option for one in reached[count - 1] for option in sets]
            reached[count] = sorted([*reached[count], *with_this], key=len)[:_KEPT]
    return reached[needed]


def _holds(part: _Part, turned: _Set) -> bool:
    """Return whether a part holds once some leaves, shared or not, are turned over."""
    if isinstance(part, list):
        return any(one <= turned for one in part)
    if isinstance(part, _Shared):
        return part.fails is (part.leaf in turned)
    return sum(_holds(child, turned) for child in part.parts) >= part.needed


def _is_minimal(root: _Part, one: _Set, turned: _Set, mixed: _Set) -> bool:
    """Return whether no proper subset of a set does: of its leaves only the shared ones may be too many.

    Of those that are not mixed, more never harm, so that each is left out alone.
    """
    fewer: Iterator[_Set] = (one - {leaf} for leaf in turned - mixed)
    if any(_holds(root, less) for less in fewer):
        return False
    good = sorted(turned & mixed)
    some = (frozenset(left) for count in range(1, len(good) + 1) for left in combinations(good, count))
    return not any(_holds(root, one - left) for left in some)


def _any_set(root: _Part, everything: _Set) -> list[_Set]:
    """Return one minimal set, found by leaving out leaf by leaf; none if turning all over does not do."""
    left = everything
    for leaf in sorted(everything):
        left = left - {leaf} if _holds(root, left - {leaf}) else left
    return [left] if _holds(root, left) else []


def _fails(trace: Trace, rising: bool) -> bool:
    return trace.high is (Truth.FALSE if rising else Truth.TRUE)


def _size(part: _Part) -> int:
    return 1 + sum(map(_size, part.parts)) if isinstance(part, _Gate) else 1


def _by_size(leaves: list[int]) -> tuple[int, list[int]]:
    return len(leaves), leaves
