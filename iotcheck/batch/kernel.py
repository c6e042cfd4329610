"""The kernel: a policy set compiled for one day, ready to evaluate tables of applicants chunk by chunk.

Nothing of it changes after it is made but caches of bounded size, so that one kernel serves any number of tables. The
caches have no locks: threads need a kernel each, or take turns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import repeat
from typing import TypeVar

from iotcheck.batch import exact
from iotcheck.batch.chunk import Chunk, Combinations, Compute, make_chunk, without
from iotcheck.batch.coding import Coding, Leaves, code_fact
from iotcheck.batch.conditions import Truths, bundle
from iotcheck.batch.dependencies import Dependencies, operands
from iotcheck.batch.exact import ComparedRows, OpenFacts, Values
from iotcheck.batch.graph import Graph, Leaf
from iotcheck.batch.missing import Questions, missing_facts, open_confirms
from iotcheck.batch.results import Marks, ProgramRows, RuleRows
from iotcheck.engine import Answers, Ceiling, CeilingKind, Evaluation, RuleState, ceiling_of, state_of
from iotcheck.model import Amount, Branch, Cases, Compares, Constant, Edition, NoAmount, PolicySet, Program, Text
from iotcheck.model.combining import CombineRule, JointCap
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
    ceiling: Combinations[Ceiling] | None


class Comparing(Record):
    """How one comparison of amounts is evaluated, and the facts that it looks at."""

    facts: tuple[str, ...]
    combinations: Combinations[bytes]


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

    def _code_facts(self) -> dict[str, Coding]:
        """Code every fact that matters: in conditions, in amounts, or in conditions within amounts."""
        by_value: set[str] = set()
        ceilings = [
            (edition.ceiling,)
            for edition in self._editions.values()
            if edition and not isinstance(edition.ceiling, NoAmount)
        ]
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
            return [compared.closed(truth) for truth in exact.compare(self.policies, condition, values, rows)]

        return Comparing(facts=facts, combinations=self._combinations(amounts, compared, compute))

    def _ceiling(self, edition: Edition | None) -> Combinations[Ceiling] | None:
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

        return self._combinations((amount,), evaluate, compute)

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


class Kernel:
    """Evaluates all programs of a policy set on a day (default: the file's own) for chunks of applicants.

    `codings` are those of the facts that matter, `needs_values` the facts whose values a chunk must hold beside codes.
    """

    def __init__(self, policies: PolicySet, as_of: date | None = None) -> None:
        self.policies = policies
        self.as_of = as_of or policies.as_of
        compiler = Compiler(policies, self.as_of)
        self.codings = compiler.codings
        self._graph = compiler.graph
        self._with_confirm = compiler.graph.with_confirm()
        self._comparisons = compiler.comparisons()
        self._plans = compiler.plans()
        self._rules = compiler.rules()
        self._guards = compiler.guards()
        self.needs_values = frozenset(compiler.needs_values)
        self._order = {fact: place for place, fact in enumerate(policies.facts)}
        self._bundles, self._slots = bundle(
            {
                Leaf(fact, index): (fact, place)
                for fact, coding in self.codings.items()
                for index, place in enumerate(coding.places)
            }
        )

    def chunk(self, rows: Sequence[Mapping[str, object]]) -> Chunk:
        """Make a chunk of applicants' answers, as `assess` takes them; raise DataError for the first wrong row."""
        admitted = [self.policies.admit(row, self.as_of, f"rows[{place}]") for place, row in enumerate(rows)]
        return self.chunk_admitted(admitted)

    def chunk_admitted(self, rows: Sequence[Answers]) -> Chunk:
        """Make a chunk of answers that a parser or `PolicySet.admit` has returned."""
        return make_chunk(self.codings, self.needs_values, rows)

    def evaluate(self, chunk: Chunk, *, verdicts_only: bool = False, marks: bool = True) -> Iterator[ProgramRows]:
        """Yield each program's results, in the file's order; with `verdicts_only` without marks and ceilings."""
        truths = self._truths(chunk)
        rules = None if verdicts_only or not self._rules else self._rule_rows(chunk)
        for plan in self._plans:
            rows = ProgramRows(plan.program, plan.edition, chunk, self._verdicts(plan, truths), stale=plan.stale)
            if not verdicts_only:
                rows.ceilings = plan.ceiling.outcomes(chunk) if plan.ceiling else None
                rows.rules = rules
            if marks and not verdicts_only:
                rows.missing = Marks(chunk.rows, self._missing(plan, truths, rows.undetermined))
                rows.confirm = Marks(chunk.rows, self._confirm(plan, truths))
            yield rows
            truths.forget(plan.done_with)

    def questions(self, chunk: Chunk) -> Questions:
        """Return what gathers each row's next question from programs' results."""
        return Questions(list(self.policies.facts), self._guards, self._graph, self._truths(chunk), chunk)

    def _rule_rows(self, chunk: Chunk) -> RuleRows:
        named = frozenset([name for rule in self.policies.combine for name in rule.programs])
        return RuleRows(self.policies, named, tuple([rule.outcomes(chunk) for rule in self._rules]))

    def _truths(self, chunk: Chunk) -> Truths:
        compared = [
            ComparedRows(comparison.facts, comparison.combinations.outcomes(chunk), chunk.rows)
            for comparison in self._comparisons
        ]
        return Truths(self._graph.nodes, self._bundles, self._slots, compared, self._with_confirm, chunk)

    def _verdicts(self, plan: Plan, truths: Truths) -> int | None:
        if not plan.nodes:
            return None
        root = plan.nodes[-1]
        high = truths.high(root) & truths.masks.both
        if not truths.has_confirm(root):
            return high
        low = truths.low(root)
        conditional = without(high & truths.masks.certain, low << 1)
        return without(high & truths.masks.possible, conditional >> 1) | (low & truths.masks.certain) | conditional

    def _missing(self, plan: Plan, truths: Truths, undetermined: int) -> dict[str, int]:
        if not undetermined:
            return {}
        found = missing_facts(self._graph, truths, plan.nodes, undetermined)
        return {fact: found[fact] for fact in sorted(found, key=self._order.__getitem__)}

    def _confirm(self, plan: Plan, truths: Truths) -> dict[Text, int]:
        if not plan.nodes or not truths.has_confirm(plan.nodes[-1]):
            return {}
        return open_confirms(self._graph, truths, plan.nodes)
