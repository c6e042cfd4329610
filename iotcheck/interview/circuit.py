"""The undecided parts of conditions, evaluated for many hypothetical applicants at once.

A column is an integer with a bit per applicant, so that a condition costs a few operations however many there are. What
the report has decided is left out, which keeps the circuit small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from iotcheck.engine import Trace
from iotcheck.logic import Truth
from iotcheck.model import Any as AnyOf
from iotcheck.model import AtLeast, Compares, Constant, FactAmount, Met, Not, Selects

_INVERSE = -1
_LEAF = 0


# A gate of which so many children must hold; or an inverse of its child; or a leaf, by its number.
_Node = tuple[int, list[int]]


class Columns(NamedTuple):
    """The truths of all nodes: the rows where each certainly holds, and where it still may."""

    must: list[int]
    can: list[int]

    def undecided(self, node: int) -> int:
        """Return the rows where a node's truth is unknown."""
        return self.must[node] ^ self.can[node]


class Circuit:
    """Nodes in a list, children before parents; named conditions and equal leaves stand in it once."""

    def __init__(self) -> None:
        self.leaves: list[Trace] = []
        self._nodes: list[_Node] = []
        self._leaf_numbers: dict[object, int] = {}
        self._named: dict[tuple[int, bool], tuple[int, bool]] = {}
        self._differs = False  # whether confirms made a difference to what was added last

    def add(self, trace: Trace) -> tuple[int | None, int | None]:
        """Add a condition; return its node with every confirm true and that with every confirm false.

        Each is None where the truth is decided; they are the same node where confirms make no difference.
        """
        self._differs = trace.high is not trace.low
        high = self._add(trace, True) if trace.high is Truth.UNKNOWN else None
        if not self._differs:
            return high, high
        return high, self._add(trace, False) if trace.low is Truth.UNKNOWN else None

    def evaluate(self, rows: int, leaves: Sequence[tuple[int, int]]) -> Columns:
        """Return the truths of all nodes; `rows` has every row's bit, `leaves` say where each must hold and can."""
        must: list[int] = []
        can: list[int] = []
        for least, children in self._nodes:
            first = children[0]
            if least == _LEAF:
                first_must, first_can = leaves[first]
            elif least == _INVERSE:
                first_must, first_can = rows ^ can[first], rows ^ must[first]
            elif least == len(children):
                first_must, first_can = must[first], can[first]
                for child in children[1:]:
                    first_must &= must[child]
                    first_can &= can[child]
            elif least == 1:
                first_must, first_can = must[first], can[first]
                for child in children[1:]:
                    first_must |= must[child]
                    first_can |= can[child]
            else:
                first_must, first_can = (
                    _at_least(least, [side[child] for child in children], rows) for side in (must, can)
                )
            must.append(first_must)
            can.append(first_can)
        return Columns(must, can)

    def open_leaves(self, columns: Columns, reached: dict[int, int]) -> list[tuple[Trace, int]]:
        """Return the leaves that can still change the given nodes in some of the given rows, with those rows.

        From the nodes down: a row reaches a child where the child is undecided.
        """
        found: list[tuple[Trace, int]] = []
        must, can = columns
        for number in range(max(reached, default=-1), -1, -1):
            rows = reached.get(number)
            if not rows:
                continue
            least, children = self._nodes[number]
            if least == _LEAF:
                found.append((self.leaves[children[0]], rows))
                continue
            for child in children:
                below = rows & (must[child] ^ can[child])
                if below:
                    reached[child] = reached.get(child, 0) | below
        return found

    def _add(self, trace: Trace, high: bool) -> int:
        """Return the node of an undecided condition."""
        children = trace.children
        if not children:
            return self._add_leaf(trace)
        if isinstance(trace.condition, Met):
            return self._add_named(children[0], high)
        certain = 0
        kept: list[int] = []
        for child in children:
            truth = child.high
            if truth is not child.low:
                self._differs = True
                truth = truth if high else child.low
            if truth is Truth.UNKNOWN:
                kept.append(self._add(child, high))
            elif truth is Truth.TRUE:
                certain += 1
        condition = trace.condition
        if isinstance(condition, Not):
            return self._number(_INVERSE, kept)
        if len(kept) == 1:
            return kept[0]
        if isinstance(condition, AnyOf):
            return self._number(1, kept)
        return self._number(condition.count - certain if isinstance(condition, AtLeast) else len(kept), kept)

    def _add_named(self, trace: Trace, high: bool) -> int:
        key = id(trace), high
        if key not in self._named:
            before, self._differs = self._differs, trace.high is not trace.low
            self._named[key] = self._add(trace, high), self._differs
            self._differs = before
        node, differs = self._named[key]
        self._differs = self._differs or differs
        return node

    def _add_leaf(self, trace: Trace) -> int:
        key = _sameness(trace.condition)
        number = self._leaf_numbers.get(key)
        if number is None:
            number = self._leaf_numbers[key] = self._number(_LEAF, [len(self.leaves)])
            self.leaves.append(trace)
        return number

    def _number(self, least: int, children: list[int]) -> int:
        self._nodes.append((least, children))
        return len(self._nodes) - 1


def _sameness(leaf: object) -> object:
    """Return a key that leaves share if they say the same; others may say the same as well."""
    if isinstance(leaf, Selects):
        return leaf.fact, leaf.selection, leaf.values
    if isinstance(leaf, Compares) and isinstance(leaf.left, FactAmount):
        bounds = [bound.value for bound in leaf.bounds if isinstance(bound, Constant)]
        if len(bounds) == len(leaf.bounds):
            return leaf.left.fact, leaf.operator, *bounds
    return id(leaf)


def _at_least(least: int, columns: Sequence[int], rows: int) -> int:
    """Return the rows where at least so many columns have their bit: a running table of "so many of those so far"."""
    reached = [rows] + [0] * least
    for column in columns:
        for count in range(least, 0, -1):
            reached[count] |= reached[count - 1] & column
    return reached[least]
