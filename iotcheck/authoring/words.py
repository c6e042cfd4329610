"""Expectations and differences in words."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeGuard

from iotcheck.answers import plain_value
from iotcheck.authoring.cases import Case, Difference
from iotcheck.authoring.expectations import AnyAspect, Aspect, Expected, Interview, Refusal, Span, Total
from iotcheck.engine import CeilingKind, Verdict
from iotcheck.model import PolicySet, Status
from iotcheck.texts import say
from iotcheck.texts.ceilings import without_figure
from iotcheck.texts.format import fact_value, listing, money, number, span
from iotcheck.texts.result import heading

_MONEY = (Total.MIN, Total.MAX)


def case_words(language: str, case: Case) -> str:
    """Return a case's id and title."""
    if case.title is None:
        return case.id
    return say(language, "workbench.case", id=case.id, title=case.title.in_language(language))


def difference_words(policies: PolicySet, language: str, found: Difference) -> str:
    """Return what was expected, and what came instead."""
    program, aspect, wanted, _ = found.expectation
    if isinstance(wanted, Refusal):
        fact = policies.facts[wanted.fact]
        value = fact_value(language, fact, wanted.value, policies.currency)
        return say(language, "workbench.accepted", label=fact.label.in_language(language), id=fact.id, value=value)
    if program:
        title = policies.programs[program].title.in_language(language)
        named = say(language, f"workbench.{aspect}")
        what = say(language, "workbench.of-program", title=title, id=program, aspect=named)
    elif isinstance(aspect, Interview):
        what = say(language, f"workbench.{aspect}")
    else:
        key = "applicable-count" if aspect is Total.APPLICABLE else aspect
        what = say(language, "workbench.of-total", aspect=say(language, f"workbench.{key}"))
    if _is_list(wanted) and _is_list(found.actual) and set(wanted) & set(found.actual):
        differing = _differing(policies, language, wanted, found.actual)
        return say(language, "workbench.difference-of-lists", what=what, differing=differing)
    expected, actual = (value_words(policies, language, aspect, one) for one in (wanted, found.actual))
    return say(language, "workbench.difference", what=what, expected=expected, actual=actual)


def value_words(policies: PolicySet, language: str, aspect: AnyAspect, value: Expected) -> str:
    """Return a value that a case expects, or a report has, in words."""
    match value:
        case None:
            key = "no-verdict" if aspect is Aspect.VERDICT else "no-status" if aspect is Aspect.STATUS else "no-end"
            return say(language, f"workbench.{key}")
        case CeilingKind():
            return without_figure(language, value)
        case Verdict() | Status():
            return heading(language, value)
        case bool():
            return say(language, "workbench.yes" if value else "workbench.no")
        case Span(low=low, high=high):
            if high is None:
                return say(language, "format.or-more", low=money(language, low or 0, policies.currency))
            return span(language, low, high, policies.currency)
        case int() | Fraction():
            return span(language, value, value, policies.currency) if aspect in _MONEY else number(value)
        case _:
            labels = [(str(fact), policies.facts[str(fact)].label.in_language(language)) for fact in value]
            named = [say(language, "workbench.fact", label=label, id=fact) for fact, label in labels]
            return listing(language, named) or say(language, "workbench.nothing")


def _is_list(value: Expected) -> TypeGuard[tuple[str, ...]]:
    return isinstance(value, tuple) and not isinstance(value, Span | Refusal)


def _differing(policies: PolicySet, language: str, wanted: tuple[str, ...], actual: tuple[str, ...]) -> str:
    """Return which facts one of two lists has and the other has not."""
    parts = {
        "expected-only": [fact for fact in wanted if fact not in actual],
        "actual-only": [fact for fact in actual if fact not in wanted],
    }
    return listing(
        language,
        [
            say(language, f"workbench.{key}", facts=value_words(policies, language, Aspect.MISSING, tuple(facts)))
            for key, facts in parts.items()
            if facts
        ],
    )


def plain_expected(value: Expected) -> object:
    """Return a value as JSON has it: a ceiling as a list of two numbers, facts as a list, a refusal as a mapping."""
    if isinstance(value, Refusal):
        return {value.fact: plain_value(value.value)}
    if isinstance(value, Span):
        return [None if end is None else int(end) for end in value]
    return list(value) if isinstance(value, tuple) else value
