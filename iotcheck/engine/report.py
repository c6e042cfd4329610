"""Assess one applicant against every program: verdicts, ceilings, totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from iotcheck.engine.evaluation import Answers, Evaluation
from iotcheck.engine.totals import Subtotal, Totals, sum_ends, totals_of
from iotcheck.engine.trace import AmountTrace, Trace, is_unstated, rests_on_input, undecided_facts
from iotcheck.logic import Truth
from iotcheck.model import (
    MAIN_GROUP,
    Calculation,
    Confirm,
    Edition,
    NoAmount,
    Operation,
    Period,
    PolicySet,
    Program,
    Status,
    SumGroup,
    Text,
)
from iotcheck.record import Record
from iotcheck.values import Number


class Verdict(StrEnum):
    """What a program's condition says about the answers."""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    UNDETERMINED = "undetermined"
    INELIGIBLE = "ineligible"


class CeilingKind(StrEnum):
    """Whether a ceiling has a figure; unstated and none are not zero."""

    AMOUNT = "amount"
    UNSTATED = "unstated"
    NONE = "none"

    @classmethod
    def of(cls, edition: Edition | None) -> CeilingKind:
        """Return the kind of an edition's ceiling; without an edition nothing is stated."""
        if edition is None:
            return cls.UNSTATED
        return cls(edition.ceiling.value) if isinstance(edition.ceiling, NoAmount) else cls.AMOUNT


class Ceiling(NamedTuple):
    """The most a program pays, rounded down to the smallest unit: from `low` to `high` while facts are open.

    It is never below 0. `high` is None where there is no upper end; `top` is `high`, but None where no rule sets an
    upper end and only the greatest value that a question accepts does. All three are None without a figure. `missing`
    names the open facts that the figure still depends on, in the file's order. `period` is that of the edition, and
    `ranged` says that the source states a range and no more. It is a named tuple because the batch evaluator makes
    hundreds of thousands, without `trace`.
    """

    kind: CeilingKind
    low: Number | None = None
    high: Number | None = None
    top: Number | None = None
    missing: tuple[str, ...] = ()
    trace: AmountTrace | None = None
    period: Period | None = None
    ranged: bool = False


class ProgramReport(Record):
    """One program's result on the day of the report.

    `edition` is None where none is in force that day; `verdict` and `trace` are None then, and for background.
    `missing` names the open facts that can still change the verdict, `confirm` what is to be confirmed with the agency.
    """

    program: Program
    edition: Edition | None
    stale: bool
    verdict: Verdict | None
    ceiling: Ceiling
    missing: tuple[str, ...] = ()
    confirm: tuple[Text, ...] = ()
    trace: Trace | None = None

    @property
    def status(self) -> Status | None:
        """The status of the edition of the day; None without one."""
        return self.edition.status if self.edition else None

    @property
    def sum_group(self) -> SumGroup:
        """With which amounts its amount may be added."""
        return self.program.sum_group(self.edition) if self.edition else MAIN_GROUP

    @property
    def open_to_applicants(self) -> bool:
        """Whether the status lets one apply and the terms are not stale."""
        return self.edition is not None and self.edition.status.open_to_applicants and not self.stale

    @property
    def applicable(self) -> bool:
        """Whether the condition is met, perhaps with things to confirm, of a program open to applicants."""
        return self.open_to_applicants and self.verdict in (Verdict.ELIGIBLE, Verdict.CONDITIONAL)


class Report(Record):
    """An assessment: the answers it was made from, the day, and every program of the file in its order.

    `today` is the day on which it was asked for, where that is known: who shows it can say how long ago its day was.
    """

    policies: PolicySet
    as_of: date
    answers: Answers
    programs: tuple[ProgramReport, ...]
    totals: Totals
    today: date | None = None

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
    return Report(
        policies=policies,
        as_of=evaluation.as_of,
        answers=dict(evaluation.answers),
        programs=programs,
        totals=total(programs),
    )


def total(programs: Iterable[ProgramReport]) -> Totals:
    """Sum up some programs' results."""
    applicable: list[ProgramReport] = []
    undetermined = 0
    for program in programs:
        if program.applicable:
            applicable.append(program)
        elif program.open_to_applicants and program.verdict is Verdict.UNDETERMINED:
            undetermined += 1
    grouped: dict[SumGroup, list[Ceiling]] = {}
    for program in applicable:
        grouped.setdefault(program.sum_group, []).append(program.ceiling)
    return totals_of(
        [_subtotal(group, ceilings) for group, ceilings in grouped.items()],
        applicable=len(applicable),
        conditional=sum([program.verdict is Verdict.CONDITIONAL for program in applicable]),
        undetermined=undetermined,
        unstated=sum([program.ceiling.kind is CeilingKind.UNSTATED for program in applicable]),
    )


def _subtotal(group: SumGroup, ceilings: Sequence[Ceiling]) -> Subtotal:
    stated = [ceiling for ceiling in ceilings if ceiling.kind is CeilingKind.AMOUNT]
    return Subtotal(
        group,
        low=sum([ceiling.low or 0 for ceiling in stated]),
        high=sum_ends([ceiling.high for ceiling in stated]),
        top=sum_ends([ceiling.top for ceiling in stated]),
        stated=len(stated),
        unstated=sum([ceiling.kind is CeilingKind.UNSTATED for ceiling in ceilings]),
        waiting=sum([bool(ceiling.missing) for ceiling in stated]),
        ranges=sum([ceiling.ranged for ceiling in stated]),
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
    for child in trace.children:
        if child.high is not child.low:
            found.extend(question for question in _to_confirm(child) if question not in found)
    return found
