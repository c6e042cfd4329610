"""Rules on combining programs that can limit nothing, whatever is answered."""

from __future__ import annotations

from iotcheck.authoring.combining import ways_to_limit
from iotcheck.authoring.lint.context import LintContext


def check_combining(context: LintContext) -> None:
    """Note rules on combining that name too few programs, or that no applicant can come to."""
    for rule in context.policies.combine:
        names, least = rule.contenders
        if len(names) < least:
            context.problem(rule.location, "combines-too-few", n=len(names))
            continue
        ways = ways_to_limit(context.policies, rule)
        if all(way.goals and context.impossible(way.goals, rule.location) for way in ways):
            context.problem(rule.location, "combination-never-limits")
