"""The kernel: a policy set compiled for one day, ready to evaluate tables of applicants chunk by chunk.

Nothing of it changes after it is made but caches of bounded size, so that one kernel serves any number of tables. The
caches have no locks: threads need a kernel each, or take turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from iotcheck.batch.chunk import Chunk, make_chunk, without
from iotcheck.batch.compiler import Compiler, Plan
from iotcheck.batch.conditions import Truths, bundle
from iotcheck.batch.exact import ComparedRows
from iotcheck.batch.graph import Leaf
from iotcheck.batch.missing import Questions, missing_facts, open_confirms
from iotcheck.batch.results import Marks, ProgramRows, RuleRows
from iotcheck.engine import Answers
from iotcheck.model import (
    PolicySet,
    Text,
)


class Kernel:
    """Evaluates all programs of a policy set on a day (default: the file's own) for chunks of applicants.

    `codings` are those of the facts that matter, `needs_values` the facts whose values a chunk must hold beside codes.
    """

    def __init__(self, policies: PolicySet, as_of: date | None = None) -> None:
        self.policies = policies
        self.as_of = as_of or policies.as_of
        compiler = Compiler(policies, self.as_of)
        self._compiler = compiler
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
                rows.ceiling_source = plan.ceiling
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
        def compared(number: int) -> ComparedRows:
            facts = self._comparisons[number].facts
            make = partial(ComparedRows, facts, self._compiler.compared(chunk, number), chunk.rows)
            return chunk.made(("compared rows", number), make)

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
