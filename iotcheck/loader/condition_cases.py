"""Cases of conditions, by other conditions or by the day, read from nodes."""

from __future__ import annotations

from typing import Any

from iotcheck.loader.context import Context
from iotcheck.loader.records import dated_records, read_cases, read_value
from iotcheck.model import All, Condition, ConditionBranch
from iotcheck.model.cases import DatedRule, cases_of, dated_condition
from iotcheck.reader import Node


def read_condition_cases(context: Context, node: Node, said: dict[str, Any]) -> Condition | None:
    """Read a list of cases, the last of which is `otherwise`."""
    cases = read_cases(context, node, lambda then: read_value(context, then, "condition"))
    if cases is None:
        return None
    branches = [ConditionBranch(when=when, then=then) for when, then in cases[0]]
    return cases_of(branches, cases[1], **said) if branches else All(children=(cases[1],), **said)


def read_dated_condition(context: Context, node: Node, said: dict[str, Any]) -> Condition | None:
    """Read a list of conditions, each with the day from which it holds."""
    found = dated_records(context, node, "dated_rule")
    rules = [
        DatedRule(start=one["from"], when=one["when"], sources=one.get("source", ()), location=place)
        for one, place in found
    ]
    return dated_condition(rules, **said) if rules else None
