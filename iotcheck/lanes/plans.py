"""Compiling: from a policy set and a day to graph, codings and plans, which the kernel evaluates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import repeat
from typing import TypeVar

from iotcheck.engine import Evaluation, ceiling_of
from iotcheck.lanes import exact
from iotcheck.lanes.coding import Coding, code_fact
from iotcheck.lanes.combinations import Combinations, Compute
from iotcheck.lanes.comparisons import OpenFacts
from iotcheck.lanes.exact import Values
from iotcheck.lanes.leaves import Leaves
from iotcheck.lanes.nodes import Graph, Question, children
from iotcheck.lanes.parts import Parts, operands
from iotcheck.lanes.results import Figures
from iotcheck.model import Amount, Compares, Edition, NoAmount, PolicySet, Program
from iotcheck.record import Record
from iotcheck.values import Number
from iotcheck.values import exact as whole_if_whole

T = TypeVar("T")


class Plan(Record):
    """How one program is evaluated.

    `nodes` are the root of its condition, the last, and all below it, children before parents; none for background.
    `done_with` are those that no later program needs. `ceiling` computes its amount; None where it has no figure.
    """

    program: Program
    edition: Edition | None
    nodes: tuple[int, ...]
    done_with: frozenset[int]
    stale: bool
    ceiling: Combinations[Figures] | None


class Comparing(Record):
    """How one comparison of amounts is evaluated, and the facts that it looks at."""

    facts: tuple[str, ...]
    combinations: Combinations[bytes]


class Compiler:
    """Makes a policy set ready for a day: first what is looked at (`graph`, `codings`), then how it is evaluated."""

    def __init__(self, policies: PolicySet, as_of: date) -> None:
        self.policies = policies
        self.as_of = as_of
        self.graph = Graph(policies)
        self.needs_values: set[str] = set()
        self._parts = Parts(policies)
        self._editions = {name: program.edition_on(as_of) for name, program in policies.programs.items()}
        self._roots = {
            name: self.graph.add(edition.when) for name, edition in self._editions.items() if edition and edition.when
        }
        self._guard_roots = {
            name: self.graph.add(fact.asked_if) for name, fact in policies.facts.items() if fact.asked_if
        }
        self.codings = self._code_facts()

    def plans(self) -> list[Plan]:
        """Return how each program is evaluated, in the file's order."""
        nodes = {name: self.graph.below(root) for name, root in self._roots.items()}
        last_use = {number: name for name, numbers in nodes.items() for number in numbers}
        return [
            Plan(
                program=program,
                edition=self._editions[name],
                nodes=nodes.get(name, ()),
                done_with=frozenset(number for number in nodes.get(name, ()) if last_use[number] == name),
                stale=(edition := self._editions[name]) is not None and edition.stale(self.as_of),
                ceiling=self._ceiling(edition),
            )
            for name, program in self.policies.programs.items()
        ]

    def guards(self) -> dict[str, tuple[int, ...]]:
        """Return for each fact with `asked_if` the nodes of that condition, the last of them its root."""
        return {fact: self.graph.below(root) for fact, root in self._guard_roots.items()}

    def comparisons(self) -> list[Comparing]:
        """Return how each comparison of the graph is evaluated."""
        return [self._comparing(condition) for condition in self.graph.comparisons]

    def unsure(self) -> frozenset[int]:
        """Return the nodes that have a confirm below them, or are one."""
        found: set[int] = set()
        for number, node in enumerate(self.graph.nodes):
            if isinstance(node, Question) or not found.isdisjoint(children(node)):
                found.add(number)
        return frozenset(found)

    def _code_facts(self) -> dict[str, Coding]:
        """Code every fact that matters: in conditions, in amounts, or in conditions within amounts."""
        by_value: set[str] = set()
        ceilings = [
            (edition.ceiling,)
            for edition in self._editions.values()
            if edition and not isinstance(edition.ceiling, NoAmount)
        ]
        for amounts in (*ceilings, *map(operands, self.graph.comparisons)):
            by_value |= self._parts.values_in(amounts)
            for of, leaf in self._parts.leaf_conditions(amounts):
                self.graph.add_leaf(of, leaf)
        codings: dict[str, Coding] = {}
        for name, fact in self.policies.facts.items():
            if name in by_value or name in self.graph.leaves:
                leaves = Leaves(self.policies, self.as_of, fact, self.graph.leaves.get(name, ()))
                codings[name] = code_fact(leaves, by_value=name in by_value)
        return codings

    def _comparing(self, condition: Compares) -> Comparing:
        amounts = operands(condition)
        facts = self._looked_at(amounts)
        compared = OpenFacts(condition, facts)

        def compute(values: Values, rows: int) -> list[bytes]:
            return [compared.closed(truth) for truth in exact.compare(self.policies, condition, values, rows)]

        return Comparing(facts=facts, combinations=self._combinations(amounts, compared, compute))

    def _ceiling(self, edition: Edition | None) -> Combinations[Figures] | None:
        if edition is None or isinstance(edition.ceiling, NoAmount):
            return None
        amount = edition.ceiling
        order = {fact: place for place, fact in enumerate(self.policies.facts)}

        def figures(evaluation: Evaluation) -> Figures:
            ceiling = ceiling_of(evaluation, edition, order)
            return Figures(ceiling.low, ceiling.high, ceiling.missing, ceiling.top is not None)

        def compute(values: Values, rows: int) -> list[Figures]:
            numerators, denominator = exact.compute(self.policies, amount, values, rows)
            units = self.policies.smallest_units
            rounded: list[Number] = [max(0, numerator * units // denominator) for numerator in numerators]
            if units > 1:
                rounded = [whole_if_whole(Fraction(number, units)) for number in rounded]
            return list(map(Figures, rounded, rounded, repeat(())))

        return self._combinations((amount,), figures, compute)

    def _combinations(
        self, amounts: tuple[Amount, ...], evaluate: Callable[[Evaluation], T], compute: Compute[T]
    ) -> Combinations[T]:
        facts = self._looked_at(amounts)
        self.needs_values.update(fact for fact in facts if self.codings[fact].examples is None)
        simple = all(exact.can_compute(self.policies, amount) for amount in amounts)
        return Combinations(self.policies, self.as_of, facts, evaluate, compute if simple else None)

    def _looked_at(self, amounts: tuple[Amount, ...]) -> tuple[str, ...]:
        leaf_facts = {fact for fact, _ in self._parts.leaf_conditions(amounts)}
        return tuple(sorted(self._parts.values_in(amounts) | leaf_facts))
