"""What is at stake with a question, and what each answer to it would do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from iotcheck.engine import CeilingKind, ProgramReport, Report, Trace, Verdict, leaf_traces
from iotcheck.engine.changes import ChangedAnswers
from iotcheck.engine.partition import Cut, Partition, Range, cuts_of, sides_of
from iotcheck.interview.agenda import Agenda
from iotcheck.logic import Truth
from iotcheck.model import DerivedCondition, Fact, FactAmount, FactType
from iotcheck.values import Number, Value

_CHOSEN = (FactType.BOOLEAN, FactType.CHOICE, FactType.CHOICES)


class Stake(NamedTuple):
    """What a question is about: the programs in play whose verdict or ceiling still depends on its fact.

    Of a fact on which only a rule on combining programs depends, they are those that the rule joins.

    `low` and `high` sum up how much their stated ceilings can still come to (None: no upper end).
    """

    programs: tuple[ProgramReport, ...]
    low: Number
    high: Number | None


class Effect(NamedTuple):
    """What an answer would do to the programs at stake: how many would fit, stay possible, or be ruled out.

    Of numbers and days it is a range of answers that all do the same.
    """

    answer: Value | Range
    fits: int
    possible: int
    out: int


def stake(report: Report, fact: str) -> Stake:
    """Return what is at stake with a fact that may be asked."""
    agenda = Agenda(report)
    programs = tuple(
        [program for program in agenda.programs if fact in program.missing or fact in program.ceiling.missing]
    )
    if not programs:
        joined = {name for state in agenda.rules if fact in state.missing for name in state.rule.programs}
        programs = tuple([program for program in agenda.programs if program.program.id in joined])
    figures = [program.ceiling for program in programs if program.ceiling.kind is CeilingKind.AMOUNT]
    highs = [figure.high for figure in figures if figure.high is not None]
    low = sum(figure.low or 0 for figure in figures)
    return Stake(programs, low, sum(highs) if len(highs) == len(figures) else None)


def effects(report: Report, fact: str) -> list[Effect]:
    """Return what each answer would do to verdicts, and of several choices each one alone, or none.

    Of a number or a day these are the ranges between thresholds that decide something: none if no verdict depends on
    the fact, or it is weighed against something that is not known.
    """
    programs = stake(report, fact).programs
    policies = report.policies.replace(programs={one.program.id: one.program for one in programs}, combine=())
    changed = ChangedAnswers(policies, report.answers, report.as_of)

    def effect(value: Value) -> tuple[tuple[bool, bool], ...]:
        after = changed.report({fact: value}).programs
        return tuple([(one.applicable, one.verdict is Verdict.UNDETERMINED) for one in after])

    asked = report.policies.facts[fact]
    if asked.type in _CHOSEN:
        return [_counted(value, effect(value)) for value in _values(asked)]
    found: list[tuple[Range, tuple[tuple[bool, bool], ...]]] = []
    for cell, value in _cells(asked, report, programs):
        decided = effect(value)
        alike = bool(found) and found[-1][1] == decided
        found.append((found.pop()[0].up_to(cell) if alike else cell, decided))
    return [_counted(*one) for one in found] if len(found) > 1 else []


def least_threshold(report: Report, fact: Fact) -> Number | None:
    """Return the smallest amount above 0 that undecided conditions compare a fact with; None where there is none."""
    cuts = [_cuts(fact, leaf, report.as_of) or () for leaf in _leaves_over(fact, report.programs)]
    return min((cut.value for cut in chain.from_iterable(cuts) if cut.value > 0), default=None)


def _cells(fact: Fact, report: Report, programs: Iterable[ProgramReport]) -> Iterator[tuple[Range, Value]]:
    """Yield the ranges of numbers or days within which no condition of some programs changes, each with one of them.

    There are none if a condition weighs the fact against what is not known: where that turns cannot be told.
    """
    undecided = [leaf for leaf in _leaves_over(fact, programs) if leaf.high is Truth.UNKNOWN]
    cuts = [_cuts(fact, leaf, report.as_of) for leaf in undecided]
    if None in cuts:
        return
    partition = Partition(fact, chain.from_iterable(cut for cut in cuts if cut is not None))
    for cell, value in zip(partition.cells(), partition.values(), strict=True):
        yield (partition.as_days(cell) if fact.type is FactType.DATE else cell), value


def _leaves_over(fact: Fact, programs: Iterable[ProgramReport]) -> Iterator[Trace]:
    """Yield the leaves of the programs' conditions that look at an open fact."""
    for program in programs:
        for leaf in leaf_traces(program.trace) if program.trace is not None else ():
            if fact.id in leaf.open_facts:
                yield leaf


def _cuts(fact: Fact, leaf: Trace, as_of: date) -> list[Cut] | None:
    """Return where a leaf cuts the line of a fact, other facts being as they are; None if that is not known."""
    if isinstance(leaf.condition, DerivedCondition):  # by its meaning several conditions, which turn together
        return None
    sides = sides_of(leaf.operands)
    if sides:
        left = leaf.operands[0].amount
        if left != FactAmount(fact=fact.id, location=left.location) or None in sides[1:]:
            return None
    return list(cuts_of(leaf.condition, as_of, sides))


def _values(fact: Fact) -> list[Value]:
    if fact.type is FactType.BOOLEAN:
        return [True, False]
    if fact.type is FactType.CHOICE:
        return list(fact.choices)
    return [*((choice,) for choice in fact.choices), *(() if fact.minimum else ((),))]


def _counted(answer: Value | Range, programs: tuple[tuple[bool, bool], ...]) -> Effect:
    fits = sum(applicable for applicable, _ in programs)
    possible = sum(undetermined for _, undetermined in programs)
    return Effect(answer, fits, possible, len(programs) - fits - possible)
