"""Evaluations of answers that differ from others in few facts: what rests on none of these keeps its trace.

A condition or an amount depends on nothing but the answers to the facts below it. So after a change of `revenue`, the
trace of `all: [registered, any: [small, new]]` is the one of before, and only what looks at `revenue` is evaluated.
"""

from __future__ import annotations

from datetime import date

from iotcheck.engine.evaluation import Answers, Evaluation
from iotcheck.engine.report import Report, assess_program, report_of
from iotcheck.engine.results import ProgramReport
from iotcheck.engine.trace import AmountTrace, Trace
from iotcheck.model import Amount, Compares, Condition, Everyone, PolicySet
from iotcheck.model.walk import AnyNode, facts_below

MOST_KEPT = 50_000  # traces of comparisons


class ChangedAnswers:
    """Evaluates one applicant's answers on one day, changed in few facts; a fact changed to None is open."""

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        self.policies = policies
        self.answers = answers
        self.as_of = as_of
        self._before = _Before(policies, answers, as_of)
        self._order = {fact: place for place, fact in enumerate(policies.facts)}

    def report(self, changes: Answers) -> Report:
        """Return what `assess_admitted` does for the answers with these changes."""
        return report_of(_After(self._before, changes))

    def program(self, name: str, changes: Answers) -> ProgramReport:
        """Return the result of one program for the answers with these changes."""
        return assess_program(_After(self._before, changes), self.policies.programs[name], self._order)

    def condition(self, condition: Condition | Everyone, changes: Answers) -> Trace:
        """Return the trace of a condition for the answers with these changes."""
        return _After(self._before, changes).condition(condition)

    def facts_of(self, node: AnyNode) -> frozenset[str]:
        """Return the facts that a condition or an amount depends on."""
        return self._before.facts_of(node)


class _Before(Evaluation):
    """The evaluation of the answers as they are, each condition and amount once."""

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        super().__init__(policies, answers, as_of)
        self.comparisons: dict[tuple[object, ...], Trace] = {}  # of changed answers too: they cost most
        self._facts: dict[int, frozenset[str]] = {}
        self._conditions: dict[int, Trace] = {}
        self._parts: dict[int, AmountTrace] = {}

    def facts_of(self, node: AnyNode) -> frozenset[str]:
        """Return the facts that a condition or an amount depends on."""
        facts = self._facts.get(id(node))
        if facts is None:
            facts = self._facts[id(node)] = facts_below(self.policies, node)
        return facts

    def condition(self, condition: Condition | Everyone) -> Trace:
        """Return the trace of a condition."""
        trace = self._conditions.get(id(condition))
        if trace is None:
            trace = self._conditions[id(condition)] = super().condition(condition)
        return trace

    def amount(self, amount: Amount) -> AmountTrace:
        """Return the trace of an amount."""
        trace = self._parts.get(id(amount))
        if trace is None:
            trace = self._parts[id(amount)] = super().amount(amount)
        return trace


class _After(Evaluation):
    """The evaluation of changed answers."""

    def __init__(self, before: _Before, changes: Answers) -> None:
        super().__init__(before.policies, {**before.answers, **changes}, before.as_of)
        self._before = before
        self._changed = frozenset(changes)

    def condition(self, condition: Condition | Everyone) -> Trace:
        """Return the trace of a condition."""
        facts = self._before.facts_of(condition)
        if self._changed.isdisjoint(facts):
            return self._before.condition(condition)
        if not isinstance(condition, Compares):
            return super().condition(condition)
        known, key = self._before.comparisons, (id(condition), *map(self.answers.get, facts))
        if key not in known:
            if len(known) >= MOST_KEPT:
                known.clear()
            known[key] = super().condition(condition)
        return known[key]

    def amount(self, amount: Amount) -> AmountTrace:
        """Return the trace of an amount."""
        unchanged = self._changed.isdisjoint(self._before.facts_of(amount))
        return self._before.amount(amount) if unchanged else super().amount(amount)
