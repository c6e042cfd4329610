"""The conditions of a policy set as one graph: each meaning is one node, however often it is written.

A leaf is the largest part of a condition that the cell of one fact's value decides (`coding`), whatever its shape. A
comparison of facts or amounts with one another needs the values themselves and is a node of its own kind, and so is a
confirm. All else is a threshold, at least so many of some nodes, or a negation. A node has a higher number than those
below it, so that the nodes of a program in order are an order of evaluation, and backwards one of descending.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple, TypeVar, assert_never

from iotcheck.model import (
    Amount,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    DerivedCondition,
    Everyone,
    FactAmount,
    Group,
    Met,
    NamedAmount,
    Not,
    OnDay,
    PolicySet,
    Selects,
    TableLookup,
    Text,
)
from iotcheck.model.walk import below

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


class Always(NamedTuple):
    """True for everyone."""


# Conditions over one fact, up to so many together, are evaluated as one leaf, at every value where one of them changes.
_MAX_TOGETHER = 24

Node = Leaf | Comparison | Confirmation | Threshold | Negation | Always


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
                return self._number(Comparison(_place(condition, self.comparisons, self._comparison_numbers)))
            case never:
                assert_never(never)

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
        case _:
            return ()


def _place(item: T, items: list[T], numbers: dict[T, int]) -> int:
    """Return the place of an item in a list, at whose end it is put if it is new; `numbers` are the places so far."""
    if item not in numbers:
        numbers[item] = len(items)
        items.append(item)
    return numbers[item]


class Dependencies:
    """Answers what the conditions and amounts of one policy set look at."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self._only_facts: dict[int, str | None] = {}

    def only_fact(self, condition: Condition) -> str | None:
        """Return the fact that alone decides a condition, by buckets; None where there are several, or none such."""
        if id(condition) not in self._only_facts:
            self._only_facts[id(condition)] = self._only_fact(condition)
        return self._only_facts[id(condition)]

    def _only_fact(self, condition: Condition) -> str | None:
        match condition:
            case Selects() | ComparesDate():
                return condition.fact
            case Compares():
                return self._compared(condition)
            case Confirm():
                return None
            case _:
                facts = {self.only_fact(child) for child in self.children(condition)}
                return facts.pop() if len(facts) == 1 else None

    def children(self, condition: Condition) -> list[Condition]:
        """Return the conditions directly below one, that which `met` names included; none below a comparison."""
        if isinstance(condition, Compares):
            return []
        return [node for node in below(self.policies, condition) if isinstance(node, Condition)]

    def leaves(self, condition: Condition) -> Iterator[Condition]:
        """Yield the leaves and confirms below a condition, each once."""
        yield from self._leaves(condition, set())

    def _leaves(self, condition: Condition, seen: set[int]) -> Iterator[Condition]:
        if id(condition) in seen:
            return
        seen.add(id(condition))
        children = self.children(condition)
        if not children:
            yield condition
        for child in children:
            yield from self._leaves(child, seen)

    def terms(self, amount: Amount) -> Iterator[Amount]:
        """Yield an amount and all amounts that it is computed from, each once."""
        yield from self._terms(amount, set())

    def _terms(self, amount: Amount, seen: set[int]) -> Iterator[Amount]:
        if id(amount) in seen:
            return
        seen.add(id(amount))
        yield amount
        for node in below(self.policies, amount):
            if isinstance(node, Amount):
                yield from self._terms(node, seen)

    def conditions_in(self, amount: Amount) -> Iterator[Condition]:
        """Yield the conditions of all cases within an amount."""
        for term in self.terms(amount):
            if isinstance(term, Cases):
                yield from (branch.when for branch in term.branches)

    def values_in(self, amounts: tuple[Amount, ...]) -> set[str]:
        """Return the facts whose very values go into some amounts, conditions of cases included."""
        found: set[str] = set()
        for amount in amounts:
            for term in self.terms(amount):
                if isinstance(term, FactAmount | TableLookup):
                    found.add(term.fact)
            for condition in self.conditions_in(amount):
                for leaf in self.leaves(condition):
                    if isinstance(leaf, Compares) and self.only_fact(leaf) is None:
                        found |= self.values_in(operands(leaf))
        return found

    def leaf_conditions(self, amounts: tuple[Amount, ...]) -> Iterator[tuple[str, Condition]]:
        """Yield the conditions within amounts that one fact decides by buckets, each with the fact."""
        for amount in amounts:
            for condition in self.conditions_in(amount):
                for leaf in self.leaves(condition):
                    fact = self.only_fact(leaf)
                    if fact is not None:
                        yield fact, leaf
                    else:  # amounts are compared: in an amount nobody can be asked to confirm anything
                        yield from self.leaf_conditions(operands(leaf) if isinstance(leaf, Compares) else ())

    def is_constant(self, amount: Amount) -> bool:
        """Whether an amount is the same for everyone."""
        return not any(isinstance(term, FactAmount | TableLookup | Cases) for term in self.terms(amount))

    def _compared(self, condition: Compares) -> str | None:
        facts = {self._bare_fact(operand) for operand in operands(condition)} - {""}
        return facts.pop() if len(facts) == 1 else None

    def _bare_fact(self, amount: Amount) -> str | None:
        """Return the fact that an amount is nothing but, "" for a constant, None for anything else."""
        match amount:
            case FactAmount():
                return amount.fact
            case NamedAmount():
                return self._bare_fact(self.policies.amounts[amount.name])
            case _:
                return "" if self.is_constant(amount) else None


def operands(condition: Compares) -> tuple[Amount, ...]:
    """Return what a comparison compares, the left side first."""
    return (condition.left, *condition.bounds)
