"""Expectations and differences in words."""

from __future__ import annotations

from fractions import Fraction

from iotcheck.authoring.cases import Case, Difference
from iotcheck.authoring.expectations import Aspect, Expected, Span, Total
from iotcheck.engine import CeilingKind, Verdict
from iotcheck.model import PolicySet, Status
from iotcheck.texts import say
from iotcheck.texts.format import listing, number, span
from iotcheck.texts.result import heading

_MONEY = (Total.MIN, Total.MAX)


def case_words(language: str, case: Case) -> str:
    """Return a case's id and title."""
    if case.title is None:
        return case.id
    return say(language, "workbench.case", id=case.id, title=case.title.in_language(language))


def difference_words(policies: PolicySet, language: str, found: Difference) -> str:
    """Return what was expected, and what came instead."""
    if found.program:
        title = policies.programs[found.program].title.in_language(language)
        aspect = say(language, f"workbench.{found.aspect}")
        what = say(language, "workbench.of-program", title=title, id=found.program, aspect=aspect)
    else:
        key = "applicable-count" if found.aspect is Total.APPLICABLE else found.aspect
        what = say(language, "workbench.of-total", aspect=say(language, f"workbench.{key}"))
    expected, actual = (value_words(policies, language, found.aspect, one) for one in (found.expected, found.actual))
    return say(language, "workbench.difference", what=what, expected=expected, actual=actual)


def value_words(policies: PolicySet, language: str, aspect: Aspect | Total, value: Expected) -> str:
    """Return a value that a case expects, or a report has, in words."""
    match value:
        case None:
            key = "no-verdict" if aspect is Aspect.VERDICT else "no-status" if aspect is Aspect.STATUS else "no-end"
            return say(language, f"workbench.{key}")
        case Verdict() | Status() | CeilingKind():
            return heading(language, value)
        case bool():
            return say(language, "workbench.yes" if value else "workbench.no")
        case Span(low=low, high=high):
            return span(language, low, high, policies.currency)
        case int() | Fraction():
            return span(language, value, value, policies.currency) if aspect in _MONEY else number(value)
        case _:
            labels = [(str(fact), policies.facts[str(fact)].label.in_language(language)) for fact in value]
            named = [say(language, "workbench.fact", label=label, id=fact) for fact, label in labels]
            return listing(language, named) or say(language, "workbench.nothing")


def plain_expected(value: Expected) -> object:
    """Return a value as JSON has it: a ceiling as a list of two numbers, facts as a list."""
    if isinstance(value, Span):
        return [None if end is None else int(end) for end in value]
    return list(value) if isinstance(value, tuple) else value
