"""Worked cases: answers, a day, and what must come of them. Read from YAML (or a table), and compared with reports.

A case states as much as its author worked out: what it leaves out is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from iotcheck.answers import Answers
from iotcheck.authoring.expectations import AnyAspect, Expected, Interview, Refusal, actual, overall
from iotcheck.engine import assess
from iotcheck.errors import DataError, Location, Problem
from iotcheck.model import PolicySet, Text
from iotcheck.reader import Node, decode, read
from iotcheck.record import Record


class Expectation(NamedTuple):
    """One thing that a case expects: of a program, or (`program` empty) of all together or of an interview."""

    program: str
    aspect: AnyAspect
    value: Expected
    location: Location


class Case(Record):
    """One worked case."""

    id: str
    title: Text | None = None
    as_of: date
    answers: Answers
    expectations: tuple[Expectation, ...]
    location: Location

    @property
    def programs(self) -> frozenset[str]:
        """The programs of which the case expects anything."""
        return frozenset(expectation.program for expectation in self.expectations if expectation.program)

    def expecting(self, aspect: AnyAspect) -> frozenset[str]:
        """Return the programs of which the case expects something in an aspect (the empty string: of all together)."""
        return frozenset(expectation.program for expectation in self.expectations if expectation.aspect is aspect)


class Difference(NamedTuple):
    """An expectation of a case that is not fulfilled, and what came instead."""

    case: Case
    expectation: Expectation
    actual: Expected


def read_cases(data: bytes, file: str, policies: PolicySet) -> tuple[Case, ...]:
    """Read a file of cases: YAML, or a table if its name ends in .csv. Raise DataError with every problem."""
    from iotcheck.authoring.case_reader import CaseReader

    if file.casefold().endswith(".csv"):
        from iotcheck.authoring.case_tables import read_table

        root: Node | None
        root, problems = read_table(data, file, policies)
    else:
        root, problems = read(decode(data, file), file)
    if root is None and not problems:
        problems.append(Problem(Location(file), "empty-file"))
    cases = CaseReader(policies, problems).file(root) if root is not None else ()
    if problems:
        raise DataError(sorted(problems, key=lambda problem: (problem.location or Location(file))[1:]))
    return cases


def differences(policies: PolicySet, cases: Iterable[Case]) -> Iterator[Difference]:
    """Yield what does not come out as the cases expect, in their order."""
    for case in cases:
        report = assess(policies, case.answers, case.as_of)
        for expectation in case.expectations:
            if expectation.program:
                came = actual(report.program(expectation.program), expectation.aspect)
            elif expectation.aspect is Interview.REFUSED and isinstance(expectation.value, Refusal):
                came = expectation.value if expectation.value.refused(policies) else None
            else:
                came = overall(report, expectation.aspect)
            if came != expectation.value:
                yield Difference(case, expectation, came)
