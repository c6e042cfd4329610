"""Cases of conditions in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from iotcheck.model import Condition, ConditionCases
from iotcheck.texts import say

SENTENCES: dict[str, tuple[str, str]] = {
    "heading": ("按以下情形分别判断", "depending on the case"),
    "case": ("{condition}的，须{phrase}", "if {condition}, then {phrase}"),
    "otherwise": ("其他情形，须{phrase}", "otherwise {phrase}"),
    "next": ("；", "; "),
    "in-case": ("情形：{condition}", "if {condition}:"),
    "in-other-cases": ("其他情形", "otherwise:"),
}


class _Rules(Protocol):
    language: str

    def phrase(self, condition: Condition) -> str:
        """Return a condition in one line."""


def literal(rules: _Rules, cases: ConditionCases) -> str:
    """Return cases in one line: `if small, then staff: at least 5; otherwise staff: at least 50`."""
    language = rules.language
    said = [
        say(language, "condition_cases.case", condition=rules.phrase(one.when), phrase=rules.phrase(one.then))
        for one in cases.branches
    ]
    said.append(say(language, "condition_cases.otherwise", phrase=rules.phrase(cases.otherwise)))
    return say(language, "condition_cases.next").join(said)


def parts(rules: _Rules, cases: ConditionCases) -> Iterator[tuple[str, Condition | None, Condition]]:
    """Yield each case as a heading, when it applies (None for otherwise), and what it asks for."""
    for one in cases.branches:
        yield say(rules.language, "condition_cases.in-case", condition=rules.phrase(one.when)), one.when, one.then
    yield say(rules.language, "condition_cases.in-other-cases"), None, cases.otherwise
