"""Cases of conditions in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from iotcheck.model import Condition, ConditionCases, OnDay
from iotcheck.model.cases import DatedCondition
from iotcheck.texts import say
from iotcheck.texts.values import day

SENTENCES: dict[str, tuple[str, str]] = {
    "heading": ("按以下情形分别判断", "depending on the case"),
    "case": ("{condition}的，须{phrase}", "if {condition}, then {phrase}"),
    "otherwise": ("其他情形，须{phrase}", "otherwise {phrase}"),
    "next": ("；", "; "),
    "in-case": ("情形：{condition}", "if {condition}:"),
    "in-other-cases": ("其他情形", "otherwise:"),
    "dated": ("按判断日期适用的规定", "depending on the day"),
    "from": ("自{day}起，须{phrase}", "from {day}: {phrase}"),
    "before": ("此前，须{phrase}", "before that: {phrase}"),
    "from-day": ("自{day}起", "from {day}:"),
    "before-day": ("此前", "before that:"),
}


class _Rules(Protocol):
    language: str

    def phrase(self, condition: Condition) -> str:
        """Return a condition in one line."""


def heading(rules: _Rules, cases: ConditionCases) -> str:
    """Return what a tree of cases begins with."""
    return say(rules.language, f"condition_cases.{'dated' if isinstance(cases, DatedCondition) else 'heading'}")


def literal(rules: _Rules, cases: ConditionCases) -> str:
    """Return cases in one line: `if small, then staff: at least 5; otherwise staff: at least 50`."""
    said = [_case(rules, when, rules.phrase(then), "case", "from") for when, then in _each(cases)]
    rest = "before" if isinstance(cases, DatedCondition) else "otherwise"
    said.append(say(rules.language, f"condition_cases.{rest}", phrase=rules.phrase(cases.otherwise)))
    return say(rules.language, "condition_cases.next").join(said)


def parts(rules: _Rules, cases: ConditionCases) -> Iterator[tuple[str, Condition | None, Condition]]:
    """Yield each case as a heading, when it applies (None for otherwise), and what it asks for."""
    for when, then in _each(cases):
        yield _case(rules, when, "", "in-case", "from-day"), when, then
    rest = "before-day" if isinstance(cases, DatedCondition) else "in-other-cases"
    yield say(rules.language, f"condition_cases.{rest}"), None, cases.otherwise


def _each(cases: ConditionCases) -> list[tuple[Condition, Condition]]:
    return [(one.when, one.then) for one in cases.branches]


def _case(rules: _Rules, when: Condition, phrase: str, key: str, by_day: str) -> str:
    if isinstance(when, OnDay) and when.start is not None:
        begins = day(rules.language, when.start)
        return say(rules.language, f"condition_cases.{by_day}", day=begins, phrase=phrase)
    return say(rules.language, f"condition_cases.{key}", condition=rules.phrase(when), phrase=phrase)
