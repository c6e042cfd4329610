"""What conditions and amounts look at: the fact that alone decides one, the leaves and terms below it."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.model import (
    Amount,
    Cases,
    Compares,
    ComparesDate,
    Condition,
    Confirm,
    FactAmount,
    NamedAmount,
    PolicySet,
    Selects,
    TableLookup,
)
from iotcheck.model.walk import below


class Dependencies:
    """Answers what the conditions and amounts of one policy set look at."""

    def __init__(self, policies: PolicySet) -> None:
        self.policies = policies
        self._only_facts: dict[int, str | None] = {}

    def only_fact(self, condition: Condition) -> str | None:
        """Return the fact that alone decides a condition, by buckets; None where there are several, or none such."""
        if id(condition) not in self._only_facts:
            self._only_facts[id(condition)] = self._only_fact(condition)
        return self._only_facts[id(condition)]

    def _only_fact(self, condition: Condition) -> str | None:
        match condition:
            case Selects() | ComparesDate():
                return condition.fact
            case Compares():
                return self._compared(condition)
            case Confirm():
                return None
            case _:
                facts = {self.only_fact(child) for child in self.children(condition)}
                return facts.pop() if len(facts) == 1 else None

    def children(self, condition: Condition) -> list[Condition]:
        """Return the conditions directly below one, that which `met` names included; none below a comparison."""
        if isinstance(condition, Compares):
            return []
        return [node for node in below(self.policies, condition) if isinstance(node, Condition)]

    def leaves(self, condition: Condition) -> Iterator[Condition]:
        """Yield the leaves and confirms below a condition, each once."""
        yield from self._leaves(condition, set())

    def _leaves(self, condition: Condition, seen: set[int]) -> Iterator[Condition]:
        if id(condition) in seen:
            return
        seen.add(id(condition))
        children = self.children(condition)
        if not children:
            yield condition
        for child in children:
            yield from self._leaves(child, seen)

    def terms(self, amount: Amount) -> Iterator[Amount]:
        """Yield an amount and all amounts that it is computed from, each once."""
        yield from self._terms(amount, set())

    def _terms(self, amount: Amount, seen: set[int]) -> Iterator[Amount]:
        if id(amount) in seen:
            return
        seen.add(id(amount))
        yield amount
        for node in below(self.policies, amount):
            if isinstance(node, Amount):
                yield from self._terms(node, seen)

    def conditions_in(self, amount: Amount) -> Iterator[Condition]:
        """Yield the conditions of all cases within an amount."""
        for term in self.terms(amount):
            if isinstance(term, Cases):
                yield from (branch.when for branch in term.branches)

    def values_in(self, amounts: tuple[Amount, ...]) -> set[str]:
        """Return the facts whose very values go into some amounts, conditions of cases included."""
        found: set[str] = set()
        for amount in amounts:
            for term in self.terms(amount):
                if isinstance(term, FactAmount | TableLookup):
                    found.add(term.fact)
            for condition in self.conditions_in(amount):
                for leaf in self.leaves(condition):
                    if isinstance(leaf, Compares) and self.only_fact(leaf) is None:
                        found |= self.values_in(operands(leaf))
        return found

    def leaf_conditions(self, amounts: tuple[Amount, ...]) -> Iterator[tuple[str, Condition]]:
        """Yield the conditions within amounts that one fact decides by buckets, each with the fact."""
        for amount in amounts:
            for condition in self.conditions_in(amount):
                for leaf in self.leaves(condition):
                    fact = self.only_fact(leaf)
                    if fact is not None:
                        yield fact, leaf
                    else:  # amounts are compared: in an amount nobody can be asked to confirm anything
                        yield from self.leaf_conditions(operands(leaf) if isinstance(leaf, Compares) else ())

    def is_constant(self, amount: Amount) -> bool:
        """Whether an amount is the same for everyone."""
        return not any(isinstance(term, FactAmount | TableLookup | Cases) for term in self.terms(amount))

    def _compared(self, condition: Compares) -> str | None:
        facts = {self._bare_fact(operand) for operand in operands(condition)} - {""}
        return facts.pop() if len(facts) == 1 else None

    def _bare_fact(self, amount: Amount) -> str | None:
        """Return the fact that an amount is nothing but, "" for a constant, None for anything else."""
        match amount:
            case FactAmount():
                return amount.fact
            case NamedAmount():
                return self._bare_fact(self.policies.amounts[amount.name])
            case _:
                return "" if self.is_constant(amount) else None


def operands(condition: Compares) -> tuple[Amount, ...]:
    """Return what a comparison compares, the left side first."""
    return (condition.left, *condition.bounds)
