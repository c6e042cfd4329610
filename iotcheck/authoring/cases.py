"""Worked cases: answers, a day, and what must come of them, compared with reports. `case_files` reads them.

A case states as much as its author worked out: what it leaves out is not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from iotcheck.answers import Answers
from iotcheck.authoring.expectations import AnyAspect, Expected, Interview, Refusal, actual, overall
from iotcheck.engine import assess_admitted
from iotcheck.errors import Location
from iotcheck.model import PolicySet, Text
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


def differences(policies: PolicySet, cases: Iterable[Case]) -> Iterator[Difference]:
    """Yield what does not come out as the cases expect, in their order."""
    for case in cases:
        report = assess_admitted(policies, case.answers, case.as_of)
        for expectation in case.expectations:
            if expectation.program:
                came = actual(report, expectation.program, expectation.aspect)
            elif expectation.aspect is Interview.REFUSED and isinstance(expectation.value, Refusal):
                came = expectation.value if expectation.value.refused(policies) else None
            else:
                came = overall(report, expectation.aspect)
            if came != expectation.value:
                yield Difference(case, expectation, came)
