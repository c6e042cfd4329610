"""Cases of conditions, by other conditions or by the day: the first `when` that holds leads to its own condition.

They mean groups of simple conditions. For *where a, then b; else c*, with a, b and c open or not, that is

    all of:  b or not a  ·  (a and b) or c

With a true that is b, with a false it is c; and while a is open, it is true where b and c both are, and false where
neither is. *(a and b) or (not a and c)* says the same of answers that are all known, but would stay open where b and c
are both true. Of several cases, c is the cases that are left. So a case is two children of its group however many there
are, and whatever evaluates, blames or searches groups does so with cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any as AnyValue

from iotcheck.errors import Location
from iotcheck.model.rules import All, Any, Condition, ConditionBranch, ConditionCases, Not, OnDay
from iotcheck.model.sources import Citation
from iotcheck.record import Record


class DatedRule(Record):
    """What a condition is from a day on, until the next rule begins."""

    start: date
    when: Condition
    sources: tuple[Citation, ...] = ()
    location: Location


class DatedCondition(ConditionCases):
    """A condition that depends on the day of assessment; before the first rule begins, it is that rule."""

    rules: tuple[DatedRule, ...]


def dated_condition(rules: Sequence[DatedRule], **said: AnyValue) -> Condition:
    """Return a condition with rules that begin one after the other; `said` is what every node has."""
    first, *later = rules
    branches = [
        ConditionBranch(when=OnDay(start=one.start, location=one.location), then=one.when) for one in reversed(later)
    ]
    if not branches:
        return All(children=(first.when,), **said)
    cases = cases_of(branches, first.when, location=first.location)
    fields = {"children": cases.children, "branches": cases.branches, "otherwise": cases.otherwise}
    return DatedCondition(rules=tuple(rules), **{**fields, **said})


def cases_of(branches: Sequence[ConditionBranch], otherwise: Condition, **said: AnyValue) -> ConditionCases:
    """Return cases, of which there is at least one, with the groups that they mean; `said` is what every node has."""
    (first, *later) = branches
    rest = cases_of(later, otherwise, location=later[0].when.location) if later else otherwise
    when, then, place = first.when, first.then, first.when.location
    kept = Any(children=(then, Not(child=when, location=place)), location=place)
    here = All(children=(when, then), location=place)
    either = Any(children=(here, rest), location=place)
    return ConditionCases(children=(kept, either), branches=tuple(branches), otherwise=otherwise, **said)
