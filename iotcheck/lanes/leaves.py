"""The leaves of one fact: what the tree walker says of them for a value, and which values they can tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from iotcheck.engine import Evaluation
from iotcheck.engine.partition import Cut, Partition, cuts_of, sides_of
from iotcheck.lanes.parts import Parts, operands
from iotcheck.logic import Truth
from iotcheck.model import Compares, Condition, Fact, PolicySet
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

    def partition(self, conditions: Sequence[Condition] | None = None) -> Partition:
        """Return the cells of a number or day that these conditions, or all, tell apart."""
        return Partition(self.fact, chain.from_iterable(map(self._cuts, conditions or self.conditions)))

    def _cuts(self, condition: Condition) -> Iterator[Cut]:
        unanswered = Evaluation(self.policies, {}, self.as_of)
        for leaf in self._parts.leaves(condition):
            parts = operands(leaf) if isinstance(leaf, Compares) else ()
            yield from cuts_of(leaf, self.as_of, sides_of(map(unanswered.amount, parts)))
