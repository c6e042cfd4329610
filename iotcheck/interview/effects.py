"""What is at stake with a question, and what each answer to it would do. Pure."""

from __future__ import annotations

from typing import NamedTuple

from iotcheck.engine import CeilingKind, ProgramReport, Report, Verdict, assess_admitted
from iotcheck.interview.agenda import Agenda
from iotcheck.interview.ranges import Range, pieces
from iotcheck.model import Fact, FactType
from iotcheck.values import Number, Value

_CHOSEN = (FactType.BOOLEAN, FactType.CHOICE, FactType.CHOICES)


class Stake(NamedTuple):
    """What a question is about: the programs in play whose verdict or ceiling still depends on its fact.

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
    programs = tuple([one for one in Agenda(report).programs if fact in one.missing or fact in one.ceiling.missing])
    figures = [one.ceiling for one in programs if one.ceiling.kind is CeilingKind.AMOUNT]
    highs = [figure.high for figure in figures if figure.high is not None]
    low = sum(figure.low or 0 for figure in figures)
    return Stake(programs, low, sum(highs) if len(highs) == len(figures) else None)


def effects(report: Report, fact: str) -> list[Effect]:
    """Return what each answer would do to verdicts, and of several choices each one alone, or none.

    Of a number or a day these are the ranges between thresholds that decide something: none if no verdict depends on
    the fact, or it is weighed against something that is not known.
    """
    programs = stake(report, fact).programs
    policies = report.policies.replace(programs={one.program.id: one.program for one in programs})

    def effect(value: Value) -> tuple[tuple[bool, bool], ...]:
        after = assess_admitted(policies, {**report.answers, fact: value}, report.as_of).programs
        return tuple([(one.applicable, one.verdict is Verdict.UNDETERMINED) for one in after])

    asked = report.policies.facts[fact]
    if asked.type in _CHOSEN:
        return [_counted(value, effect(value)) for value in _values(asked)]
    found: list[tuple[Range, tuple[tuple[bool, bool], ...]]] = []
    for piece, value in pieces(asked, [one.trace for one in programs if one.trace], report.as_of):
        decided = effect(value)
        alike = bool(found) and found[-1][1] == decided
        found.append((found.pop()[0].up_to(piece) if alike else piece, decided))
    return [_counted(*one) for one in found] if len(found) > 1 else []


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
