"""Divisors that can be 0 where they matter: nothing keeps them from it."""

from __future__ import annotations

from iotcheck.authoring.lint.conditions import reached
from iotcheck.authoring.lint.context import LintContext, example_text
from iotcheck.authoring.proof import Goal
from iotcheck.model import Amount, Calculation, Compares, Constant, Operation, Operator
from iotcheck.model.walk import walk


def check_divisors(context: LintContext) -> None:
    """Note divisors that some answers make 0, where no condition or case on the way to them rules that out."""
    if not any(_divisor(node) for root in context.roots for node in walk(context.policies, root.node)):
        return
    for _, edition in context.editions:
        for node, goals in reached(context, edition):
            divisor = _divisor(node)
            if divisor is None:
                continue
            answers = context.example([Goal(_is_zero(divisor))], divisor.location, edition, goals)
            if answers is not None:
                context.problem(divisor.location, "divisor-may-be-zero", example=example_text(answers))


def _divisor(node: object) -> Amount | None:
    """Return what an amount is divided by, unless that is a number."""
    if not (isinstance(node, Calculation) and node.operation is Operation.QUOTIENT):
        return None
    return None if isinstance(node.operands[1], Constant) else node.operands[1]


def _is_zero(amount: Amount) -> Compares:
    zero = Constant(value=0, location=amount.location)
    return Compares(left=amount, operator=Operator.BETWEEN, bounds=(zero, zero), location=amount.location)
