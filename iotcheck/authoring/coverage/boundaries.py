"""How near an applicant is to a threshold: at it, or one step of one fact away.

A step is the smallest difference that people write: one thing, one unit of the currency, one day, and for a number one
unit of the last decimal place that the condition itself has.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from iotcheck.authoring.coverage.goals import Goal
from iotcheck.engine import Answers, Evaluation
from iotcheck.engine.leaves import day_of
from iotcheck.model import (
    Amount,
    Calculation,
    Compares,
    ComparesDate,
    Confirm,
    Constant,
    Edition,
    FactType,
    Group,
    Met,
    Operation,
    PolicySet,
)
from iotcheck.model.walk import AnyNode, below, facts_below, walk
from iotcheck.values import Number


def side_of(
    policies: PolicySet, condition: Compares | ComparesDate, answers: Answers, as_of: date, bound: int = 0
) -> str:
    """Return "at", "below" or "above" where the answers lie at a threshold or one step from it; else nothing.

    `bound` chooses the bound of `between`.
    """
    if isinstance(condition, ComparesDate):
        return _date_side(condition, answers, as_of, bound)
    right = condition.bounds[bound]
    gap = gap_between(policies, condition.left, right, answers, as_of)
    if gap is None:
        return ""
    if gap == 0:
        return "at"
    for fact in facts_below(policies, condition):
        for nearby in neighbours(policies, condition, fact, answers):
            other = gap_between(policies, condition.left, right, nearby, as_of)
            if other is not None and other * gap <= 0:
                return "below" if gap < 0 else "above"
    return ""


def gap_between(policies: PolicySet, left: Amount, right: Amount, answers: Answers, as_of: date) -> Number | None:
    """Return left minus right where both are decided."""
    evaluation = Evaluation(policies, answers, as_of)
    ends = [evaluation.amount(amount).interval for amount in (left, right)]
    if not all(end.decided for end in ends):
        return None
    return ends[0].low - ends[1].low  # type: ignore[operator]


def neighbours(policies: PolicySet, part: AnyNode, fact: str, answers: Answers) -> Iterator[Answers]:
    """Yield the answers with one numeric fact a step lower, and a step higher."""
    value = answers.get(fact)
    if policies.facts[fact].type.numeric and isinstance(value, int | Fraction):
        step = step_of(policies, part, fact)
        yield {**answers, fact: value - step}
        yield {**answers, fact: value + step}


def step_of(policies: PolicySet, part: AnyNode, fact: str) -> Number:
    """Return the step of a numeric fact within a condition or an amount."""
    if policies.facts[fact].type is not FactType.NUMBER:
        return 1
    return Fraction(1, max((_scale(one.value) for one in walk(policies, part) if isinstance(one, Constant)), default=1))


def _date_side(condition: ComparesDate, answers: Answers, as_of: date, bound: int) -> str:
    answer, turns = answers.get(condition.fact), condition.turns(as_of)
    if answer is None or bound >= len(turns):
        return ""
    return {-1: "below", 0: "at", 1: "above"}.get((day_of(answer) - turns[bound]) // timedelta(1), "")


def _scale(value: Number) -> int:
    """Return the power of ten that makes a decimal whole (the denominator of a number written in decimals)."""
    scale = 1
    while value * scale % 1 and scale < 10**15:
        scale *= 10
    return scale


def awaits_confirmation(policies: PolicySet, condition: object) -> bool:
    """Return whether a condition, or that of an edition, holds only if something is confirmed, whatever the answers.

    Nothing has to be known of the other conditions: `all` of x and something to confirm, and `any` of two things to
    confirm, never hold for certain; `any` of x and something to confirm may.
    """
    match condition:
        case Edition(when=when):
            return awaits_confirmation(policies, when)
        case Confirm():
            return True
        case Met():
            return any(awaits_confirmation(policies, child) for child in below(policies, condition))
        case Group(children=children):
            waiting = sum([awaits_confirmation(policies, child) for child in children])
            return len(children) - waiting < condition.needed
        case _:
            return False


def never(policies: PolicySet, goal: Goal, node: AnyNode) -> bool:
    """Return whether what the facts can be at all rules a goal of amounts out, whatever the answers and the day."""
    if any(policies.facts[fact].type is FactType.DATE for fact in facts_below(policies, node)):
        return False
    open_to = Evaluation(policies, {}, policies.as_of)
    match node:
        case Compares(left=left, bounds=bounds):
            bound = bounds[1] if goal.aspect.startswith("upper_") else bounds[0]
            (low, high), (bound_low, bound_high) = (open_to.amount(amount).interval for amount in (left, bound))
            side = goal.aspect.removeprefix("upper_")
            never_less = low is not None and bound_high is not None and low >= bound_high
            never_more = high is not None and bound_low is not None and high <= bound_low
            return (side == "below" and never_less) or (side == "above" and never_more)
        case Calculation(operation=Operation.DIFFERENCE, operands=(left, right)):
            (low, high), (right_low, right_high) = (open_to.amount(amount).interval for amount in (left, right))
            never_less = low is not None and right_high is not None and low >= right_high
            never_more = high is not None and right_low is not None and high <= right_low
            return never_less if goal.aspect == "cut_off" else never_more
        case Calculation(operation=operation, operands=operands):
            spans = [open_to.amount(operand).interval for operand in operands]
            own = spans.pop(int(goal.aspect) - 1)
            if operation is Operation.LEAST:
                return any(own.low is not None and other.high is not None and own.low >= other.high for other in spans)
            return any(own.high is not None and other.low is not None and own.high <= other.low for other in spans)
        case _:
            return False
