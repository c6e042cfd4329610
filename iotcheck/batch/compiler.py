"""The compiler: what the kernel needs to know of a policy set on a day, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import repeat
from math import prod
from typing import TypeVar

from iotcheck.batch import exact
from iotcheck.batch.by_shape import CeilingColumn, ComparisonColumn
from iotcheck.batch.chunk import Chunk, Combinations, Compute
from iotcheck.batch.coding import Coding, Leaves, Place, code_fact
from iotcheck.batch.column_amounts import ColumnAmounts, Context, NamedColumns
from iotcheck.batch.dependencies import Dependencies, operands
from iotcheck.batch.dictionary import Outcomes
from iotcheck.batch.exact import OpenFacts, Values
from iotcheck.batch.graph import Graph
from iotcheck.batch.results import CeilingSource
from iotcheck.engine import Ceiling, CeilingKind, Evaluation, RuleState, ceiling_of, state_of
from iotcheck.model import (
    Amount,
    Branch,
    Cases,
    Compares,
    Condition,
    Constant,
    Edition,
    NoAmount,
    PolicySet,
    Program,
)
from iotcheck.model.combining import CombineRule, JointCap
from iotcheck.record import Record
from iotcheck.values import Number
from iotcheck.values import exact as whole_if_whole

T = TypeVar("T")
_FEW_COMBINATIONS = 1 << 10


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
    ceiling: CeilingSource | None


class Comparing(Record):
    """How one comparison of amounts is evaluated, and the facts that it looks at."""

    facts: tuple[str, ...]
    source: Combinations[bytes] | ComparisonColumn


def rule_amounts(rule: CombineRule) -> tuple[Amount, ...]:
    """Return an amount that looks at all that a rule on combining programs does: its condition, and its limit."""
    amount = rule.amount if isinstance(rule, JointCap) else Constant(value=0, location=rule.location)
    if rule.when is None:
        return (amount,)
    return (Cases(branches=(Branch(when=rule.when, then=amount),), otherwise=amount, location=rule.location),)


class Compiler:
    """Makes a policy set ready for a day: first what is looked at (`graph`, `codings`), then how it is evaluated."""

    def __init__(self, policies: PolicySet, as_of: date) -> None:
        self.policies = policies
        self.as_of = as_of
        self.graph = Graph(policies, as_of)
        self.needs_values: set[str] = set()
        self._dependencies = Dependencies(policies)
        self._editions = {name: program.edition_on(as_of) for name, program in policies.programs.items()}
        self._roots = {
            name: self.graph.add(edition.when) for name, edition in self._editions.items() if edition and edition.when
        }
        self._guard_roots = {
            name: self.graph.add(fact.asked_if) for name, fact in policies.facts.items() if fact.asked_if
        }
        self._add_comparisons_in_amounts()
        self.codings = self._code_facts()
        self._bits = {fact: 1 << place for place, fact in enumerate(policies.facts)}
        self._named_columns: dict[str, NamedColumns] = {}
        self.comparing: list[Combinations[bytes] | ComparisonColumn] = []
        self._context = Context(
            policies=policies,
            as_of=as_of,
            dependencies=self._dependencies,
            codings=self.codings,
            place=self._place,
            number=self.graph.add_comparison,
            compared=self.compared,
            named=self._named,
            bits=self._bits,
        )

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
        found = [self._comparing(condition) for condition in self.graph.comparisons]
        self.comparing = [one.source for one in found]
        return found

    def _add_comparisons_in_amounts(self) -> None:
        """Add to the graph the comparisons on which amounts depend, in their cases and in what these compare."""
        pending = [operands(condition) for condition in self.graph.comparisons]
        pending += [(amount,) for amount in self._ceilings()]
        while pending:
            amounts = pending.pop()
            for condition in [one for amount in amounts for one in self._dependencies.conditions_in(amount)]:
                for leaf in self._dependencies.leaves(condition):
                    if not isinstance(leaf, Compares) or self._dependencies.only_fact(leaf) is not None:
                        continue
                    known = len(self.graph.comparisons)
                    if self.graph.add_comparison(leaf) == known:
                        pending.append(operands(leaf))

    def _ceilings(self) -> list[Amount]:
        editions = [edition for edition in self._editions.values() if edition]
        return [edition.ceiling for edition in editions if not isinstance(edition.ceiling, NoAmount)]

    def _code_facts(self) -> dict[str, Coding]:
        """Code every fact that matters: in conditions, in amounts, or in conditions within amounts."""
        by_value: set[str] = set()
        ceilings = [(amount,) for amount in self._ceilings()]
        rules = [rule_amounts(rule) for rule in self.policies.combine]
        for amounts in (*ceilings, *rules, *map(operands, self.graph.comparisons)):
            by_value |= self._dependencies.values_in(amounts)
            for of, leaf in self._dependencies.leaf_conditions(amounts):
                self.graph.add_leaf(of, leaf)
        codings: dict[str, Coding] = {}
        for name, fact in self.policies.facts.items():
            if name in by_value or name in self.graph.leaves:
                leaves = Leaves(self.policies, self.as_of, fact, self.graph.leaves.get(name, ()))
                codings[name] = code_fact(leaves, by_value=name in by_value)
        return codings

    def rules(self) -> tuple[Combinations[RuleState], ...]:
        """Return how each rule on combining programs is evaluated."""
        return tuple(
            [self._combinations(rule_amounts(rule), partial(state_of, rule=rule)) for rule in self.policies.combine]
        )

    def _comparing(self, condition: Compares) -> Comparing:
        amounts = operands(condition)
        facts = self._looked_at(amounts)
        compared = OpenFacts(condition, facts)

        def compute(values: Values, rows: int) -> list[bytes]:
            outcomes = {truth: compared.closed(truth) for truth in (False, True)}
            return [outcomes[truth] for truth in exact.compare(self.policies, condition, values, rows)]

        by_combination = self._combinations(amounts, compared, compute)
        if self._few_combinations(amounts):
            return Comparing(facts=facts, source=by_combination)
        by_columns = ComparisonColumn(self._by_columns(amounts), condition, by_combination, self._bits)
        return Comparing(facts=facts, source=by_columns)

    def _ceiling(self, edition: Edition | None) -> CeilingSource | None:
        if edition is None or isinstance(edition.ceiling, NoAmount):
            return None
        amount = edition.ceiling
        order = {fact: place for place, fact in enumerate(self.policies.facts)}

        def evaluate(evaluation: Evaluation) -> Ceiling:
            return ceiling_of(evaluation, edition, order)._replace(trace=None)

        def compute(values: Values, rows: int) -> list[Ceiling]:
            numerators, denominator = exact.compute(self.policies, amount, values, rows)
            units = self.policies.smallest_units
            rounded: list[Number] = [max(0, numerator * units // denominator) for numerator in numerators]
            if units > 1:
                rounded = [whole_if_whole(Fraction(number, units)) for number in rounded]
            if edition.period is None:
                return list(map(Ceiling, repeat(CeilingKind.AMOUNT), rounded, rounded, rounded))
            return [Ceiling(CeilingKind.AMOUNT, one, one, one, period=edition.period) for one in rounded]

        by_combination = self._combinations((amount,), evaluate, compute)
        if self._few_combinations((amount,)):
            return by_combination
        return CeilingColumn(self._by_columns((amount,)), self.policies, edition, by_combination, self._bits)

    def _few_combinations(self, amounts: tuple[Amount, ...]) -> bool:
        """Whether what amounts look at has few combinations, or makes no more than arithmetic on one fact."""
        facts = self._looked_at(amounts)
        if len(facts) <= 1 and all(exact.can_compute(self.policies, amount) for amount in amounts):
            return True
        values = [self.codings[fact].examples for fact in facts]
        return None not in values and prod([len(one) for one in values if one]) <= _FEW_COMBINATIONS

    def _by_columns(self, amounts: tuple[Amount, ...]) -> ColumnAmounts:
        return ColumnAmounts(self._context, amounts, self._looked_at(amounts))

    def _named(self, name: str) -> NamedColumns:
        if name not in self._named_columns:
            amount = self.policies.amounts[name]
            self._named_columns[name] = NamedColumns(name, self._by_columns((amount,)), amount, self._bits)
        return self._named_columns[name]

    def _place(self, fact: str, condition: Condition) -> Place:
        return self.codings[fact].places[self.graph.add_leaf(fact, condition).number]

    def compared(self, chunk: Chunk, number: int) -> Outcomes[bytes]:
        """Return what comes out of a comparison of the graph."""
        return chunk.made(("compared", number), lambda: self.comparing[number].outcomes(chunk))

    def _combinations(
        self, amounts: tuple[Amount, ...], evaluate: Callable[[Evaluation], T], compute: Compute[T] | None = None
    ) -> Combinations[T]:
        facts = self._looked_at(amounts)
        self.needs_values.update(fact for fact in facts if self.codings[fact].examples is None)
        simple = all(exact.can_compute(self.policies, amount) for amount in amounts)
        return Combinations(self.policies, self.as_of, facts, evaluate, compute if simple else None)

    def _looked_at(self, amounts: tuple[Amount, ...]) -> tuple[str, ...]:
        leaf_facts = {fact for fact, _ in self._dependencies.leaf_conditions(amounts)}
        return tuple(sorted(self._dependencies.values_in(amounts) | leaf_facts))
