"""Assess one applicant against every program: verdicts, ceilings, totals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from iotcheck.engine.combining import BestSet, RuleState, rule_states
from iotcheck.engine.evaluation import Answers, Evaluation
from iotcheck.engine.results import Ceiling, CeilingKind, ProgramReport, Verdict
from iotcheck.engine.summing import best_set_of, total
from iotcheck.engine.totals import Totals
from iotcheck.engine.trace import Trace, deciding_parts, is_unstated, rests_on_input, undecided_facts
from iotcheck.logic import Truth
from iotcheck.model import (
    Calculation,
    Confirm,
    Edition,
    NoAmount,
    Operation,
    PolicySet,
    Program,
    Text,
)
from iotcheck.record import Record


class Report(Record):
    """An assessment: the answers it was made from, the day, and every program of the file in its order.

    `today` is the day on which it was asked for, where that is known: who shows it can say how long ago its day was.
    `rules` are the rules on combining programs as they are, and `best_set` what they come to; None without any.
    """

    policies: PolicySet
    as_of: date
    answers: Answers
    programs: tuple[ProgramReport, ...]
    totals: Totals
    today: date | None = None
    rules: tuple[RuleState, ...] = ()
    best_set: BestSet | None = None

    def program(self, program_id: str) -> ProgramReport:
        """Return the result of one program; raise KeyError if the file has none of that id."""
        for report in self.programs:
            if report.program.id == program_id:
                return report
        raise KeyError(program_id)


def assess(policies: PolicySet, answers: Mapping[str, object], as_of: date | None = None) -> Report:
    """Assess one applicant on a day (default: the file's own).

    `answers` maps fact ids to values of their types (see `Fact.admit`), None for *don't know*; other facts are *not
    asked*. Raise DataError with every unknown fact and wrong value.
    """
    return assess_admitted(policies, policies.admit(answers, as_of or policies.as_of), as_of)


def assess_admitted(policies: PolicySet, answers: Answers, as_of: date | None = None) -> Report:
    """Assess answers that a parser or `PolicySet.admit` has returned, without looking at them again."""
    return report_of(Evaluation(policies, answers, as_of or policies.as_of))


def report_of(evaluation: Evaluation) -> Report:
    """Return the assessment that an evaluation of the answers comes to."""
    policies = evaluation.policies
    order = {fact: place for place, fact in enumerate(policies.facts)}
    programs = tuple([assess_program(evaluation, program, order) for program in policies.programs.values()])
    rules = rule_states(evaluation)
    best_set = best_set_of(policies, rules, programs) if rules else None
    return Report(
        policies=policies,
        as_of=evaluation.as_of,
        answers=dict(evaluation.answers),
        programs=programs,
        totals=total(programs, best_set),
        rules=rules,
        best_set=best_set,
    )


def verdict_of(high: Truth, low: Truth) -> Verdict:
    """Return the verdict for the truths with every confirm true (`high`) and with every confirm false (`low`)."""
    if high is Truth.FALSE:
        return Verdict.INELIGIBLE
    if low is Truth.TRUE:
        return Verdict.ELIGIBLE
    if high is Truth.TRUE and low is Truth.FALSE:
        return Verdict.CONDITIONAL
    return Verdict.UNDETERMINED


def ceiling_of(evaluation: Evaluation, edition: Edition, order: Mapping[str, int]) -> Ceiling:
    """Return the ceiling of an edition; `order` gives each fact its place in the file."""
    if isinstance(edition.ceiling, NoAmount):
        return Ceiling(CeilingKind.of(edition), period=edition.period)
    trace = evaluation.amount(edition.ceiling)
    if trace.interval == (None, None) and is_unstated(trace):
        return Ceiling(CeilingKind.UNSTATED, trace=trace, period=edition.period)
    low, high = trace.interval
    low = 0 if low is None else max(0, evaluation.policies.round_down(low))
    high = None if high is None else max(0, evaluation.policies.round_down(high))
    if low == high:
        return Ceiling(CeilingKind.AMOUNT, low, high, top=high, trace=trace, period=edition.period)
    top = None if rests_on_input(trace) else high
    missing = tuple(sorted(trace.missing, key=order.__getitem__))
    ranged = isinstance(edition.ceiling, Calculation) and edition.ceiling.operation is Operation.RANGE
    return Ceiling(CeilingKind.AMOUNT, low, high, top, missing, trace, edition.period, ranged)


def assess_program(evaluation: Evaluation, program: Program, order: Mapping[str, int]) -> ProgramReport:
    """Return the result of one program; `order` gives each fact its place in the file."""
    edition = program.edition_on(evaluation.as_of)
    if edition is None:
        unstated = Ceiling(CeilingKind.of(None))
        return ProgramReport(program=program, edition=None, stale=False, verdict=None, ceiling=unstated)
    ceiling = ceiling_of(evaluation, edition, order)
    stale = edition.stale(evaluation.as_of)
    if edition.when is None:
        return ProgramReport(program=program, edition=edition, stale=stale, verdict=None, ceiling=ceiling)
    trace = evaluation.condition(edition.when)
    verdict = verdict_of(trace.high, trace.low)
    missing: set[str] = undecided_facts(trace) if verdict is Verdict.UNDETERMINED else set()
    return ProgramReport(
        program=program,
        edition=edition,
        stale=stale,
        verdict=verdict,
        ceiling=ceiling,
        missing=tuple(sorted(missing, key=order.__getitem__)),
        confirm=tuple(_to_confirm(trace)) if trace.high is not trace.low else (),
        trace=trace,
    )


def _to_confirm(trace: Trace) -> list[Text]:
    """Return the questions of the confirms that still make a difference, each once."""
    if isinstance(trace.condition, Confirm):
        return [trace.condition.question]
    found: list[Text] = []
    for child in deciding_parts(trace):
        if child.high is not child.low:
            found.extend(question for question in _to_confirm(child) if question not in found)
    return found
