"""The leaves of one fact: what the tree walker says of them for a value, and where along the values that may change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from iotcheck.engine import Evaluation
from iotcheck.lanes.parts import Parts, operands
from iotcheck.logic import Truth
from iotcheck.model import Compares, ComparesDate, Condition, Fact, PolicySet, Selects
from iotcheck.values import Value


class Leaves:
    """The leaves of one fact, and what the tree walker says of them."""

    def __init__(self, policies: PolicySet, as_of: date, fact: Fact, conditions: Sequence[Condition]) -> None:
        self.policies = policies
        self.as_of = as_of
        self.fact = fact
        self.conditions = tuple(conditions)
        self._parts = Parts(policies)

    def truths(self, value: Value | None, conditions: Sequence[Condition] | None = None) -> tuple[Truth, ...]:
        """Return the truth of each leaf for a value, None where the fact is open."""
        evaluation = Evaluation(self.policies, {} if value is None else {self.fact.id: value}, self.as_of)
        return tuple([evaluation.condition(leaf).high for leaf in conditions or self.conditions])

    def cuts(self, conditions: Sequence[Condition] | None = None) -> list[Any]:
        """Return the numbers or days at which some leaf (of these conditions) may change, in order."""
        found: set[Any] = set()
        for leaf in [leaf for condition in conditions or self.conditions for leaf in self._parts.leaves(condition)]:
            match leaf:
                case Selects():
                    found.update(leaf.values)
                case Compares():
                    evaluation = Evaluation(self.policies, {}, self.as_of)
                    ends = [evaluation.amount(operand).interval for operand in operands(leaf)]
                    found.update(end.low for end in ends if end.decided)
                case ComparesDate():
                    found.add(leaf.turn(self.as_of) or date.min)
                case _:  # a leaf of one fact is one of these
                    raise TypeError(leaf)
        return sorted(found)


def between(cuts: Sequence[Any]) -> list[Any]:
    """Return one value below, at, between and above the cuts each; one value if there are no cuts."""
    if not cuts:
        return [0]
    found = [_beside(cuts[0], -1)]
    for low, high in zip(cuts, [*cuts[1:], None], strict=True):
        found.append(low)
        if high is None:
            found.append(_beside(low, 1))
        elif isinstance(low, date):
            found.append(_beside(low, 1))  # where no day lies between, this one is never looked up
        else:
            found.append(Fraction(low + high, 2))
    return found


def _beside(value: Any, step: int) -> Any:
    if not isinstance(value, date):
        return value + step
    edge = date.max if step > 0 else date.min
    return value if value == edge else value + timedelta(step)
