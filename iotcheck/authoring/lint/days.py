"""Days that an edition covers, and for which what depends on the day says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.authoring.lint.context import LintContext
from iotcheck.model import Everyone, GrantOf, NoAmount, PolicySet
from iotcheck.model.cases import DatedCondition, DatedRule
from iotcheck.model.lookups import Dated, DatedValue
from iotcheck.model.walk import AnyNode, below


def check_days(context: LintContext) -> None:
    """Note dated values and conditions of which the first begins after an edition that uses them."""
    for program, edition in context.editions:
        parts = [part for part in (edition.when, edition.ceiling) if not isinstance(part, NoAmount | Everyone | None)]
        seen: set[int] = set()
        for first in (first for part in parts for first in _first_values(context.policies, part, seen)):
            if edition.start is None or edition.start < first.start:
                context.problem(first.location, "dated-from-later", day=first.start, program=program.id)


def _first_values(policies: PolicySet, node: AnyNode, seen: set[int]) -> Iterator[DatedValue | DatedRule]:
    """Yield the first value of all that is dated; another program has editions of its own."""
    if id(node) in seen or isinstance(node, GrantOf):
        return
    seen.add(id(node))
    if isinstance(node, Dated):
        yield node.values[0]
    elif isinstance(node, DatedCondition):
        yield node.rules[0]
    for part in below(policies, node):
        yield from _first_values(policies, part, seen)
