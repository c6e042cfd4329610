"""The conditions of a policy set as one graph: each meaning is one node, however often it is written.

A leaf is the largest part of a condition that the cell of one fact's value decides (`coding`), whatever its shape. A
comparison of facts or amounts with one another needs the values themselves and is a node of its own kind, and so is a
confirm. All else is a threshold, at least so many of some nodes, a negation, or a choice between two. A node has a
higher number than those below it, so that the nodes of a program in order are an order of evaluation, and backwards one
of descending.
"""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar, assert_never

from iotcheck.batch.dependencies import Dependencies
from iotcheck.model import (
    Compares,
    ComparesDate,
    Condition,
    ConditionCases,
    Confirm,
    DerivedCondition,
    Everyone,
    Group,
    Met,
    Not,
    OnDay,
    PolicySet,
    Selects,
    Text,
)

T = TypeVar("T")


class Leaf(NamedTuple):
    """A condition that one fact decides: the leaf of that number among the fact's."""

    fact: str
    number: int


class Comparison(NamedTuple):
    """A comparison that needs the values themselves: the graph's comparison of that number."""

    number: int


class Confirmation(NamedTuple):
    """A confirm."""

    question: Text


class Threshold(NamedTuple):
    """At least `needed` of the child nodes hold: all of them, any of them, or some number between."""

    needed: int
    children: tuple[int, ...]


class Negation(NamedTuple):
    """The child node does not hold."""

    child: int


class Choice(NamedTuple):
    """Cases: the node `then` where `when` holds, else the node `otherwise`; no confirm stands below `when`."""

    when: int
    then: int
    otherwise: int


class Always(NamedTuple):
    """True for everyone."""


# Conditions over one fact, up to so many together, are evaluated as one leaf, at every value where one of them changes.
_MAX_TOGETHER = 24

Node = Leaf | Comparison | Confirmation | Threshold | Negation | Choice | Always


class Graph:
    """Nodes by number, children before parents; leaves by fact; comparisons."""

    def __init__(self, policies: PolicySet, as_of: date) -> None:
        self._as_of = as_of
        self.nodes: list[Node] = []
        self.leaves: dict[str, list[Condition]] = {}
        self.comparisons: list[Compares] = []
        self._comparison_numbers: dict[Compares, int] = {}
        self._dependencies = Dependencies(policies)
        self._numbers: dict[tuple[type, Node], int] = {}
        self._leaf_numbers: dict[Condition, int] = {}
        self._named: dict[str, int] = {}

    def add(self, condition: Condition | Everyone) -> int:
        """Return the number of the node that means the condition."""
        if isinstance(condition, Everyone):
            return self._number(Always())
        fact = self._dependencies.only_fact(condition)
        if fact is not None and not any(islice(self._dependencies.leaves(condition), _MAX_TOGETHER, None)):
            return self._number(self.add_leaf(fact, condition))
        assert not isinstance(condition, Selects | ComparesDate)  # one fact decides it: a leaf
        match condition:
            case ConditionCases():
                place = self.add(condition.otherwise)
                for branch in reversed(condition.branches):
                    place = self._number(Choice(self.add(branch.when), self.add(branch.then), place))
                return place
            case Group():
                children = tuple([self.add(child) for child in condition.children])
                return self._number(Threshold(condition.needed, children))
            case Not():
                return self._number(Negation(self.add(condition.child)))
            case Met():
                if condition.name not in self._named:
                    self._named[condition.name] = self.add(self._dependencies.children(condition)[0])
                return self._named[condition.name]
            case DerivedCondition():
                return self.add(condition.meaning)
            case Confirm():
                return self._number(Confirmation(condition.question))
            case OnDay():
                always = self._number(Always())
                return always if condition.holds(self._as_of) else self._number(Negation(always))
            case Compares():
                return self._number(Comparison(self.add_comparison(condition)))
            case never:
                assert_never(never)

    def add_comparison(self, condition: Compares) -> int:
        """Return the number of a comparison."""
        return _place(condition, self.comparisons, self._comparison_numbers)

    def add_leaf(self, fact: str, condition: Condition) -> Leaf:
        """Return the leaf that means a condition over one fact."""
        return Leaf(fact, _place(condition, self.leaves.setdefault(fact, []), self._leaf_numbers))

    def below(self, root: int) -> tuple[int, ...]:
        """Return the numbers of a node and all below it, children before parents."""
        found: set[int] = set()
        pending = [root]
        while pending:
            number = pending.pop()
            if number not in found:
                found.add(number)
                pending.extend(children(self.nodes[number]))
        return tuple(sorted(found))

    def with_confirm(self) -> frozenset[int]:
        """Return the nodes that have a confirm below them, or are one."""
        found: set[int] = set()
        for number, node in enumerate(self.nodes):
            if isinstance(node, Confirmation) or not found.isdisjoint(children(node)):
                found.add(number)
        return frozenset(found)

    def _number(self, node: Node) -> int:
        # NOTE: named tuples of different classes are equal if their fields are (test_batch guards it).
        number = self._numbers.setdefault((type(node), node), len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(node)
        return number


def children(node: Node) -> tuple[int, ...]:
    """Return the numbers of the nodes directly below one."""
    match node:
        case Threshold():
            return node.children
        case Negation():
            return (node.child,)
        case Choice():
            return tuple(node)
        case _:
            return ()


def _place(item: T, items: list[T], numbers: dict[T, int]) -> int:
    """Return the place of an item in a list, at whose end it is put if it is new; `numbers` are the places so far."""
    if item not in numbers:
        numbers[item] = len(items)
        items.append(item)
    return numbers[item]
