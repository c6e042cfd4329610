"""What may still have to be asked: the facts that programs in play miss, in the light of what each `asked_if` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from iotcheck.engine import Answers, Evaluation, ProgramReport, Report, RuleState, Trace, Verdict, undecided_facts
from iotcheck.logic import Truth
from iotcheck.model import Fact, PolicySet


class Guards:
    """The `asked_if` conditions of facts in the light of some answers, evaluated when first needed."""

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        self._facts: Mapping[str, Fact] = policies.facts
        self._evaluation = Evaluation(policies, answers, as_of)
        self._found: dict[str, tuple[Trace | None, frozenset[str]]] = {}

    def trace(self, fact: str) -> Trace | None:
        """Return the evaluated condition; None where the fact has none."""
        return self._look(fact)[0]

    def shut(self, fact: str) -> bool:
        """Whether the fact is not to be asked."""
        trace = self._look(fact)[0]
        return trace is not None and trace.high is Truth.FALSE

    def waits_for(self, fact: str) -> frozenset[str]:
        """Return the open facts on which it depends whether the fact is to be asked."""
        return self._look(fact)[1]

    def _look(self, fact: str) -> tuple[Trace | None, frozenset[str]]:
        if fact not in self._found:
            guard = self._facts[fact].asked_if
            trace = self._evaluation.condition(guard) if guard is not None else None
            self._found[fact] = trace, frozenset(undecided_facts(trace) if trace is not None else ())
        return self._found[fact]


class Agenda:
    """The questions that a report leaves.

    `programs` are those in play: open to applicants, with a condition, and not ineligible. `needed` are the facts that
    may still have to be asked, in the file's order: the unasked ones in `missing` or `ceiling.missing` of programs in
    play, and those on which `rules` still depend: rules on combining that can limit programs in play. Facts whose
    `asked_if` is false are left out, those of an `asked_if` that is still open are needed too. Another answer never
    adds to the needed facts, a changed one may.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.guards = Guards(report.policies, report.answers, report.as_of)
        self.programs: list[ProgramReport] = [
            program
            for program in report.programs
            if program.verdict is not None and program.verdict is not Verdict.INELIGIBLE and program.open_to_applicants
        ]
        in_play = {program.program.id for program in self.programs}
        self.rules: list[RuleState] = [
            state for state in report.rules if state.missing and state.rule.can_limit(in_play)
        ]
        asked = {fact for program in self.programs for fact in (*program.missing, *program.ceiling.missing)}
        found = self._close(asked.union(*[state.missing for state in self.rules]))
        self.needed = tuple([fact for fact in report.policies.facts if fact in found])

    @cached_property
    def deferred(self) -> tuple[str, ...]:
        """The needed facts of which nobody knows whether to ask them: what decides it is not known to the applicant.

        Who does not know at which levels it leads standards cannot say how many at each. Their answers would only bound
        what is open anyway, so they are asked last, if at all.
        """
        unknown = {fact for fact, value in self.report.answers.items() if value is None}
        waits = {fact: self.guards.waits_for(fact) for fact in self.needed}
        return tuple([fact for fact, others in waits.items() if others and others <= unknown])

    @cached_property
    def ready(self) -> tuple[str, ...]:
        """The needed facts that wait for no other needed one, in the file's order."""
        return tuple([fact for fact in self.needed if fact not in self.waiting])

    @cached_property
    def waiting(self) -> dict[str, Trace]:
        """The needed facts that wait for others, with the conditions that say whether they are to be asked."""
        needed = frozenset(self.needed)
        found: dict[str, Trace] = {}
        for fact in self.needed:
            trace = self.guards.trace(fact)
            if trace is not None and not needed.isdisjoint(self.guards.waits_for(fact)):
                found[fact] = trace
        return found

    def connected(self, fact: str) -> tuple[list[ProgramReport], tuple[str, ...]]:
        """Return the programs and needed facts that have to do with a needed fact, directly or through one another.

        What is not connected takes as many questions in whatever order they come.
        """
        needed = frozenset(self.needed)
        links = [needed & {*program.missing, *program.ceiling.missing} for program in self.programs]
        others = [needed & {waiting, *self.guards.waits_for(waiting)} for waiting in self.waiting]
        of = {program.program.id: link for program, link in zip(self.programs, links, strict=True)}
        others += [
            (needed & state.missing).union(*[of.get(name, ()) for name in state.rule.programs]) for state in self.rules
        ]
        found: set[str] = set()
        reached = {fact}
        while reached:
            found |= reached
            reached = set().union(*[link for link in (*links, *others) if not found.isdisjoint(link)]) - found
        programs = [one for one, link in zip(self.programs, links, strict=True) if not found.isdisjoint(link)]
        return programs, tuple([name for name in self.needed if name in found])

    def _close(self, missing: Iterable[str]) -> set[str]:
        found: set[str] = set()
        pending = set(missing)
        while pending:
            fact = pending.pop()
            if fact not in self.report.answers and fact not in found and not self.guards.shut(fact):
                found.add(fact)
                pending |= self.guards.waits_for(fact)
        return found
