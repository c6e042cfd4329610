"""Money and other numbers: what is added, compared or paid should be of one kind.

A plain number may be either, so that only what is certain is said: money is known by a unit (`100万元`) or by its fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from iotcheck.authoring.lint.questions import Questions, stated
from iotcheck.errors import Location
from iotcheck.model import (
    Amount,
    Calculation,
    Cases,
    Compares,
    Constant,
    FactAmount,
    FactType,
    NamedAmount,
    NoAmount,
    Operation,
    TableLookup,
)

Power = int | None  # of money in an amount: 1 is money, 0 a number, None could be either


def check_units(questions: Questions) -> None:
    """Note sums and comparisons of money with other numbers, and ceilings that are no money."""
    units = _Units(questions)
    for root in questions.roots:
        for node in stated(questions.policies, root.node):
            if isinstance(node, Compares):
                units.alike((node.left, *node.bounds), node.location)
            elif isinstance(node, Constant | FactAmount | Calculation | NamedAmount | Cases | TableLookup):
                units.power(node)
    for _, edition in questions.editions:
        if not isinstance(edition.ceiling, NoAmount) and units.power(edition.ceiling) not in (1, None):
            questions.problem(edition.ceiling.location, "ceiling-not-money")


class _Units:
    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.known: dict[int, Power] = {}

    def power(self, amount: Amount) -> Power:
        """Return the power of money in an amount, noting what is mixed below it."""
        if id(amount) not in self.known:
            self.known[id(amount)] = self._power(amount)
        return self.known[id(amount)]

    def alike(self, amounts: Iterable[Amount], at: Location) -> Power:
        """Return the power that amounts share, noting where they differ."""
        powers = {power for amount in amounts if (power := self.power(amount)) is not None}
        if len(powers) > 1:
            self.questions.problem(at, "mixed-units")
            return None
        return next(iter(powers), None)

    def _power(self, amount: Amount) -> Power:
        policies = self.questions.policies
        match amount:
            case Constant():
                return 1 if amount.money else None
            case FactAmount(fact=fact):
                return int(policies.facts[fact].type is FactType.MONEY)
            case NamedAmount(name=name):
                return self.power(policies.amounts[name])
            case Cases():
                return self.alike([*(branch.then for branch in amount.branches), amount.otherwise], amount.location)
            case TableLookup(table=name):
                table = policies.tables[name]
                rows = [*table.rows.values(), *([table.otherwise] if table.otherwise is not None else [])]
                return self.alike(rows, table.location)
            case Calculation(operation=operation, operands=operands):
                return self._calculated(operation, operands, amount.location)
            case never:
                assert_never(never)

    def _calculated(self, operation: Operation, operands: tuple[Amount, ...], at: Location) -> Power:
        match operation:
            case Operation.PRODUCT:
                powers = [self.power(operand) for operand in operands]
                return None if None in powers else sum(power for power in powers if power is not None)
            case Operation.PERCENT:
                share, whole = (self.power(operand) for operand in operands)
                return whole if not share else whole if whole is None else whole + share
            case Operation.QUOTIENT:
                whole, divisor = (self.power(operand) for operand in operands)
                return whole if whole is None or divisor is None else whole - divisor
            case Operation.SUM | Operation.LEAST | Operation.GREATEST | Operation.DIFFERENCE:
                return self.alike(operands, at)
            case never:
                assert_never(never)
