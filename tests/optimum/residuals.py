"""What answers leave of a policy file's conditions: simplified trees over the facts that are still open.

It shares no code with the interview's look-ahead, so that each can show the other wrong. A fact's values fall into
classes that no leaf tells apart; a tree is a text (TRUE, FALSE, CONFIRM) or a tuple, and equal trees mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations
from typing import Any

from iotcheck.engine import Evaluation
from iotcheck.logic import Truth
from iotcheck.model import (
    All,
    AtLeast,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    Everyone,
    Fact,
    FactType,
    Met,
    Not,
    PolicySet,
    Selects,
)
from iotcheck.model import Any as AnyOf
from iotcheck.model.walk import facts_below, walk
from iotcheck.values import Value

TRUE, FALSE, CONFIRM = "true", "false", "confirm"
Tree = Any  # a text; ("leaf", fact, classes as bits); ("not", tree); ("least", count, trees)
Weights = Mapping[str, Sequence[Value]]

_DECIDED = {
    TRUE: (Truth.TRUE, Truth.TRUE),
    FALSE: (Truth.FALSE, Truth.FALSE),
    CONFIRM: (Truth.TRUE, Truth.FALSE),
}
_STEPS = 20  # values of a long range


class Residuals:
    """The conditions of one policy file; `values` names other samples of facts' values than all of them alike."""

    def __init__(self, policies: PolicySet, conditions: Iterable[Condition | Everyone], values: Weights) -> None:
        self._policies = policies
        self._leaves: dict[str, list[Condition]] = {}
        for root in conditions:
            for node in walk(policies, root):
                if isinstance(node, Selects | ComparesDate | Compares):
                    (only,) = facts_below(policies, node)
                    if node not in self._leaves.setdefault(only, []):
                        self._leaves[only].append(node)
        self.examples: dict[str, list[Value]] = {}
        self.weights: dict[str, list[float]] = {}
        self._truths: dict[str, list[tuple[bool, ...]]] = {}
        for name, fact in policies.facts.items():
            self._classify(name, values.get(name) or domain(fact))

    def tree(self, condition: Condition | Everyone) -> Tree:
        """Return a condition before any answer."""
        match condition:
            case Everyone():
                return TRUE
            case Confirm():
                return CONFIRM
            case Met(name=name):
                return self.tree(self._policies.conditions[name].condition)
            case Not(child=child):
                return _inverse(self.tree(child))
            case All(children=children):
                return _least(len(children), [self.tree(child) for child in children])
            case AnyOf(children=children):
                return _least(1, [self.tree(child) for child in children])
            case AtLeast(count=count, children=children):
                return _least(count, [self.tree(child) for child in children])
            case _:
                return self._leaf(condition)

    @cache  # noqa: B019 - one object for one run
    def after(self, tree: Tree, fact: str, kind: int) -> Tree:
        """Return what is left of a tree if a fact has a value of that class."""
        if isinstance(tree, str) or fact not in facts_in(tree):
            return tree
        if tree[0] == "leaf":
            return TRUE if tree[2] >> kind & 1 else FALSE
        if tree[0] == "not":
            return _inverse(self.after(tree[1], fact, kind))
        return _least(tree[1], [self.after(child, fact, kind) for child in tree[2]])

    def _classify(self, name: str, values: Sequence[Value]) -> None:
        found: dict[tuple[bool, ...], int] = {}
        self.examples[name], self.weights[name] = [], []
        for value in values:
            evaluation = Evaluation(self._policies, {name: value}, self._policies.as_of)
            truths = tuple([evaluation.condition(leaf).high is Truth.TRUE for leaf in self._leaves.get(name, ())])
            if truths not in found:
                found[truths] = len(found)
                self.examples[name].append(value)
                self.weights[name].append(0.0)
            self.weights[name][found[truths]] += 1 / len(values)
        self._truths[name] = list(found)

    def _leaf(self, condition: Condition) -> Tree:
        (fact,) = facts_below(self._policies, condition)
        place = self._leaves[fact].index(condition)
        truths = [kind[place] for kind in self._truths[fact]]
        if len(set(truths)) == 1:
            return TRUE if truths[0] else FALSE
        return "leaf", fact, sum(1 << kind for kind, true in enumerate(truths) if true)


@cache
def facts_in(tree: Tree) -> frozenset[str]:
    """Return the facts that a tree speaks of."""
    if isinstance(tree, str):
        return frozenset()
    if tree[0] == "leaf":
        return frozenset([tree[1]])
    return frozenset().union(*map(facts_in, tree[1:] if tree[0] == "not" else tree[2]))


@cache
def truths(tree: Tree) -> tuple[Truth, Truth]:
    """Return a tree's truth with every confirm true, and with every confirm false."""
    if isinstance(tree, str):
        return _DECIDED[tree]
    if tree[0] == "leaf":
        return Truth.UNKNOWN, Truth.UNKNOWN
    if tree[0] == "not":
        high, low = truths(tree[1])
        return Truth(2 - high), Truth(2 - low)
    sides = [truths(child) for child in tree[2]]
    high, low = (sorted((side[place] for side in sides), reverse=True)[tree[1] - 1] for place in (0, 1))
    return high, low


@cache
def missing(tree: Tree) -> frozenset[str]:
    """Return the facts that can still change a tree's truth, with every confirm true or with every confirm false."""
    return frozenset(_missing(tree, in_high=True, in_low=True))


def domain(fact: Fact) -> list[Value]:
    """Return all values of a fact, or of a long range so many that lie evenly in it."""
    if fact.type is FactType.BOOLEAN:
        return [True, False]
    if fact.type is FactType.CHOICE:
        return list(fact.choices)
    if fact.type is FactType.CHOICES:
        sizes = range(len(fact.choices) + 1)
        return [some for size in sizes for some in combinations(fact.choices, size)]
    low = fact.minimum if isinstance(fact.minimum, int) else 0
    high = fact.maximum if isinstance(fact.maximum, int) else low + 100
    if high - low <= _STEPS:
        return list(range(low, high + 1))
    return [low + int(Fraction(high - low) * step / _STEPS) for step in range(_STEPS + 1)]


def _missing(tree: Tree, *, in_high: bool, in_low: bool) -> set[str]:
    high, low = truths(tree)
    in_high, in_low = in_high and high is Truth.UNKNOWN, in_low and low is Truth.UNKNOWN
    if not (in_high or in_low):
        return set()
    if tree[0] == "leaf":
        return {tree[1]}
    children = tree[1:] if tree[0] == "not" else tree[2]
    return set().union(*[_missing(child, in_high=in_high, in_low=in_low) for child in children])


def _inverse(tree: Tree) -> Tree:
    if isinstance(tree, str):  # no confirm stands under not
        return FALSE if tree == TRUE else TRUE
    return tree[1] if tree[0] == "not" else ("not", tree)


def _least(count: int, children: Sequence[Tree]) -> Tree:
    """Return "at least so many of these", without what is decided; all and any are the two ends of it."""
    count -= sum(child == TRUE for child in children)
    rest = [child for child in children if child not in (TRUE, FALSE)]
    if count in (1, len(rest)):  # repeated children of all and any count once
        unique = sorted(set(rest), key=repr)
        count, rest = (len(unique) if count == len(rest) else 1), unique
    if count <= 0:
        return TRUE
    if count > len(rest):
        return FALSE
    return rest[0] if len(rest) == 1 else ("least", count, tuple(rest))
