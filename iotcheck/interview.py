"""Which fact to ask next, what may still be asked, and which answers have stopped mattering. Pure.

All of it is read off a report: the traces know which facts are missing, and nothing is remembered between questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from iotcheck.engine import (
    Answers,
    CeilingKind,
    Evaluation,
    ProgramReport,
    Report,
    Trace,
    Verdict,
    assess,
    undecided_facts,
)
from iotcheck.logic import Truth
from iotcheck.model import Fact, PolicySet
from iotcheck.values import Value


class Stake(NamedTuple):
    """What a question is about: the programs in play whose verdict or ceiling still depends on its fact.

    `low` and `high` sum up how much their stated ceilings can still come to (None: no upper end).
    """

    programs: tuple[ProgramReport, ...]
    low: int
    high: int | None


def next_question(report: Report) -> str | None:
    """Return the fact that the interview would ask next, or None when nothing is left to ask."""
    wanted = needed(report)
    guards = _Guards(report.policies, report.answers, report.as_of)
    ready = [fact for fact in wanted if not guards.waits_for(fact) & set(wanted)]
    return next(iter(ready or wanted), None)


def needed(report: Report) -> tuple[str, ...]:
    """Return the facts that may still have to be asked, in the file's order; their number bounds the questions left.

    They are the unasked facts in `missing` or `ceiling.missing` of programs in play; without those whose `asked_if` is
    false, with the facts of an `asked_if` that is still open. Another answer never adds to them, a changed one may.
    """
    guards = _Guards(report.policies, report.answers, report.as_of)
    found: set[str] = set()
    waiting = {fact for program in in_play(report) for fact in (*program.missing, *program.ceiling.missing)}
    while waiting:
        fact = waiting.pop()
        if fact not in report.answers and fact not in found and not guards.shut(fact):
            found.add(fact)
            waiting |= guards.waits_for(fact)
    return tuple([fact for fact in report.policies.facts if fact in found])


def ruled_out(report: Report) -> tuple[str, ...]:
    """Return the facts whose question does not arise, their `asked_if` being false, in the file's order."""
    guards = _Guards(report.policies, report.answers, report.as_of)
    return tuple([fact for fact in report.policies.facts if guards.shut(fact)])


def in_play(report: Report) -> list[ProgramReport]:
    """Return the programs that questions are asked for: open to applicants, with a condition, and not ineligible."""
    return [
        program
        for program in report.programs
        if program.open_to_applicants and program.verdict not in (None, Verdict.INELIGIBLE)
    ]


def stake(report: Report, fact: str) -> Stake:
    """Return what is at stake with a fact that may be asked."""
    programs = tuple([one for one in in_play(report) if fact in one.missing or fact in one.ceiling.missing])
    low, high = 0, 0
    open_ended = False
    for program in programs:
        if program.ceiling.kind is CeilingKind.AMOUNT:
            low += program.ceiling.low or 0
            high += program.ceiling.high or 0
            open_ended = open_ended or program.ceiling.high is None
    return Stake(programs, low, None if open_ended else high)


def idle(policies: PolicySet, answers: Answers, as_of: date) -> tuple[str, ...]:
    """Return the answers that do not matter, in the order of `answers`, which is that of asking.

    An answer is idle if the ones before it had already left nothing for it to decide, or if its `asked_if` is false.
    """
    used: dict[str, Value | None] = {}
    for fact in _guards_first(policies, answers, as_of):
        if fact in needed(assess(policies, used, as_of)):
            used[fact] = answers[fact]
    return tuple([fact for fact in answers if fact not in used])


def _guards_first(policies: PolicySet, answers: Answers, as_of: date) -> list[str]:
    """Return the answered facts in their order, but none before the facts of its `asked_if`."""
    guards = _Guards(policies, {}, as_of)
    found: dict[str, None] = {}
    waiting = list(answers)[::-1]
    behind: set[str] = set()
    while waiting:
        fact = waiting[-1]
        before = (
            [] if fact in behind else [one for one in answers if one in guards.waits_for(fact) and one not in found]
        )
        behind.add(fact)
        if before:
            waiting += before[::-1]
        else:
            found.setdefault(waiting.pop())
    return list(found)


class _Guards:
    """The `asked_if` conditions of facts, evaluated when first needed."""

    def __init__(self, policies: PolicySet, answers: Answers, as_of: date) -> None:
        self._facts: Mapping[str, Fact] = policies.facts
        self._evaluation = Evaluation(policies, answers, as_of)
        self._traces: dict[str, Trace | None] = {}

    def shut(self, fact: str) -> bool:
        """Whether the fact is not to be asked."""
        trace = self._trace(fact)
        return trace is not None and trace.high is Truth.FALSE

    def waits_for(self, fact: str) -> set[str]:
        """Return the open facts on which it depends whether the fact is to be asked."""
        trace = self._trace(fact)
        return undecided_facts(trace) if trace is not None else set()

    def _trace(self, fact: str) -> Trace | None:
        if fact not in self._traces:
            guard = self._facts[fact].asked_if
            self._traces[fact] = self._evaluation.condition(guard) if guard is not None else None
        return self._traces[fact]
